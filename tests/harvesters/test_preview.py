"""A source is looked at before it is harvested: what would come, change or stay out, and nothing is written."""

from __future__ import annotations

import pytest

from ckan import model
from ckan.lib.jobs import Worker
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.cli import socialprograms
from tests.harvesters.other_portal import dataset

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms harvest socialprograms_portal_harvester"),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.usefixtures("clean_harvest"),
]


@pytest.fixture
def seen(harvest, other):
    """Give a function that looks at a source with a configuration and gives what the preview says."""

    def look(config=""):
        if not call_action("harvest_source_list"):
            owner = factories.Organization(name="otra")["id"]
            about = {"name": "silao", "title": "Silao", "source_type": "socialprograms_portal", "owner_org": owner}
            call_action("harvest_source_create", **about, url=other.url, config=config)
        call_action("socialprograms_harvest_preview", id="silao")
        Worker().work(burst=True)
        model.Session.remove()
        found = call_action("socialprograms_harvest_preview_show", id="silao")
        assert found["stage"] == "done"
        return found["seen"]

    return look


def numbers(found):
    return {name: found[name] for name in ("listed", "new", "changed", "unchanged", "vanished")}


def actions(found):
    return {one["title"]: (one["action"], bool(one["problems"])) for one in found["records"]}


def test_before_the_first_run_it_shows_what_would_be_made_and_refused_and_writes_nothing(seen, other):
    other.publish(dataset(1, type="commitment"), dataset(2, type="program", valid_from="mañana"), dataset(3))
    found = seen()
    assert numbers(found) == {"listed": 3, "new": 3, "changed": 0, "unchanged": 0, "vanished": 0}
    assert actions(found) == {"Dato 1": ("create", False), "Dato 2": ("create", True), "Dato 3": ("create", False)}
    assert "In force from" in found["records"][0]["problems"][0]
    assert call_action("package_search")["count"] == 0
    assert call_action("harvest_job_list") == []


def test_before_another_run_it_shows_what_would_change_from_what_to_what(harvest, seen, other):
    other.publish(*(dataset(number, type="program", notes="Antes") for number in range(4)))
    harvest()
    other.publish(
        dataset(0, type="program", notes="Ahora"),
        dataset(1, type="program", notes="Antes"),
        dataset(2, type="program", valid_from="mañana"),
    )
    del other.held[dataset(3)["id"]]
    found = seen()
    assert numbers(found) == {"listed": 3, "new": 0, "changed": 3, "unchanged": 0, "vanished": 1}
    assert actions(found) == {"Dato 0": ("update", False), "Dato 1": ("same", False), "Dato 2": ("update", True)}
    (change,) = [one for one in found["records"] if one["title"] == "Dato 0"]
    assert (change["changed"], change["before"]["notes"], change["after"]["notes"]) == (["notes"], "Antes", "Ahora")
    assert call_action("package_show", id="dato-0")["notes"] == "Antes"


def test_it_names_organizations_and_fields_that_are_not_known_here(seen, other):
    factories.Organization(name="obras")
    extras = [{"key": "objetivo", "value": "Que nadie pase hambre"}]
    theirs = [{"name": name} for name in ("dif", "obras", "salud")]
    other.publish(
        dataset(1, type="program", organization=theirs[0], extras=extras, meta=[{"a": 1}], area="Norte"),
        dataset(2, organization=theirs[1], area="Sur"),
        dataset(3, organization=theirs[2]),
    )
    found = seen("organizations: {dif: otra}\nfields: {main_objective: objetivo}\n")
    assert found["organizations"] == {"obras": 1, "salud": 1}
    assert found["fields"] == {"meta": [1, False], "area": [1, True]}


def test_only_the_first_hundred_are_looked_at(seen, other):
    other.publish(*(dataset(number) for number in range(130)))
    found = seen()
    assert (found["listed"], len(found["records"])) == (130, 100)


def test_a_source_that_does_not_answer_is_told(seen, other, monkeypatch):
    other.broken = 99
    found = seen()
    assert "answered 500" in found["problems"][0]


def test_its_page_starts_it_and_shows_it_to_those_who_may_edit_the_source(app, harvest, seen, other):
    other.publish(dataset(1, type="commitment"), dataset(2, type="program", valid_from="mañana"))
    harvest()
    head = {"Authorization": factories.SysadminWithToken()["token"]}
    assert "See what it would bring" in app.get("/harvest/silao/preview", headers=head, status=200).body
    other.publish(dataset(1, type="commitment", notes="Ahora"))
    assert "Waiting for a free worker" in app.post("/harvest/silao/preview", headers=head).body
    seen()
    page = app.get("/harvest/silao/preview", headers=head, status=200).body
    assert "Ahora" in page
    assert "In force from" in page
    stranger = {"Authorization": factories.UserWithToken()["token"]}
    app.get("/harvest/silao/preview", headers=stranger, status=403)
    app.post("/harvest/silao/preview", headers=stranger, status=403)


def test_the_command_line_shows_it_too(cli, harvest, other):
    other.publish(dataset(1))
    harvest()
    other.publish(dataset(2, title="Nuevo"))
    told = cli.invoke(socialprograms, ["harvest-preview", "silao"])
    assert told.exit_code == 0, told.output
    assert "2 listed: 1 new, 0 changed, 1 unchanged; 0 not there any more." in told.output
    assert "✚ Nuevo" in told.output
    assert cli.invoke(socialprograms, ["harvest-preview", "nada"]).exit_code == 2
