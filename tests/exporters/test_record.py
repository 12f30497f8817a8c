from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from ckanext.socialprograms.exporters import record
from ckanext.socialprograms.exporters.record import Portal
from ckanext.socialprograms.exporters.table import to_csv, to_workbook

PORTAL = Portal("Portal", lambda text: text, lambda type_, name: f"https://example.org/{type_}/{name}")
SCHEMA = {
    "dataset_type": "commitment",
    "dataset_fields": [
        {"field_name": "title", "label": "Name"},
        {"field_name": "name", "label": "Address in this portal"},
        {"field_name": "owner_org", "label": "Agency"},
        {"field_name": "end_date", "label": "Ends on", "validators": "ignore_missing socialprograms_date"},
        {"field_name": "cost", "label": "Cost", "validators": "ignore_missing socialprograms_money"},
        {"field_name": "stage", "label": "Stage", "choices": [{"value": "new", "label": "New"}]},
        {"field_name": "actors", "label": "Actors", "output_validators": "socialprograms_load_list"},
        {"field_name": "tag_string", "label": "Tags"},
        {
            "field_name": "goals",
            "label": "Goals",
            "repeating_subfields": [
                {"field_name": "number", "label": "Number"},
                {"field_name": "description", "label": "Goal"},
            ],
        },
        {"field_name": "provenance", "label": "Source"},
    ],
    "resource_fields": [{"field_name": "url", "label": "File"}, {"field_name": "name", "label": "Title"}],
}
DATA = {
    "id": "0-1",
    "type": "commitment",
    "name": "promesa",
    "title": "Revisar el programa",
    "organization": {"name": "planeacion", "title": "Secretaría de Planeación"},
    "owner_org": "x",
    "end_date": "2020-08-22",
    "cost": "1500.50",
    "stage": "new",
    "actors": ["CIDES", "OPSEAJ"],
    "tags": [{"name": "becas", "display_name": "becas"}],
    "goals": [{"number": "1", "description": "=HYPERLINK(1)"}, {"number": "2", "description": "Capacitar"}],
    "replanning": [{"activity": "", "field": "end_date", "before": "2020-01-01", "after": "2020-08-22"}],
    "resources": [{"id": "r1", "url": "https://example.org/a.pdf", "name": "Minuta", "size": 12}],
    "metadata_modified": "2026-11-21T10:00:00.123456",
    "license_title": "CC-BY",
    "provenance": '{"file": "ficha.docx"}',
}


def sheets(data):
    return openpyxl.load_workbook(io.BytesIO(b"".join(to_workbook(record.sheets(data, SCHEMA, PORTAL)))))


def cells(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_json_has_codes_groups_ledger_and_files_by_the_names_of_the_schema():
    found = json.loads(record.to_json(DATA, SCHEMA, PORTAL))
    assert found["about"]["address"] == "https://example.org/commitment/promesa"
    assert found["about"]["agency"] == "Secretaría de Planeación"
    told = found["record"]
    assert (told["stage"], told["actors"], told["tag_string"]) == ("new", ["CIDES", "OPSEAJ"], ["becas"])
    assert told["goals"][1] == {"number": "2", "description": "Capacitar"}
    assert told["replanning"][0]["before"] == "2020-01-01"
    assert told["resources"][0]["name"] == "Minuta"


def test_how_an_import_read_it_is_not_taken_away():
    assert b"ficha.docx" not in record.to_json(DATA, SCHEMA, PORTAL)
    assert b"ficha.docx" not in b"".join(to_csv(record.long_table(DATA, SCHEMA, PORTAL)))


def test_a_version_has_one_fingerprint_and_a_change_has_another():
    first = record.fingerprint(record.to_json(DATA, SCHEMA, PORTAL))
    assert first == record.fingerprint(record.to_json(dict(DATA), SCHEMA, PORTAL))
    assert first != record.fingerprint(record.to_json({**DATA, "title": "Otro"}, SCHEMA, PORTAL))


def test_the_long_table_has_a_row_for_each_value():
    written = b"".join(to_csv(record.long_table(DATA, SCHEMA, PORTAL))).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written)))[1:]
    assert ["", "", "stage", "Stage", "New"] in rows
    assert [row[4] for row in rows if row[2] == "actors"] == ["CIDES", "OPSEAJ"]
    assert ["goals", "2", "description", "Goal", "Capacitar"] in rows
    assert ["goals", "1", "description", "Goal", "'=HYPERLINK(1)"] in rows


def test_a_workbook_has_the_record_and_a_sheet_for_each_group_that_has_rows():
    book = sheets(DATA)
    assert book.sheetnames == ["Record", "Goals", "What changed in the plan", "Files"]
    told = {row[0]: row[2] for row in cells(book["Record"])}
    assert (told["stage"], told["actors"], told["cost"]) == ("New", "CIDES; OPSEAJ", 1500.5)
    assert str(told["end_date"])[:10] == "2020-08-22"
    assert cells(book["Goals"])[1] == ["1", "'=HYPERLINK(1)"]


def test_an_empty_record_is_a_record():
    empty = {"type": "commitment", "name": "nada", "title": "Nada"}
    assert json.loads(record.to_json(empty, SCHEMA, PORTAL))["record"]["goals"] == []
    assert sheets(empty).sheetnames == ["Record"]


@pytest.mark.parametrize("value", ["por definir", "1,5 millones"])
def test_what_is_no_date_or_number_stays_as_it_is_written(value):
    table = record.list_table("list", [{**DATA, "end_date": value, "cost": value}], SCHEMA, PORTAL)
    row = dict(zip([column.key for column in table.columns], next(iter(table.rows)), strict=True))
    assert (row["end_date"], row["cost"]) == (value, value)
    assert row["address"] == "https://example.org/commitment/promesa"
    assert "goals" not in row


def test_a_list_for_programs_has_codes():
    table = record.coded_list("list", [DATA], SCHEMA, PORTAL)
    row = dict(zip([column.key for column in table.columns], next(iter(table.rows)), strict=True))
    assert (row["stage"], row["actors"], row["end_date"]) == ("new", ["CIDES", "OPSEAJ"], "2020-08-22")
    assert row["agency"] == "Secretaría de Planeación"
