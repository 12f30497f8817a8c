"""Another CKAN portal is harvested: what is new, changed, unchanged or gone there."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories, helpers

from ckanext.socialprograms.forms.schema import fields_of
from tests.harvesters.other_portal import dataset
from tests.profiles.test_profile import saved

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms harvest socialprograms_portal_harvester"),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.usefixtures("clean_harvest"),
]


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


@pytest.mark.parametrize("type_", ["dataset", "program", "commitment", "evaluation"])
def test_its_page_says_where_a_record_comes_from(app, harvest, other, type_):
    other.publish(dataset(1, type=type_, organization={"name": "dif", "title": "DIF"}))
    harvest()
    page = app.get(f"/{type_}/dato-1", status=200)
    assert f'href="{other.url}/{type_}/dato-1"' in page.body
    assert "This comes from Silao" in page.body
    other.held.clear()
    harvest()
    assert "it is not there any more" in app.get(f"/{type_}/dato-1").body


def test_organizations_fields_and_values_are_called_as_here(harvest, other):
    local = factories.Organization(name="dif-municipal")
    theirs = {"name": "dif", "title": "DIF"}
    extras = [{"key": "objetivo", "value": "Que nadie pase hambre"}]
    other.publish(
        dataset(1, type="program", organization=theirs, extras=extras, support_kinds=["dinero"]),
        dataset(2, organization={"name": "obras"}),
    )
    harvest(
        "organizations: {dif: dif-municipal}\nfields: {main_objective: objetivo}\n"
        "values: {support_kinds: {dinero: money}}\ndefaults: {license_id: cc-by}\n"
    )
    found = shown(1)
    assert (found["owner_org"], found["main_objective"], found["support_kinds"], found["license_id"]) == (
        local["id"],
        "Que nadie pase hambre",
        ["money"],
        "cc-by",
    )
    assert shown(2)["organization"]["name"] == "estado"


@pytest.mark.parametrize("type_", ["program", "commitment", "evaluation"])
def test_a_record_with_every_field_filled_is_the_same_here(harvest, other, type_):
    original = saved(type_)
    helpers.call_action("dataset_purge", id=original["id"])
    other.publish(original)
    assert harvest()["stats"]["errored"] == 0
    here = helpers.call_action("package_show", id=original["id"])
    ours = fields_of(type_) - {"owner_org", "provenance", "replanning"}
    assert {name: here.get(name) for name in ours} == {name: original.get(name) for name in ours}
    assert [one["url"] for one in here["resources"]] == [one["url"] for one in original["resources"]]


def test_a_configuration_is_checked_when_it_is_saved(harvest, other):
    with pytest.raises(tk.ValidationError, match="Line 2: there is no setting"):
        harvest("publish: yes\nmas_vanished: 3\n")
    with pytest.raises(tk.ValidationError, match="Line 3: records have no field “objetivo” here"):
        harvest("fields:\n  title: nombre\n  objetivo: objective\n")
