"""A catalogue in linked data is harvested: our records in full, plain datasets as ckanext-dcat reads them."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories, helpers

from ckanext.socialprograms.registration import TYPES
from tests.profiles.conftest import SCHEMAS
from tests.profiles.test_profile import said, saved

KIND = "socialprograms_rdf"
pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "dcat scheming_datasets socialprograms harvest socialprograms_rdf_harvester"
    ),
    pytest.mark.ckan_config("ckanext.dcat.rdf.profiles", "socialprograms"),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.usefixtures("clean_harvest"),
]
ENDINGS = ["ttl", "rdf", "jsonld"]


@pytest.fixture
def copied(app, server):
    """Give a function that copies this portal's own catalogue to the server, page by page, and empties the portal."""

    def copy(ending, pages):
        tk.config["ckanext.dcat.datasets_per_page"] = 1
        for number in range(1, pages + 1):
            content = app.get(f"/catalog.{ending}?page={number}", status=200).body
            server.put(f"/catalog.{ending}?page={number}", content)
        server.held[f"/catalog.{ending}"] = server.held[f"/catalog.{ending}?page=1"]
        for one in helpers.call_action("package_search", rows=10)["results"]:
            helpers.call_action("dataset_purge", id=one["id"])
        return f"{server.url}/catalog.{ending}"

    return copy


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("type_", TYPES)
def test_whatever_our_own_catalogue_says_of_a_record_comes_back(harvest_from, copied, server, type_, ending):
    original, plain = saved(type_), factories.Dataset(title="Datos abiertos", notes="De todo")
    url = copied(ending, pages=2)
    assert harvest_from(KIND, url)["stats"] == {"added": 2, "updated": 0, "not modified": 0, "errored": 0, "deleted": 0}
    assert server.asked == [f"/catalog.{ending}", f"/catalog.{ending}?page=2"]
    here = helpers.call_action("package_show", id=original["id"])
    assert said(here, SCHEMAS[type_]) == said(original, SCHEMAS[type_])
    for key in ("title", "notes", "license_id", "tags", "name"):
        assert here[key] == original[key]
    for key in ("name", "description", "url", "format", "kind"):
        assert [one.get(key) for one in here["resources"]] == [one.get(key) for one in original["resources"]]
    assert helpers.call_action("package_show", id=plain["id"])["notes"] == "De todo"
    server.asked.clear()
    assert sum(harvest_from(KIND, url)["stats"].values()) == 0
