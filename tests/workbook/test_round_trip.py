from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from ckanext.socialprograms.messages import Message
from ckanext.socialprograms.workbook.layout import TYPES, layouts

from .conftest import filled, read, written


def spanish(text):
    return Message(text).in_language("es")


@pytest.mark.parametrize("say", [str, spanish])
@pytest.mark.parametrize("type_", TYPES)
def test_a_workbook_with_every_field_filled_comes_back_without_a_change(type_, say):
    imported = read(written(type_, filled(type_), filled(type_, 2), say=say))
    assert (imported.form, imported.errors) == ("workbook", ())
    assert [(one.edits and one.edits.id, one.data) for one in imported.records] == [("id-1", {}), ("id-2", {})]


@pytest.mark.parametrize("type_", TYPES)
def test_another_program_may_save_it_in_between(type_, edited):
    imported = read(edited(written(type_, filled(type_))))
    assert [one.data for one in imported.records] == [{}]


def test_only_what_was_changed_is_read_and_where(edited):
    file = edited(written("program", filled("program")), (0, 3, "title", "Otro nombre"), (0, 3, "valid_from", "5/9/24"))
    (record,) = read(file).records
    assert record.data == {"title": "Otro nombre", "valid_from": "2024-09-05"}
    assert (record.places["title"].sheet, record.places["title"].row, record.places["title"].column) == (
        "Programs",
        3,
        4,
    )
    assert record.edits
    assert set(record.edits.base) == {"title", "valid_from"}


def test_an_emptied_cell_empties_its_field(edited):
    (record,) = read(edited(written("program", filled("program")), (0, 3, "eligibility", None))).records
    assert record.data == {"eligibility": ""}


def test_a_row_of_a_group_changes_the_group(edited):
    budget = [sheet.group for sheet in layouts("program")].index("budget")
    (record,) = read(edited(written("program", filled("program")), (budget, 4, "approved", "$1,000.50"))).records
    assert [row["approved"] for row in record.data["budget"]] == ["1234.5", "1000.5"]
    assert list(record.data) == ["budget"]


def test_a_row_without_the_portals_key_is_a_new_record(edited):
    cells = [(0, 3, "_record", "1"), (0, 3, "_agency", "DIF Municipal"), (0, 3, "title", "Comedores")]
    budget = [sheet.group for sheet in layouts("program")].index("budget")
    file = edited(written("program"), *cells, (budget, 3, "_record", 1), (budget, 3, "year", date(2024, 1, 1)))
    (record,) = read(file).records
    assert (record.title, record.organization, record.edits) == ("Comedores", "DIF Municipal", None)
    assert record.identity == "workbook:dif-municipal:comedores"
    assert record.data["budget"][0]["year"] == "2024-01-01"  # its own rule says what it expects


def test_a_text_never_becomes_a_formula():
    book = openpyxl.load_workbook(written("program", filled("program")))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_choices_have_lists_ids_are_locked_and_labels_have_help():
    book = openpyxl.load_workbook(written("program", filled("program"), say=spanish))
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[2]]
    scope = get_column_letter(names.index("government_scope") + 1)
    (rule,) = [one for one in sheet.data_validations.dataValidation if f"{scope}3" in str(one.sqref)]
    column = rule.formula1.split("$")[1]
    choices = next(one.choices for one in layouts("program")[0].columns if one.name == "government_scope")
    assert [book["_lists"][f"{column}{row}"].value for row in (1, 2, 3)] == [spanish(one.label) for one in choices]
    assert sheet.protection.sheet
    assert sheet["B3"].protection.locked
    assert not sheet["D3"].protection.locked
    assert sheet.freeze_panes == "E3"
    assert "Necesari" in sheet["D1"].comment.text
    assert [book[name].sheet_state for name in ("_base", "_lists")] == ["hidden", "hidden"]


def test_the_key_of_a_record_that_is_not_there_is_named(edited):
    file = edited(written("program", filled("program")), (2, 3, "_record", "otro"))
    (error,) = read(file).errors
    assert "otro" in str(error)
    assert "row 3" in str(error)


def test_two_records_with_one_key_are_refused(edited):
    file = edited(written("program", filled("program")), (0, 4, "_record", "registro-1"), (0, 4, "title", "B"))
    (error,) = read(file).errors
    assert "registro-1" in str(error)


def test_a_groups_sheet_without_one_of_its_columns_is_refused():
    book = openpyxl.load_workbook(written("program", filled("program")))
    sheet = book.worksheets[2]
    sheet.delete_cols([cell.value for cell in sheet[2]].index("approved") + 1)
    saved = io.BytesIO()
    book.save(saved)
    (error,) = read(saved).errors
    assert "approved" in str(error)


def test_a_sheet_that_was_taken_out_changes_nothing():
    book = openpyxl.load_workbook(written("program", filled("program")))
    book.remove(book.worksheets[2])
    saved = io.BytesIO()
    book.save(saved)
    assert [one.data for one in read(saved).records] == [{}]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_the_first_sheet_as_csv_is_read_too(encoding):
    names = "_record:program;_id;_agency;title;valid_from;estimated_population"
    text = f"Registro;Clave;Dependencia;Nombre;Desde;Población\n{names}\n1;;Desarrollo Económico;Becas;05/09/24;1,234\n"
    imported = read(io.BytesIO(text.encode(encoding)), "programas.csv")
    assert imported.errors == ()
    (record,) = imported.records
    assert record.organization == "Desarrollo Económico"
    assert record.data["valid_from"] == "2024-09-05"
    assert record.data["estimated_population"] == "1234"
