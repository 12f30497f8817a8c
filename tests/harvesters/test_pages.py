"""The pages of a source: its history, and the report of a run, to read and to download."""

from __future__ import annotations

import csv
import io

import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from tests.harvesters.other_portal import dataset

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms harvest socialprograms_portal_harvester"),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.usefixtures("clean_harvest"),
]


@pytest.fixture
def administrator():
    """Give what makes a request one of an administrator's."""
    token = factories.SysadminWithToken()["token"]
    return {"Authorization": token}


def run_page(job, ending=""):
    return f"/harvest/silao/runs/{job['id']}{ending}"


def test_a_source_has_a_page_of_its_runs_with_a_chart_and_a_table(app, harvest, other):
    other.publish(dataset(1), dataset(2))
    job = harvest()
    page = app.get("/harvest/silao/runs", status=200).body
    assert f'href="{run_page(job)}"' in page
    assert "Listed: 2 in the last run, 2 at most" in page
    assert 'href="/harvest/silao/runs"' in app.get("/harvest/silao", status=200).body
    call_action("harvest_source_job_history_clear", id=call_action("harvest_source_show", id="silao")["id"])
    assert "It has not been harvested yet" in app.get("/harvest/silao/runs", status=200).body


def test_its_report_tells_administrators_why_a_record_was_refused(app, harvest, other, administrator):
    other.publish(dataset(1, type="program", title="<b>Becas</b>", valid_from="mañana"), dataset(2))
    page = run_page(harvest())
    told = app.get(page, headers=administrator, status=200).body
    assert "In force from" in told
    assert "&lt;b&gt;Becas&lt;/b&gt;" in told
    assert f'href="{other.url}/program/dato-1"' in told
    stranger = app.get(f"{page}?kind=refused", status=200).body
    assert "Becas" not in stranger
    assert "Those who administer the source see" in stranger


def test_its_report_tells_what_came_back_smaller(app, harvest, other):
    rows = [{"id": f"A{number}", "description": "Cavar"} for number in range(3)]
    other.publish(dataset(1, type="commitment", notes="Qué es", activities=rows))
    harvest()
    other.publish(dataset(1, type="commitment", activities=rows[:1]))
    page = app.get(run_page(harvest()), status=200).body
    assert "Description: a text of 6 letters before, nothing now" in page
    assert "Activities: 3 before, 1 now" in page


def test_many_refused_records_are_shown_a_page_at_a_time(app, harvest, other, administrator):
    other.publish(*(dataset(number, type="program", valid_from="mañana") for number in range(45)))
    page = run_page(harvest())
    assert app.get(page, headers=administrator).body.count("See the original") == 20
    assert app.get(f"{page}?kind=refused&page=3", headers=administrator).body.count("See the original") == 5
    assert app.get(f"{page}?kind=refused&page=999999999999", headers=administrator, status=200)


def test_its_report_can_be_downloaded_without_running_anything_on_a_readers_machine(app, harvest, other, administrator):
    other.publish(dataset(1, title="=HYPERLINK(1)"), dataset(2, type="program", title="@x", valid_from="mañana"))
    job = harvest()
    rows = list(csv.reader(io.StringIO(app.get(run_page(job, ".csv"), headers=administrator).body)))
    assert [(row[0].strip("\ufeff"), row[2]) for row in rows[1:]] == [("refused", "'@x"), ("created", "'=HYPERLINK(1)")]
    assert rows[1][7] == f"{other.url}/program/dato-2"
    public = app.get(run_page(job, ".json"), status=200).json
    assert [(row["kind"], row["here"]) for row in public["rows"]] == [
        ("created", "http://test.ckan.net/dataset/dato-1")
    ]
    app.get(run_page(job, ".pdf"), status=404)


def test_what_is_no_source_or_no_run_is_not_found(app, harvest, other):
    harvest()
    app.get("/harvest/silao/runs/nada", status=404)
    app.get("/harvest/nada/runs", status=404)
    record = factories.Dataset()
    app.get(f"/harvest/{record['name']}/runs", status=404)
