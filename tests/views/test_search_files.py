"""The search of the whole portal as files, news and days."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import feedparser
import icalendar
import openpyxl
import pytest

from ckan.tests import factories


@pytest.fixture
def records(clean_records):
    agency = factories.Organization(name="planeacion", title="Secretaría de Planeación")
    shared = {"owner_org": agency["id"]}
    calls = [{"title": "2027", "opens": "2027-01-01", "closes": "2027-01-31"}]
    factories.Dataset(type="program", name="becas", title="Becas de agua", calls=calls, **shared)
    due = [{"id": "A1", "description": "Plenaria", "due_date": "2027-03-05"}]
    factories.Dataset(type="commitment", name="promesa", title="Promesa de agua", activities=due, **shared)
    factories.Dataset(type="evaluation", name="estudio", title="Estudio", year="2025", **shared)
    plain = factories.Dataset(type="dataset", name="pozos", title="Pozos de agua", notes="Dónde están.", **shared)
    factories.Resource(package_id=plain["id"], url="https://example.org/pozos.csv", name="Pozos")
    factories.Dataset(type="program", name="oculto", title="Agua oculta", private=True, **shared)


def as_rows(answer):
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.mark.usefixtures("records")
def test_all_kinds_are_in_one_table_with_their_kind_named(app):
    rows = {row["Nombre"]: row for row in as_rows(app.get("/es/dataset.csv", status=200))}
    assert set(rows) == {"Becas de agua", "Promesa de agua", "Estudio", "Pozos de agua"}
    kinds = {name: row["Tipo de registro"] for name, row in rows.items()}
    assert len(set(kinds.values())) == 4
    assert kinds["Becas de agua"] == "Programa social"
    plain = rows["Pozos de agua"]
    assert (plain["Archivos"], plain["Descripción"]) == ("1", "Dónde están.")
    assert plain["Dirección en internet"] == "http://test.ckan.net/dataset/pozos"
    assert rows["Estudio"]["Años"] == "2025"


@pytest.mark.usefixtures("records")
def test_the_files_of_a_search_have_what_its_page_shows(app):
    asked = "q=agua&dataset_type=program&organization=planeacion"
    page = app.get(f"/es/dataset/?{asked}").body
    for ending in ("csv", "json", "xlsx", "zip"):
        assert f'href="/es/dataset.{ending}?{asked.replace("&", "&amp;")}"' in page
    assert f'href="webcal://test.ckan.net/es/dataset.ics?{asked.replace("&", "&amp;")}"' in page
    told = json.loads(app.get(f"/es/dataset.json?{asked}", status=200).data)
    assert [(row["name"], row["type"]) for row in told["rows"]] == [("becas", "program")]
    sheet = openpyxl.load_workbook(io.BytesIO(app.get("/es/dataset.xlsx?q=agua", status=200).data)).worksheets[0]
    assert sheet.max_row == 4


@pytest.mark.usefixtures("records")
def test_the_archive_of_a_search_has_each_record_by_its_own_fields(app):
    archive = zipfile.ZipFile(io.BytesIO(app.get("/es/dataset.zip", status=200).data))
    told = {name: json.loads(archive.read(f"records/{name}/record.json")) for name in ("becas", "promesa", "pozos")}
    assert told["becas"]["record"]["calls"][0]["closes"] == "2027-01-31"
    assert told["promesa"]["record"]["activities"][0]["id"] == "A1"
    assert told["pozos"]["record"]["resources"][0]["url"] == "https://example.org/pozos.csv"
    assert "oculto" not in archive.read("records.csv").decode()


@pytest.mark.usefixtures("records")
def test_a_search_is_followed_as_news_and_days(app):
    found = feedparser.parse(app.get("/es/dataset.atom?q=agua", status=200).data)
    assert not found.bozo
    assert {entry.title for entry in found.entries} == {"Becas de agua", "Promesa de agua", "Pozos de agua"}
    days = icalendar.Calendar.from_ical(app.get("/es/dataset.ics", status=200).data).walk("VEVENT")
    assert {day.decoded("dtstart").isoformat() for day in days} == {"2027-01-01", "2027-01-31", "2027-03-05"}


@pytest.mark.ckan_config("ckanext.socialprograms.search", False)
@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("ending", ["csv", "zip", "atom", "ics"])
def test_a_portal_whose_search_is_its_own_has_no_files_of_it(app, ending):
    app.get(f"/dataset.{ending}", status=404)


@pytest.mark.ckan_config("ckan.search.show_all_types", "false")
@pytest.mark.usefixtures("records")
def test_where_the_search_has_plain_datasets_alone_so_have_its_files(app):
    assert [row["Name"] for row in as_rows(app.get("/en/dataset.csv", status=200))] == ["Pozos de agua"]
