"""The form of a source: what a person wrote comes back as it was written, and each error stands beside its field."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from ckan.tests import factories
from ckan.tests.helpers import call_action

from tests.harvesters.other_portal import dataset

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms harvest socialprograms_portal_harvester"),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.usefixtures("clean_harvest"),
]
YAML = "# lo que pidió el DIF\ntypes: [program]\npublish: no\n"
SENT = {"url": "https://datos.silao.gob.mx", "name": "silao", "title": "Silao", "frequency": "DAILY", "save": "Save"}


@pytest.fixture
def head():
    """Give what makes a request one of an administrator's."""
    return {"Authorization": factories.SysadminWithToken()["token"]}


def sent(app, head, page="/harvest/new", **fields):
    form = {**SENT, "source_type": "socialprograms_portal", "owner_org": "", **fields}
    return BeautifulSoup(app.post(page, data=form, headers=head, follow_redirects=True).body, "html.parser")


def text(page, place):
    found = page.select_one(place)
    assert found
    return found.text.strip()


def test_a_configuration_comes_back_as_it_was_written(app, head):
    sent(app, head, config=YAML)
    assert call_action("harvest_source_show", id="silao")["frequency"] == "DAILY"
    page = BeautifulSoup(app.get("/harvest/edit/silao", headers=head, status=200).body, "html.parser")
    assert text(page, "#field-config") == YAML.strip()
    sent(app, head, "/harvest/edit/silao", config=YAML + "most_vanished: 5\n")
    page = BeautifulSoup(app.get("/harvest/edit/silao", headers=head).body, "html.parser")
    assert text(page, "#field-config").endswith("most_vanished: 5")


def test_errors_stand_beside_the_field_each_with_its_line(app, head):
    page = sent(app, head, config="publish: tal vez\nmost_vanished: 300\n", url="")
    told = [one.text.strip(" ✖") for one in page.select("#config-error p")]
    assert [one.split(":")[0] for one in told] == ["Line 1", "Line 2"]
    assert "Error parsing" not in page.text
    assert text(page, "#field-config").startswith("publish: tal vez")
    links = [one["href"] for one in page.select("#errors a")]
    assert sorted(links) == ["#field-config", "#field-config", "#field-url"]


def test_the_same_source_twice_is_refused_in_a_plain_sentence(app, head):
    sent(app, head, config=YAML)
    page = sent(app, head, name="silao-2", config=YAML)
    assert "with this address and this configuration already" in text(page, "#url-error")


def test_the_page_for_administrators_leads_to_the_last_report_and_to_a_preview(app, harvest, other, head):
    other.publish(dataset(1))
    job = harvest()
    page = BeautifulSoup(app.get("/harvest/admin/silao", headers=head, status=200).body, "html.parser")
    assert page.select_one(f'a[href="/harvest/silao/runs/{job["id"]}"]')
    assert page.select_one('form[action="/harvest/silao/preview"] button')
    answer = app.post(f"/harvest/refresh/{call_action('harvest_source_show', id='silao')['id']}", headers=head)
    assert "A harvest is under way" in answer.body


def test_sources_are_listed_and_found(app, head):
    assert "There is no source yet." in app.get("/harvest", status=200).body
    sent(app, head, config=YAML)
    assert text(BeautifulSoup(app.get("/harvest").body, "html.parser"), ".sp-sources h2 a") == "Silao"
    assert "No source was found." in app.get("/harvest?q=otra", status=200).body
    assert "/harvest/new" not in app.get("/harvest").body
