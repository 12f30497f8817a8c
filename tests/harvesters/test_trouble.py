"""A source that fails, lies or loses records: the job ends, says so, and nothing is lost."""

from __future__ import annotations

import pytest

from ckan import model
from ckan.tests import factories, helpers

from ckanext.socialprograms.harvesters import portal, web
from tests.harvesters.other_portal import dataset

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms harvest socialprograms_portal_harvester"),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.usefixtures("clean_harvest"),
]


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """Do not wait before another try."""
    monkeypatch.setattr(web, "_PAUSES", (0.0, 0.0))


def ids():
    found = helpers.call_action("package_search", rows=500, include_private=True)["results"]
    return sorted(int(one["id"][-12:]) for one in found)


def said(job):
    return [one["message"] for one in job["gather_error_summary"]], [
        one["message"] for one in job["object_error_summary"]
    ]


def test_a_server_that_fails_for_a_moment_is_asked_again(harvest, other):
    other.publish(dataset(1))
    other.broken = 2
    assert harvest()["stats"]["added"] == 1


def test_a_server_that_stays_down_ends_the_job_and_takes_nothing_away(harvest, other):
    other.publish(dataset(1), dataset(2))
    harvest("when_vanished: delete\nmost_vanished: 100\n")
    other.broken = 99
    job = harvest()
    assert job["status"] == "Finished"
    assert "answered 500" in said(job)[0][0]
    assert ids() == [1, 2]


def test_a_list_that_breaks_off_is_harvested_as_far_as_it_goes(harvest, other, monkeypatch):
    monkeypatch.setattr(portal, "_LISTED", 10)
    other.publish(*(dataset(number) for number in range(25)))
    other.breaks_at = 20
    job = harvest()
    assert (job["stats"]["added"], len(said(job)[0])) == (20, 1)
    other.breaks_at = None
    assert harvest()["stats"]["added"] == 5


def test_what_vanished_stays_and_is_marked(harvest, other):
    other.publish(dataset(1), dataset(2))
    harvest()
    gone = other.held.pop(dataset(2)["id"])
    assert harvest()["stats"]["deleted"] == 0
    assert ids() == [1, 2]
    marked = helpers.call_action("socialprograms_harvested", id=dataset(2)["id"])
    assert marked["vanished_on"]
    other.held[gone["id"]] = gone
    harvest()
    assert not helpers.call_action("socialprograms_harvested", id=dataset(2)["id"])["vanished_on"]


@pytest.mark.parametrize(("policy", "left"), [("archive", True), ("delete", False)])
def test_a_source_can_ask_that_it_is_taken_away(harvest, other, policy, left):
    other.publish(*(dataset(number) for number in range(10)))
    harvest(f"when_vanished: {policy}\nmost_vanished: 20\n")
    del other.held[dataset(3)["id"]]
    assert harvest()["stats"]["deleted"] == 1
    assert (3 in ids()) == left
    package = model.Package.get(dataset(3)["id"])
    assert package
    assert package.private == left
    assert sum(harvest()["stats"].values()) == 0


def test_a_source_that_lost_too_much_is_not_believed(harvest, other):
    other.publish(*(dataset(number) for number in range(10)))
    harvest("when_vanished: delete\nmost_vanished: 20\n")
    for number in range(3):
        del other.held[dataset(number)["id"]]
    job = harvest()
    assert said(job)[0][0].startswith("3 of 10 records are no longer in the source")
    assert len(ids()) == 10


def test_a_record_that_is_taken_away_comes_back_with_its_source(harvest, other):
    other.publish(*(dataset(number) for number in range(10)))
    harvest("when_vanished: delete\nmost_vanished: 20\n")
    gone = other.held.pop(dataset(3)["id"])
    harvest()
    other.held[gone["id"]] = gone
    harvest()
    assert len(ids()) == 10


def test_one_bad_record_keeps_no_other_out_and_is_told_in_a_sentence(harvest, other):
    other.publish(dataset(1), dataset(2, type="program", valid_from="mañana"), dataset(3))
    job = harvest()
    assert job["stats"]["errored"] == 1
    assert "“Dato 2”, In force from" in said(job)[1][0]
    assert ids() == [1, 3]


def test_a_bad_change_loses_nothing_of_what_was_settled_before_it(harvest, other):
    other.publish(dataset(1), dataset(2), dataset(3))
    harvest()
    other.publish(dataset(1), dataset(2, tags=[{"name": "?"}]), dataset(3, title="Otro"))
    job = harvest()
    assert job["status"] == "Finished"
    assert job["stats"] == {"added": 0, "updated": 1, "not modified": 1, "errored": 1, "deleted": 0}


def test_a_record_of_this_portal_is_not_overwritten_by_one_with_its_key(harvest, other):
    factories.Dataset(id=dataset(1)["id"], name="nuestro", title="Nuestro")
    other.publish(dataset(1), dataset(2))
    job = harvest()
    assert (job["stats"]["added"], job["stats"]["errored"]) == (1, 1)
    assert helpers.call_action("package_show", id="nuestro")["title"] == "Nuestro"


def test_an_address_that_is_taken_gets_a_piece_of_the_key(harvest, other):
    factories.Dataset(name="dato-1")
    other.publish(dataset(1))
    harvest()
    assert helpers.call_action("package_show", id=dataset(1)["id"])["name"] == "dato-1-7c0d6b0e"


def test_a_source_inside_the_network_is_not_asked(harvest, other, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckanext.socialprograms.harvest_networks", "")
    other.publish(dataset(1))
    assert "private network" in said(harvest())[0][0]
    assert other.asked == []


def test_what_is_no_portal_is_said_so(harvest, other):
    other.held = {"x": {"id": 7, "metadata_modified": ""}}
    assert "this is no CKAN portal" in said(harvest())[0][0]


def test_a_portion_that_broke_off_is_taken_up_again(harvest, other, monkeypatch):
    from ckanext.socialprograms.harvesters import harvested  # noqa: PLC0415

    other.publish(*(dataset(number) for number in range(150)))
    finish, calls = harvested.finish, []

    def killed(outcomes):
        finish(outcomes)
        if outcomes and not calls:
            calls.append(outcomes)
            raise SystemExit

    monkeypatch.setattr(harvested, "finish", killed)
    with pytest.raises(SystemExit):
        harvest()
    model.Session.rollback()
    from ckanext.harvest import queue  # noqa: PLC0415
    from ckanext.harvest.model import HarvestObject  # noqa: PLC0415

    harvester = queue.get_harvester("socialprograms_portal")
    for leader in model.Session.query(HarvestObject).filter(HarvestObject.state.in_(["WAITING", "IMPORT"])).all():
        queue.fetch_and_import_stages(harvester, leader)
    assert len(ids()) == 150
    states = {one.state for one in model.Session.query(HarvestObject)}
    assert states == {"COMPLETE"}
