"""A catalogue in JSON is harvested; what is wrong with it is said, one by one where it can be."""

from __future__ import annotations

import json

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories, helpers

from ckanext.socialprograms.harvesters.remote import Entry, SourceFailed, Trouble
from ckanext.socialprograms.harvesters.settings import Settings
from tests.harvesters.catalogues.test_json_dataset import ADELA, OPEN_DATA

KIND = "socialprograms_catalogue"
pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "scheming_datasets socialprograms harvest socialprograms_catalogue_harvester"
    ),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.usefixtures("with_plugins"),
]


def written(*datasets, **catalogue):
    return json.dumps({"title": "Catálogo de datos abiertos de Silao", **catalogue, "dataset": datasets})


def listed(server, content, **asked):
    from ckanext.socialprograms.harvesters.json_catalogue import JsonCatalogue  # noqa: PLC0415 (it needs CKAN)

    return list(JsonCatalogue(server.put("/catalogo.json", content), Settings(**asked)).entries())


def entry_of(*arguments):
    """Give the only record of a list."""
    (one,) = listed(*arguments)
    assert isinstance(one, Entry)
    assert one.record
    return one.guid, one.version, one.record.data


def refused(server, content):
    with pytest.raises(SourceFailed) as failed:
        listed(server, content)
    return str(failed.value)


def said(job):
    return "\n".join(one["message"] for one in job["gather_error_summary"])


@pytest.mark.usefixtures("clean_harvest")
def test_the_datasets_of_a_catalogue_come_over_and_only_changes_are_saved_again(harvest_from, server):
    agency = factories.Organization(name="silao-victoria")
    url = server.put("/catalogo.json", written(ADELA, OPEN_DATA))
    config = "organizations: {Silao: silao-victoria}\n"
    assert harvest_from(KIND, url, config)["stats"]["added"] == 2
    found = helpers.call_action("package_show", id="padron-de-beneficiarios-de-becas")
    assert (found["owner_org"], found["maintainer"], len(found["resources"])) == (agency["id"], "Ana Ruiz", 1)
    assert helpers.call_action("package_show", id="widgets-statistics")["organization"]["name"] == "estado"
    assert sum(harvest_from(KIND, url)["stats"].values()) == 0
    server.put("/catalogo.json", written({**ADELA, "title": "Otro nombre"}, OPEN_DATA))
    assert harvest_from(KIND, url)["stats"]["updated"] == 1
    server.put("/catalogo.json", written(OPEN_DATA, "?", {**OPEN_DATA, "identifier": "7", "title": ""}))
    job = harvest_from(KIND, url)
    assert "entry 2 of the list is no dataset" in said(job)
    assert "dataset 3 of the list has no title" in said(job)
    assert helpers.call_action("socialprograms_harvested", id="padron-de-beneficiarios-de-becas")["vanished_on"]


@pytest.mark.usefixtures("clean_harvest")
def test_half_a_catalogue_takes_nothing_away(harvest_from, server):
    url = server.put("/catalogo.json", written(ADELA, OPEN_DATA))
    harvest_from(KIND, url, "when_vanished: delete\nmost_vanished: 100\n")
    server.put("/catalogo.json", written(ADELA, OPEN_DATA)[:-200])
    job = harvest_from(KIND, url)
    assert job["status"] == "Finished"
    assert "no JSON that can be read to its end" in said(job)
    assert len(helpers.call_action("package_search")["results"]) == 2


@pytest.mark.usefixtures("clean_harvest")
def test_a_search_is_refused_when_the_source_is_saved(harvest_from, server):
    with pytest.raises(tk.ValidationError, match="can't be searched"):
        harvest_from(KIND, server.url, "search: becas\n")


@pytest.mark.usefixtures("clean_harvest")
def test_letters_that_no_database_can_hold_are_left_out(harvest_from, server):
    url = server.put("/catalogo.json", written({**ADELA, "title": "Be\x00cas", "description": "\x01", "x\x00": 7}))
    assert harvest_from(KIND, url)["stats"]["added"] == 1
    assert helpers.call_action("package_search")["results"][0]["title"] == "Becas"


@pytest.mark.parametrize(
    "content",
    [
        written(ADELA),
        json.dumps([ADELA]),
        json.dumps({"datasets": [ADELA]}),
        json.dumps({"catalog": {"dataset": [ADELA]}}),
        "\ufeff" + written(ADELA),
    ],
    ids=["pod", "list", "plural", "wrapped", "bom"],
)
def test_the_list_is_found_wherever_catalogues_have_it(server, content):
    _guid, _version, data = entry_of(server, content)
    assert data["title"] == ADELA["title"]


def test_letters_come_over_in_an_old_encoding(server):
    content = json.dumps({"dataset": [ADELA]}, ensure_ascii=False).encode("windows-1252")
    _guid, _version, data = entry_of(server, content)
    assert data["title"] == ADELA["title"]


def test_what_is_no_catalogue_is_said_so(server):
    assert "no JSON that can be read" in refused(server, "<!DOCTYPE html><html></html>")
    assert "has no list of datasets" in refused(server, '{"success": true, "result": []}')
    assert "stand inside one another" in refused(server, '{"dataset": ' + "[" * 1000 + "]" * 1000 + "}")


def test_the_key_is_the_same_each_time_and_means_nothing_in_another_source(server):
    found = [entry_of(server, written(one))[0] for one in (ADELA, {**ADELA, "title": "Otro", "id": 1})]
    assert found[0] == found[1]
    uuid = "7c0d6b0e-0000-4000-8000-000000000001"
    assert entry_of(server, written({**ADELA, "identifier": uuid}))[0] == uuid
    from ckanext.socialprograms.harvesters import tidy  # noqa: PLC0415

    assert tidy.guid("a", "http://x.mx/c") == tidy.guid("a", "https://x.mx/c") != tidy.guid("a", "https://y.mx/c")
    assert tidy.guid("http://x.mx/1", "https://x.mx") == tidy.guid("http://x.mx/1", "https://y.mx")


def test_a_dataset_without_key_and_one_whose_key_is_taken_are_refused(server):
    found = listed(server, written(ADELA, {"title": "Sin clave"}, {**ADELA, "title": "Otra"}))
    assert [type(one) for one in found] == [Entry, Trouble, Trouble]
    troubles = [str(one.message) for one in found if isinstance(one, Trouble)]
    assert "“Sin clave”) has no identifier" in troubles[0]
    assert "(“Otra”) has the identifier of another" in troubles[1]


def test_programs_alone_are_not_looked_for_in_such_a_catalogue(server):
    assert listed(server, written(ADELA), types=("program",)) == []
