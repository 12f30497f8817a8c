from __future__ import annotations

import csv
import io
import json
from datetime import date

import openpyxl
import pytest

from ckanext.socialprograms.exporters.table import FORMATS, Column, Table

COLUMNS = [Column(key, label, label) for key, label in (("agency", "Dependencia"), ("n", "Número"), ("day", "Día"))]


def table(*rows, **fields):
    return Table(name="agency", title="Por dependencia", columns=COLUMNS, rows=rows, **fields)


def written(ending, made):
    return b"".join(FORMATS[ending].write(made))


def as_csv(made):
    return list(csv.reader(io.StringIO(written("csv", made).decode("utf-8-sig"))))


def as_xlsx(made):
    return openpyxl.load_workbook(io.BytesIO(written("xlsx", made))).worksheets[0]


def test_csv_begins_with_a_mark_so_that_excel_keeps_the_accents():
    assert written("csv", table()).startswith(b"\xef\xbb\xbf")
    assert as_csv(table(("León", 3, date(2026, 11, 20)))) == [
        ["Dependencia", "Número", "Día"],
        ["León", "3", "2026-11-20"],
    ]


def test_json_has_keys_for_machines_and_what_is_to_be_known():
    found = json.loads(
        written("json", table(("León", 3, date(2026, 11, 20)), ("Ñuu", None, None), about={"today": "2026-11-20"}))
    )
    assert found["table"] == "agency"
    assert found["today"] == "2026-11-20"
    assert found["rows"] == [{"agency": "León", "n": 3, "day": "2026-11-20"}, {"agency": "Ñuu", "n": None, "day": None}]


def test_json_without_rows_is_json():
    assert json.loads(written("json", table()))["rows"] == []


def test_xlsx_keeps_numbers_and_dates_and_its_header_in_sight():
    sheet = as_xlsx(table(("León", 3, date(2026, 11, 20))))
    assert sheet.title == "Por dependencia"
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == ["Dependencia", "Número", "Día"]
    assert (sheet["B2"].value, sheet["C2"].value.date()) == (3, date(2026, 11, 20))


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '=HYPERLINK("http://x")'])
def test_no_cell_is_a_formula(formula):
    assert as_csv(table((formula, 1, None)))[1][0] == f"'{formula}"
    cell = as_xlsx(table((formula, 1, None)))["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_a_formula_in_a_header_is_none_either():
    made = Table("t", "T", [Column("a", "=1+1", "una suma")], [])
    assert as_csv(made)[0] == ["'=1+1"]
    assert as_xlsx(made)["A1"].data_type == "s"


def test_negative_numbers_stay_numbers():
    assert as_csv(table(("León", -3, None)))[1][1] == "-3"
    assert as_xlsx(table(("León", -3, None)))["B2"].value == -3


def test_what_a_workbook_can_not_hold_does_not_break_it():
    sheet = as_xlsx(table(("a\x00\x0bb\ufffe" + "x" * 40_000, 1, None)))
    assert sheet["A2"].value.startswith("abxx")
    assert len(sheet["A2"].value) == 32_767


def test_a_title_that_no_sheet_can_have_is_shortened():
    made = Table("t", "A/B: [todo] *?" + "x" * 40, COLUMNS, [])
    assert len(as_xlsx(made).title) <= 31


def test_a_line_break_stays_inside_its_cell():
    assert as_csv(table(("una\ndos", 1, None)))[1][0] == "una\ndos"
