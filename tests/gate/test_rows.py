"""Rows that programs send to a table: those with personal data never become public without a person's word."""

from __future__ import annotations

import json

import pytest

import ckan.plugins.toolkit as tk
from ckan.cli.cli import ckan
from ckan.tests import factories, helpers

from ckanext.socialprograms.gate import checking, checks
from ckanext.socialprograms.gate.checks import State

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "datastore tabledesigner scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_datastore", "clean_records"),
]
PERSONAL = [{"nombre": "Winston Boj", "curp": "BOXW310820HNERXN09", "monto": 1200}] * 3
HARMLESS = [{"municipio": "Silao", "monto": 1200}] * 3
STRANGER = {"ignore_auth": False, "user": ""}


@pytest.fixture
def agency():
    """Give an agency with an administrator (``admin``) and an editor."""
    users = {capacity: factories.User(name=capacity)["name"] for capacity in ("admin", "editor")}
    return factories.Organization(users=[{"name": name, "capacity": role} for role, name in users.items()])


@pytest.fixture
def table(agency, with_request_context):
    """Make a table in a dataset that is private or public, and send it rows as its editor."""

    def make(records, *, private):
        dataset = factories.Dataset(owner_org=agency["id"], private=private)
        made = send("datastore_create", resource={"package_id": dataset["id"], "name": "Apoyos"}, records=records)
        return model_of(made["resource_id"])

    return make


def send(action, user="editor", **asked):
    return helpers.call_action(action, {"ignore_auth": False, "user": user}, **asked)


def model_of(resource_id):
    return helpers.call_action("resource_show", id=resource_id)


def rows_of(resource, **context):
    return helpers.call_action("datastore_search", {**STRANGER, **context}, resource_id=resource["id"])["records"]


def test_harmless_rows_are_public_at_once(table):
    assert len(rows_of(table(HARMLESS, private=False))) == 3


def test_rows_with_personal_data_are_not_written_into_a_public_dataset(table):
    with pytest.raises(tk.ValidationError, match=r"column “curp”: CURP in 100 %"):
        table(PERSONAL, private=False)
    resource = table(HARMLESS, private=False)
    with pytest.raises(tk.ValidationError, match="a table of their own in a private dataset"):
        send(
            "datastore_upsert",
            resource_id=resource["id"],
            method="insert",
            records=[{"municipio": PERSONAL[0]["curp"]}],
        )
    assert len(rows_of(resource)) == 3


def test_who_may_not_write_is_told_so_before_anything_is_read(table):
    resource = table(HARMLESS, private=False)
    with pytest.raises(tk.NotAuthorized):
        send("datastore_upsert", user=factories.User()["name"], resource_id=resource["id"], records=PERSONAL)


def test_a_private_dataset_takes_them_and_cannot_be_published(table):
    resource = table(PERSONAL, private=True)
    assert len(rows_of(resource, user="editor")) == 3
    with pytest.raises(tk.ValidationError, match="personal data: Apoyos"):
        send("package_patch", id=resource["package_id"], private=False)


def test_the_columns_can_be_dropped(table):
    resource = table(PERSONAL, private=True)
    send("socialprograms_file_clean", id=resource["id"])
    send("package_patch", id=resource["package_id"], private=False)
    assert [set(row) for row in rows_of(resource)] == [{"_id", "nombre", "monto"}] * 3


def test_an_administrator_lets_a_column_through_and_further_rows_with_it(table):
    resource = table(PERSONAL, private=True)
    with pytest.raises(tk.NotAuthorized):
        send("socialprograms_file_allow", id=resource["id"], reason="La ley estatal lo hace público.")
    send("socialprograms_file_allow", user="admin", id=resource["id"], reason="La ley estatal lo hace público.")
    send("package_patch", id=resource["package_id"], private=False)
    send("datastore_upsert", resource_id=resource["id"], method="insert", records=PERSONAL)
    assert len(rows_of(resource)) == 6
    other = [{"nombre": PERSONAL[0]["curp"]}]
    with pytest.raises(tk.ValidationError, match="column “nombre”"):
        send("datastore_upsert", resource_id=resource["id"], method="insert", records=other)


def test_a_table_whose_rows_were_deleted_is_checked_again(table):
    resource = table(PERSONAL, private=True)
    send("datastore_records_delete", resource_id=resource["id"], filters={})
    checking.check(resource["id"])
    known = checks.of_resource(resource["id"])
    assert known
    assert known.state is State.CLEAN


def test_rows_with_personal_data_are_not_added_to_the_table_of_a_file(create_with_upload, agency):
    dataset = factories.Dataset(owner_org=agency["id"], private=True)
    resource = create_with_upload(b"municipio,monto\nSilao,3\n", "lista.csv", package_id=dataset["id"])
    with pytest.raises(tk.ValidationError, match="column “curp”"):
        send("datastore_create", resource_id=resource["id"], records=PERSONAL, force=True)


def test_who_loads_a_file_that_was_let_through_is_stopped_only_by_what_tells_a_person_in_any_row(
    create_with_upload, agency
):
    dataset = factories.Dataset(owner_org=agency["id"])
    resource = create_with_upload(b"municipio,monto\nSilao,3\n", "lista.csv", package_id=dataset["id"])
    pusher = factories.Sysadmin()["name"]
    asked = {"user": pusher, "resource_id": resource["id"], "force": True}
    send("datastore_create", **asked, records=[{"municipio": "Silao", "calle": f"Calle Juárez {n}"} for n in range(9)])
    with pytest.raises(tk.ValidationError, match="CURP"):
        send("datastore_upsert", **asked, method="insert", records=[{"municipio": PERSONAL[0]["curp"]}])
    assert len(rows_of(resource)) == 9


@pytest.mark.parametrize(
    "described", [{"id": "BOXW310820HNERXN09"}, {"id": "a", "info": {"notes": "BOXW310820HNERXN09"}}]
)
def test_names_and_descriptions_of_columns_are_looked_at_too(table, described):
    resource = table(HARMLESS, private=False)
    fields = [{"id": "municipio", "type": "text"}, {"id": "monto", "type": "numeric"}, {"type": "text", **described}]
    with pytest.raises(tk.ValidationError, match="CURP"):
        send("datastore_create", resource_id=resource["id"], fields=fields)
    assert "BOXW" not in json.dumps(helpers.call_action("datastore_search", resource_id=resource["id"]))


def test_a_form_for_rows_shows_the_sentence_beside_the_field(app, agency):
    dataset = factories.Dataset(owner_org=agency["id"])
    resource = factories.Resource(package_id=dataset["id"], url_type="tabledesigner")
    fields = [{"id": "clave", "tdtype": "text", "type": "text"}]
    helpers.call_action("datastore_create", resource_id=resource["id"], fields=fields, force=True)
    token = helpers.call_action("api_token_create", user="editor", name="t")["token"]
    address = f"/dataset/{dataset['id']}/tabledesigner/{resource['id']}/add-row"
    page = app.post(address, data={"col__0__value": PERSONAL[0]["curp"]}, headers={"Authorization": token}, status=200)
    assert "These rows were not written" in page.body
    assert rows_of(resource) == []


@pytest.mark.usefixtures("with_request_context")
def test_tables_that_are_public_already_are_looked_at_with_the_files(cli, agency):
    dataset = factories.Dataset(owner_org=agency["id"], name="apoyos")
    asked = {"package_id": dataset["id"], "name": "Padrón"}
    made = helpers.call_action("datastore_create", resource=asked, records=PERSONAL)
    done = cli.invoke(ckan, ["socialprograms", "scan", "--all", "--hold", "--json"])
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [(one["dataset"], one["name"], one["verdict"], one["rows"]) for one in found] == [
        ("apoyos", "Padrón", "found", 3)
    ]
    with pytest.raises(tk.NotAuthorized):
        rows_of({"id": made["resource_id"]})


@pytest.mark.usefixtures("with_request_context")
def test_the_table_of_a_public_file_is_looked_at_beside_the_file(cli, create_with_upload, agency):
    dataset = factories.Dataset(owner_org=agency["id"])
    resource = create_with_upload(b"municipio,monto\nSilao,3\n", "lista.csv", package_id=dataset["id"])
    helpers.call_action("datastore_create", resource_id=resource["id"], records=PERSONAL, force=True)
    done = cli.invoke(ckan, ["socialprograms", "scan", "--all", "--json"])
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [(one["verdict"], one["rows"]) for one in found] == [("clean", 1), ("found", 3)]
