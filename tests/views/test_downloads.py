from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ckan.lib import files, uploader
from ckan.logic import ValidationError
from ckan.tests import factories, helpers

from ckanext.socialprograms.takeaway import found
from ckanext.socialprograms.views import downloads

ENDINGS = ("csv", "xlsx", "json", "zip")
PROMISE = {
    "type": "commitment",
    "name": "promesa",
    "title": "Revisar el programa",
    "stage": "new",
    "end_date": "2020-08-22",
    "goals": [{"number": "1", "description": "Reunir"}],
    "activities": [{"id": "A1", "description": "Plenaria", "due_date": "2019-09-05"}],
    "evidence": [{"title": "Minuta", "url": "https://example.org/minuta", "activities": ["A1"]}],
}


@pytest.fixture
def agency(clean_records):
    return factories.Organization(name="planeacion", title="Secretaría de Planeación")


@pytest.fixture
def promise(agency):
    return factories.Dataset(owner_org=agency["id"], **PROMISE)


def got(app, address, status=200, **kwargs):
    return app.get(address, status=status, **kwargs)


def as_zip(answer):
    return zipfile.ZipFile(io.BytesIO(answer.data))


def as_rows(answer):
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.mark.usefixtures("promise")
def test_a_record_comes_in_each_format(app):
    told = json.loads(got(app, "/es/commitment/promesa.json").data)
    assert told["record"]["activities"][0]["due_date"] == "2019-09-05"
    assert told["about"]["address"] == "http://test.ckan.net/commitment/promesa"
    rows = as_rows(got(app, "/es/commitment/promesa.csv"))
    assert {"Nuevo", "Plenaria", "Secretaría de Planeación"} <= {row["Valor"] for row in rows}
    book = openpyxl.load_workbook(io.BytesIO(got(app, "/es/commitment/promesa.xlsx").data))
    assert {"Objetivos o metas", "Actividades"} <= set(book.sheetnames)
    assert "promesa/README.txt" in as_zip(got(app, "/es/commitment/promesa.zip")).namelist()


def test_the_page_and_its_file_have_addresses_of_their_own(app, promise):
    assert "<h1>Revisar el programa</h1>" in got(app, "/commitment/promesa").body
    answer = got(app, f"/commitment/{promise['id']}.json")
    assert 'filename="promesa-' in answer.headers["Content-Disposition"]
    got(app, "/commitment/promesa.exe", 404)
    got(app, "/program/promesa.json", 404)
    got(app, "/commitment/otra.zip", 404)


def test_no_name_of_a_record_can_look_like_a_file(agency):
    with pytest.raises(ValidationError, match="name"):
        factories.Dataset(owner_org=agency["id"], **{**PROMISE, "name": "promesa.json"})


def test_a_moved_date_is_taken_away_with_its_reason(app, promise):
    helpers.call_action("package_patch", id=promise["id"], end_date="2021-01-01", replanning_reason="Contingencia")
    told = json.loads(got(app, "/commitment/promesa.json").data)
    assert [(one["before"], one["reason"]) for one in told["record"]["replanning"]] == [("2020-08-22", "Contingencia")]


@pytest.mark.parametrize("hidden", [{"state": "draft"}, {"private": True}])
def test_what_is_not_public_is_only_for_those_who_may_see_it(app, agency, hidden):
    factories.Dataset(owner_org=agency["id"], **{**PROMISE, **hidden})
    editor = factories.UserWithToken()
    helpers.call_action("organization_member_create", id=agency["id"], username=editor["name"], role="editor")
    for ending in ENDINGS:
        got(app, f"/commitment/promesa.{ending}", 404)
        got(app, f"/commitment/promesa.{ending}", headers={"Authorization": editor["token"]})
    assert as_rows(got(app, "/commitment.csv")) == []
    assert "records/promesa/record.json" not in as_zip(got(app, "/commitment.zip")).namelist()


def uploaded(promise, create_with_upload):
    return create_with_upload(b"contenido", "Minuta 1.txt", package_id=promise["id"], name="Minuta")


def test_a_zip_holds_the_files_of_the_portal_and_links_to_the_others(app, promise, create_with_upload):
    uploaded(promise, create_with_upload)
    factories.Resource(package_id=promise["id"], url="https://example.org/lejos.pdf", name="Lejos")
    archive = as_zip(got(app, "/commitment/promesa.zip"))
    held = [name for name in archive.namelist() if "/files/" in name]
    assert [archive.read(name) for name in held] == [b"contenido"]
    assert "https://example.org/minuta" in archive.read("promesa/evidence.csv").decode()


def test_a_file_that_vanished_is_told_in_the_readme(app, promise, create_with_upload):
    resource = uploaded(promise, create_with_upload)
    upload = uploader.get_resource_uploader(resource)
    Path(upload.get_path(resource["id"])).unlink()
    archive = as_zip(got(app, "/es/commitment/promesa.zip"))
    assert not [name for name in archive.namelist() if "/files/" in name]
    assert "Minuta" in archive.read("promesa/README.txt").decode()


@pytest.mark.ckan_config("ckan.files.storage.nube.type", "ckan:memory")
@pytest.mark.ckan_config("ckan.files.storage.nube.path", "nube")
@pytest.mark.ckan_config("ckan.files.default_storages.resource", "nube")
def test_files_come_from_whatever_storage_the_portal_has(app, promise, create_with_upload):
    resource = uploaded(promise, create_with_upload)
    upload: Any = uploader.get_resource_uploader(resource)
    assert upload.storage.settings.name == "nube"
    archive = as_zip(got(app, "/commitment/promesa.zip"))
    assert [archive.read(name) for name in archive.namelist() if "/files/" in name] == [b"contenido"]
    location = upload.get_path(resource["id"])
    upload.storage.remove(files.FileData(location))
    assert "Minuta" in as_zip(got(app, "/commitment/promesa.zip")).read("promesa/README.txt").decode()


@pytest.fixture
def programs(agency):
    for number, right in enumerate(("health", "education", "health", "health"), 1):
        factories.Dataset(
            type="program", name=f"programa-{number}", title=f"Becas {number}", owner_org=agency["id"], rights=[right]
        )


@pytest.mark.usefixtures("programs")
def test_a_list_is_taken_with_its_filters_in_its_order_and_in_pages(app, monkeypatch):
    monkeypatch.setattr(found, "PAGE", 2)
    rows = as_rows(got(app, "/es/program.csv?q=becas&vocab_rights=health&sort=title_string+desc"))
    assert [row["Nombre del programa"] for row in rows] == ["Becas 4", "Becas 3", "Becas 1"]
    assert rows[0]["Dirección en internet"] == "http://test.ckan.net/program/programa-4"
    coded = json.loads(got(app, "/es/program.json").data)["rows"]
    assert sorted(row["rights"] for row in coded) == [["education"], ["health"], ["health"], ["health"]]
    assert as_rows(got(app, "/program.csv?q=nada-de-esto")) == []


@pytest.mark.usefixtures("programs")
def test_a_format_that_cannot_hold_all_says_so(app, monkeypatch):
    monkeypatch.setattr(downloads, "MOST_IN_A_WORKBOOK", 2)
    monkeypatch.setattr(downloads, "MOST_IN_AN_ARCHIVE", 3)
    sheet = openpyxl.load_workbook(io.BytesIO(got(app, "/program.xlsx").data)).worksheets[0]
    assert sheet.max_row == 4
    assert "all 4" in str(sheet["A4"].value)
    archive = as_zip(got(app, "/program.zip"))
    assert len([name for name in archive.namelist() if name.endswith(".json")]) == 3
    assert "3 of the 4" in archive.read("README.txt").decode()


@pytest.mark.parametrize(
    "asked", ["sort=no_such_field_of_ours+up", "sort=%7B!x", 'vocab_rights="+OR+*:*', "q=%7B!func%7Dx"]
)
@pytest.mark.usefixtures("programs")
def test_a_hostile_question_is_refused_or_finds_nothing(app, asked):
    answer = app.get(f"/program.csv?{asked}")
    assert answer.status_code == 400 or as_rows(answer) == []


@pytest.mark.usefixtures("programs", "promise")
def test_pages_link_to_their_files_with_the_filters_in_use(app):
    page = got(app, "/es/commitment/promesa").body
    for ending in ENDINGS:
        assert f'href="/es/commitment/promesa.{ending}"' in page
    listed = got(app, "/es/program/?q=becas&vocab_rights=health&page=1").body
    assert 'href="/es/program.csv?q=becas&amp;vocab_rights=health"' in listed
    assert ".ttl" not in page + listed


def test_a_dictionary_says_what_each_column_means(app):
    rows = as_rows(got(app, "/es/dictionary/evaluation.csv"))
    by_field = {(row["Grupo"], row["Campo (clave)"]): row for row in rows}
    kind = by_field["", "evaluation_type"]
    assert "design: Diseño" in next(value for value in kind.values() if "design:" in value)
    assert by_field["improvements", "percent"]
    told = json.loads(got(app, "/dictionary/program.json").data)["rows"]
    assert next(row for row in told if row["field"] == "budget")["kind"] == "rows"
    got(app, "/dictionary/otra.csv", 404)


def test_every_column_of_a_list_is_in_the_dictionary(app, promise):
    header = set(json.loads(got(app, "/commitment.json").data)["rows"][0])
    told = json.loads(got(app, "/dictionary/commitment.json").data)["rows"]
    assert header <= {row["field"] for row in told if not row["group"]}


def test_a_list_of_works_comes_as_projects(app, agency, create_with_upload):
    program = factories.Dataset(type="program", name="obras", title="Obras", owner_org=agency["id"])
    table = "Folio,Nombre de la obra,Estado de la obra,Monto\nA1,Calle,Terminada,10\nA1,Puente,En proceso,20\n"
    resource = create_with_upload(table.encode(), "obras.csv", package_id=program["id"], name="Lista", kind="works")
    address = f"/program/obras/works.oc4ids.json?resource={resource['id']}"
    assert address in app.get("/program/obras").body
    told = json.loads(got(app, address).data)
    assert [one["id"] for one in told["projects"]] == ["obras-A1", "obras-A1-2"]
    assert told["publisher"]["name"] == "Secretaría de Planeación"
    got(app, "/program/obras/works.oc4ids.json?resource=otra", 400)
