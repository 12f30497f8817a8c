"""What a run did is told afterwards: to everyone in numbers, to those who administer the source one by one."""

from __future__ import annotations

import pytest

from ckan import model
from ckan.tests import factories, helpers
from ckan.tests.helpers import call_action

from ckanext.socialprograms.harvesters import runs
from tests.harvesters.other_portal import dataset

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms harvest socialprograms_portal_harvester"),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.usefixtures("clean_harvest"),
]
ACTIVITIES = [{"id": f"A{number}", "description": f"Actividad {number}"} for number in range(1, 4)]
FILES = [{"url": f"https://ejemplo.gob.mx/{number}.pdf"} for number in range(3)]


def told(job, kind="", **asked):
    return call_action("socialprograms_harvest_run_show", id="silao", job=job["id"], kind=kind, **asked)


def numbers(run):
    return {name: run[name] for name in ("listed", *runs.KINDS[:-1], "unchanged", "missing")}


def test_a_run_says_how_many_records_came_changed_went_and_stayed(harvest, other):
    other.publish(*(dataset(number) for number in range(6)))
    first = harvest()
    assert numbers(told(first))["created"] == 6
    other.publish(dataset(0, title="Otro"), dataset(6), dataset(7, type="program", valid_from="mañana"))
    del other.held[dataset(5)["id"]]
    run = told(harvest())
    assert numbers(run) == {
        "listed": 7, "refused": 1, "shrunk": 0, "vanished": 1, "taken_away": 0, "created": 1, "changed": 1,
        "unchanged": 4, "missing": 1,
    }  # fmt: skip
    assert run["is_whole"]
    assert run["seconds"] >= 0


def test_what_was_refused_is_told_with_its_reason_and_the_way_to_the_original(harvest, other):
    other.publish(dataset(1, type="program", valid_from="mañana"))
    (record,) = told(harvest(), "refused")["records"]
    assert (record["title"], record["name"]) == ("Dato 1", "")
    assert record["url"] == f"{other.url}/program/dato-1"
    assert "In force from" in record["sentences"][0]


def test_a_refused_change_leads_to_the_record_that_stays_as_it_was(harvest, other):
    other.publish(dataset(1))
    harvest()
    other.publish(dataset(1, tags=[{"name": "?"}]))
    (record,) = told(harvest(), "refused")["records"]
    assert record["name"] == "dato-1"


def test_what_vanished_is_told_in_the_run_that_missed_it_and_not_again(harvest, other):
    other.publish(dataset(1), dataset(2))
    harvest()
    gone = other.held.pop(dataset(2)["id"])
    second = harvest()
    third = harvest()
    assert [one["name"] for one in told(second, "vanished")["records"]] == ["dato-2"]
    assert told(second, "vanished")["records"][0]["url"] == f"{other.url}/dataset/dato-2"
    assert (told(third)["vanished"], told(third)["missing"]) == (0, 1)
    other.held[gone["id"]] = gone
    harvest()
    assert told(second, "vanished")["vanished"] == 1


@pytest.mark.parametrize("type_", ["dataset", "commitment"])
def test_a_record_that_came_back_smaller_is_told_with_what_it_lost(harvest, other, type_):
    whole = {"type": type_, "notes": "Qué es", "resources": FILES, "activities": ACTIVITIES}
    other.publish(dataset(1, **whole), dataset(2, **whole))
    harvest()
    less = {**whole, "notes": "", "resources": FILES[:1], "activities": ACTIVITIES[:2]}
    other.publish(dataset(1, **less), dataset(2, **whole, version="2"))
    (record,) = told(harvest(), "shrunk")["records"]
    assert record["name"] == "dato-1"
    lost = {one["field"]: (one["before"], one["after"]) for one in record["shrunk"]}
    assert lost.pop("activities", (3, 2)) == (3, 2)
    assert lost == {"notes": (6, 0), "resources": (3, 1)}


def test_a_list_that_broke_off_is_told_to_those_who_administer_the_source(harvest, other):
    other.broken = 99
    run = told(harvest())
    assert run["problem_count"] == 1
    assert "answered 500" in run["problems"][0]
    assert not run["is_whole"]


def test_strangers_are_told_numbers_and_public_records_alone(harvest, other):
    other.publish(dataset(1), dataset(2), dataset(3, type="program", valid_from="mañana"))
    job = harvest()
    call_action("package_patch", id=dataset(2)["id"], private=True)
    stranger = {"user": factories.User()["name"], "ignore_auth": False}
    asked = {"id": "silao", "job": job["id"], "context": stranger}
    refused = call_action("socialprograms_harvest_run_show", **asked, kind="refused")
    assert (refused["refused"], refused["records"], refused["is_administrator"]) == (1, [], False)
    created = call_action("socialprograms_harvest_run_show", **asked, kind="created")
    assert [one["name"] for one in created["records"]] == ["dato-1"]


def test_the_runs_of_a_source_are_listed_newest_first_with_as_many_queries_for_many(harvest, other, count_queries):
    for number in range(4):
        other.publish(dataset(number))
        harvest()
    with count_queries() as few:
        call_action("socialprograms_harvest_run_list", id="silao", limit=1)
    with count_queries() as many:
        found = call_action("socialprograms_harvest_run_list", id="silao", limit=20)
    assert found["count"] == 4
    assert [one["listed"] for one in found["runs"]] == [4, 3, 2, 1]
    assert many.number == few.number


def test_a_run_of_another_source_is_not_found(harvest, other):
    job = harvest()
    with pytest.raises(Exception, match="no such run"):
        helpers.call_action("socialprograms_harvest_run_show", id="silao", job=f"{job['id']}x")
    assert model.Package.get("silao")


def test_a_record_that_was_archived_and_comes_back_lost_nothing(harvest, other):
    other.publish(*(dataset(number, type="program", area="Norte") for number in range(10)))
    harvest("when_vanished: archive\nmost_vanished: 20\n")
    gone = other.held.pop(dataset(3)["id"])
    harvest()
    other.held[gone["id"]] = gone
    assert told(harvest())["shrunk"] == 0


def test_a_group_that_is_gone_altogether_counts_nothing_now(harvest, other):
    other.publish(dataset(1, resources=FILES))
    harvest()
    other.publish(dataset(1))
    (record,) = told(harvest(), "shrunk")["records"]
    assert [*record["shrunk"]] == [{"field": "resources", "before": 3, "after": 0, "in_rows": True}]
    assert record["shrunk"][0]["after"] is not False
