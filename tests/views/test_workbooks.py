from __future__ import annotations

import io

import pytest

from ckan.tests import factories

from ckanext.socialprograms.importers.forms.registry import read_file

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]


@pytest.fixture
def publisher():
    user = factories.UserWithToken()
    agency = factories.Organization(name="dif", users=[{"name": user["name"], "capacity": "editor"}])
    factories.Dataset(type="program", owner_org=agency["id"], name="comedores", user=user)
    factories.Dataset(type="program", owner_org=agency["id"], name="becas", state="draft", user=user)
    return {"Authorization": user["token"]}


def records(answer):
    return {record.edits and record.edits.title for record in read_file(io.BytesIO(answer.data), "libro.xlsx").records}


def test_the_empty_form_is_for_everyone(app):
    answer = app.get("/workbook/program.xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="program.xlsx"'
    assert records(answer) == set()


def test_publishers_get_their_drafts_too_and_others_what_is_public(app, publisher):
    address = "/workbook/program.xlsx?organization=dif"
    assert len(records(app.get(address, headers=publisher))) == 2
    assert len(records(app.get(address))) == 1


def test_one_record_comes_alone_and_a_draft_only_to_its_publishers(app, publisher):
    assert len(records(app.get("/workbook/program.xlsx?record=comedores"))) == 1
    assert app.get("/workbook/program.xlsx?record=becas", status=404)
    assert len(records(app.get("/workbook/program.xlsx?record=becas", headers=publisher))) == 1


def test_the_form_of_the_import_page_leads_to_the_workbook(app, publisher):
    page = app.get("/import/", headers=publisher).body
    assert 'action="/workbook"' in page
    led = app.get("/workbook?type=program&organization=dif", headers=publisher, follow_redirects=False)
    assert led.headers["Location"].endswith("/workbook/program.xlsx?organization=dif")


@pytest.mark.parametrize("asked", ["/workbook?type=dataset", "/workbook/program.xlsx?organization=nadie"])
def test_what_is_not_there_is_said(app, asked):
    app.get(asked, status=404)
