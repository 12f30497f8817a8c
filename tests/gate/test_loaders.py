"""Tables of files that are held back: loaders wait, and nobody reads the table."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories, helpers

from ckanext.socialprograms.gate import loaders

PERSONAL = b"nombre,curp,monto\n" + b"Winston Boj,BOXW310820HNERXN09,1200\n" * 30
HARMLESS = b"municipio,monto\nSilao,3\n"

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "datastore scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_datastore", "clean_records"),
]


@pytest.fixture
def upload(create_with_upload):
    dataset = factories.Dataset(owner_org=factories.Organization()["id"])
    return lambda content: create_with_upload(content, "lista.csv", package_id=dataset["id"])


def test_only_files_that_were_let_through_may_be_loaded(upload):
    assert loaders.may_load(upload(HARMLESS)["id"])
    assert not loaders.may_load(upload(PERSONAL)["id"])


def test_the_loaders_of_this_portal_ask():
    assert next(one.__name__ for one in loaders.interfaces()) == "IDataPusher"


@pytest.mark.ckan_config("ckan.datastore.sqlsearch.enabled", True)
def test_a_table_of_a_held_file_is_for_its_editors_alone(app, upload):
    resource = upload(PERSONAL)
    records = [{"curp": "BOXW310820HNERXN09"}]
    helpers.call_action("datastore_create", resource_id=resource["id"], force=True, records=records)
    stranger = {"ignore_auth": False, "user": ""}
    for action in ("datastore_search", "datastore_info"):
        with pytest.raises(tk.NotAuthorized):
            helpers.call_action(action, dict(stranger), id=resource["id"], resource_id=resource["id"])
    with pytest.raises(tk.NotAuthorized):
        helpers.call_action("datastore_search_sql", dict(stranger), sql=f'SELECT * FROM "{resource["id"]}"')
    assert app.get(f"/datastore/dump/{resource['id']}").status_code in (403, 404)
