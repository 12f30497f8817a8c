"""Another CKAN portal is harvested: what is new, changed, unchanged or gone there."""

from __future__ import annotations

import pytest

from ckan.tests import helpers

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms harvest socialprograms_portal_harvester"),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.usefixtures("clean_harvest"),
]


def dataset(number, **data):
    return {"id": f"7c0d6b0e-0000-4000-8000-{number:012}", "name": f"dato-{number}", "title": f"Dato {number}", **data}


def shown(number):
    return helpers.call_action("package_show", id=dataset(number)["id"])


def titles():
    return sorted(one["title"] for one in helpers.call_action("package_search", rows=500)["results"])


def test_everything_of_a_portal_comes_over_and_can_be_found(harvest, other):
    other.publish(*(dataset(number) for number in range(250)))
    assert harvest()["stats"] == {"added": 250, "updated": 0, "not modified": 0, "errored": 0, "deleted": 0}
    assert len(titles()) == 250
    assert helpers.call_action("organization_show", id="estado")["package_count"] == 250


def test_a_source_keeps_its_kind_after_a_run(harvest, other):
    other.publish(dataset(1))
    harvest()
    assert helpers.call_action("harvest_source_show", id="silao")["source_type"] == "socialprograms_portal"


def test_a_second_run_asks_for_what_changed_and_for_nothing_else(harvest, other):
    other.publish(*(dataset(number) for number in range(120)))
    harvest()
    other.asked.clear()
    assert sum(harvest()["stats"].values()) == 0
    assert len(other.asked) == 2  # a page, and the empty one behind it
    other.publish(dataset(7, title="Otro nombre"), dataset(200))
    stats = harvest()["stats"]
    assert (stats["added"], stats["updated"], stats["errored"]) == (1, 1, 0)
    assert "Otro nombre" in titles()
