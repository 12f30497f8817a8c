"""A clean copy has the other columns, whole, and nothing that hides."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from ckanext.socialprograms.guard.cleaning import NotCleanable, clean
from ckanext.socialprograms.guard.report import Verdict
from ckanext.socialprograms.guard.scan import scan
from tests.guard.conftest import CURP, PEOPLE, PERSONS, as_json, delimited, saved, workbook, zipped
from tests.guard.labelled import tables
from tests.opendocument import as_ods

NAMES = [one.name for one in PERSONS]
TABLE = {"folio": [f"A-{n}" for n in range(30)], "nombre": NAMES, "CURP": CURP, "monto": [1500.5] * 30}


@pytest.fixture
def cleaned(tmp_path):
    """Make a clean copy of bytes under a name."""

    def make(data: bytes, name: str) -> bytes:
        path, target = tmp_path / "sent", tmp_path / "clean"
        path.write_bytes(data)
        clean(path, name, scan(path, name), target)
        assert scan(target, name).verdict is Verdict.CLEAN
        return target.read_bytes()

    return make


def rows(data, delimiter=","):
    return list(csv.reader(io.StringIO(data.decode()), delimiter=delimiter))


def test_a_csv_file_keeps_its_other_columns_and_its_separator(cleaned):
    made = rows(cleaned("Título;;;\n".encode() + delimited(TABLE, ";"), "padron.csv"), ";")
    assert made[0] == ["folio", "nombre", "monto"]
    assert made[1:] == [[f"A-{n}", name, "1500.5"] for n, name in enumerate(NAMES)]


def test_the_encoding_of_the_copy_is_utf_8(cleaned):
    data = delimited({"Niñez": ["sí, señor"] * 30, "CURP": CURP}).decode().encode("windows-1252")
    assert rows(cleaned(data, "padron.csv"))[:2] == [["Niñez"], ["sí, señor"]]


def test_a_workbook_keeps_values_and_nothing_else(cleaned):
    book = workbook({"Apoyos": TABLE, "Oculta": {"correo": [PEOPLE.email(one) for one in PERSONS]}}, hidden=["Oculta"])
    book.worksheets[0]["A1"].comment = Comment(CURP[0], "x")
    book.worksheets[0]["F1"] = "=1+1"
    book.properties.creator = CURP[1]
    copy = openpyxl.load_workbook(io.BytesIO(cleaned(saved(book), "padron.xlsx")))
    assert copy.sheetnames == ["Apoyos"]
    sheet = copy.worksheets[0]
    assert [cell.value for cell in sheet[1]][:3] == ["folio", "nombre", "monto"]
    assert [cell.value for cell in sheet[2]][:3] == ["A-0", NAMES[0], 1500.5]
    assert all(cell.comment is None and cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert copy.properties.creator in {None, "openpyxl"}


def test_a_text_that_looks_like_a_formula_stays_a_text(cleaned):
    copy = openpyxl.load_workbook(
        io.BytesIO(cleaned(zip_free({"nota": ["=HYPERLINK(1)"] * 30, "CURP": CURP}), "padron.xlsx")),
    )
    assert copy.worksheets[0]["A2"].data_type == "s"


def zip_free(columns):
    """Make a workbook whose texts begin like formulas."""
    book = workbook({"Hoja": columns})
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            cell.data_type = "s"
    return saved(book)


def test_json_keeps_its_form(cleaned):
    data = json.dumps({"total": 30, "data": [{"a": {"CURP": curp, "n": 1}} for curp in CURP]}).encode()
    assert json.loads(cleaned(data, "a.json")) == {"total": 30, "data": [{"a": {"n": 1}}] * 30}
    lines = b"\n".join(json.dumps({"CURP": curp, "n": 1}).encode() for curp in CURP)
    assert [json.loads(line) for line in cleaned(lines, "a.json").splitlines()] == [{"n": 1}] * 30
    lists = [list(TABLE), *map(list, zip(*TABLE.values(), strict=True))]
    assert json.loads(cleaned(json.dumps(lists).encode(), "a.json"))[:2] == [
        ["folio", "nombre", "monto"],
        ["A-0", NAMES[0], 1500.5],
    ]


def test_a_feature_without_its_place_is_still_a_feature(cleaned):
    features = [
        {
            "type": "Feature",
            "properties": {"nombre": one.name, "primer_apellido": one.first},
            "geometry": {"type": "Point", "coordinates": [-103.345678 + number / 997, 20.654321 + number / 991]},
        }
        for number, one in enumerate(PERSONS)
    ]
    made = json.loads(cleaned(json.dumps({"type": "FeatureCollection", "features": features}).encode(), "a.geojson"))
    assert {str(one["geometry"]) for one in made["features"]} == {"None"}
    assert made["features"][0]["properties"] == features[0]["properties"]


def test_each_file_of_an_archive_is_cleaned(cleaned):
    made = cleaned(zipped({"a.csv": delimited(TABLE), "sub/b.json": as_json(TABLE), "c.csv": b"a,b\n1,2\n"}), "a.zip")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert rows(archive.read("a.csv"))[0] == ["folio", "nombre", "monto"]
        assert set(json.loads(archive.read("sub/b.json"))[0]) == {"folio", "nombre", "monto"}
        assert archive.read("c.csv") == b"a,b\n1,2\n"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"La CURP " + CURP[0].encode(), "a.txt"),
        (zipped({"a.txt": CURP[0].encode(), "b.csv": delimited(TABLE)}), "a.zip"),
    ],
    ids=["text", "archive"],
)
def test_what_has_no_columns_is_not_cleaned(tmp_path, data, name):
    path, target = tmp_path / "sent", tmp_path / "clean"
    path.write_bytes(data)
    with pytest.raises(NotCleanable, match="in the program that made"):
        clean(path, name, scan(path, name), target)
    assert not target.exists()


def test_a_table_in_a_text_file_stays_a_table_when_one_column_is_left(tmp_path):
    path, target = tmp_path / "sent", tmp_path / "clean"
    folios = [f"0121536028109{number:05}" for number in range(len(CURP))]
    path.write_bytes(delimited({"CURP": CURP, "folio": folios}))
    name = clean(path, "lista.txt", scan(path, "lista.txt"), target)
    assert name == "lista.csv"
    assert scan(target, name).rows == len(CURP)


def test_a_spreadsheet_in_an_archive_is_named_by_what_it_becomes(cleaned):
    sheet = as_ods(io.BytesIO(saved(workbook({"Apoyos": TABLE})))).getvalue()
    made = cleaned(zipped({"sub/a.ods": sheet, "b.txt": delimited(TABLE), "b.csv": b"a,b\n1,2\n"}), "a.zip")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == ["sub/a.xlsx", "b.txt", "b.csv"]


def test_where_nothing_would_be_left_there_is_no_copy(cleaned):
    with pytest.raises(NotCleanable, match="nothing would be left"):
        cleaned(delimited({"CURP": CURP}), "a.csv")


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_every_clean_copy_is_clean(tmp_path_factory, seed):
    folder = tmp_path_factory.mktemp("copies")
    for table, data, name in tables(14, seed):
        path, target = folder / "sent", folder / "clean"
        path.write_bytes(data)
        seen = scan(path, name)
        target.unlink(missing_ok=True)
        if seen.verdict is Verdict.CLEAN or len(seen.columns("")) == len(table.columns):
            continue
        again = scan(target, clean(path, name, seen, target))
        assert again.verdict is Verdict.CLEAN
        # Names of columns such as 2020 and 2021 alone may be a row as well.
        assert again.rows in (seen.rows, seen.rows + 1)
