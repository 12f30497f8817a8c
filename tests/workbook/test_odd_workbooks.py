"""Workbooks as people and their programs send them back: cut up, sorted, copied, saved by others, or no workbooks."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from reportlab.pdfgen.canvas import Canvas

from ckanext.socialprograms.workbook.layout import TYPES, layouts
from tests.opendocument import as_ods

from .conftest import changed, filled, read, written

FIRST = "Programs"


@pytest.fixture
def book():
    """Give a workbook of two programs, to be cut up."""
    return openpyxl.load_workbook(written("program", filled("program"), filled("program", 2)))


def back(book, name="libro.xlsx", form=lambda file: file):
    """Give what importing a workbook reads after a program saved it, in a form of its own if it has one."""
    saved = io.BytesIO()
    book.save(saved)
    return read(form(saved), name)


def refusal(imported):
    """Give the one sentence for which nothing of a file is imported."""
    assert imported.records == ()
    (error,) = imported.errors
    assert "libro" in str(error)
    return str(error)


def changes(imported):
    assert imported.errors == ()
    return [one.data for one in imported.records]


def problems(imported):
    """Give of each record what keeps it out, and where; empty for one that nothing does."""
    assert imported.errors == ()
    found = (one.problem for one in imported.records)
    return [f"{one.place}: {one.message}" if one else "" for one in found]


def column(sheet, name):
    return [cell.value for cell in sheet[2]].index(name) + 1


def budget():
    return [sheet.group for sheet in layouts("program")].index("budget")


def csv_of(**cells):
    """Give the first sheet as people save it: semicolons, a row of names, one saved program."""
    names = {"_record:program": "p", "_id": "id-1", "_agency": "DIF", "title": "Comedores", **cells}
    return ";".join(names) + "\n" + ";".join(f'"{value}"' for value in names.values()) + "\n"


# What people do to the sheets


def test_a_workbook_without_its_first_sheet_is_refused_with_the_name_of_that_sheet(book):
    book.remove(book.worksheets[0])
    assert f"the sheet “{FIRST}” is missing" in refusal(back(book))


def test_a_renamed_sheet_is_the_same_sheet(book):
    book.worksheets[0].title = "Lo nuestro"
    assert changes(back(book)) == [{}, {}]


def test_a_copy_of_a_sheet_is_refused_with_the_names_of_both(book):
    book.copy_worksheet(book.worksheets[0])
    assert "“Programs” and “Programs Copy” are two of the same" in refusal(back(book))


def test_the_sheets_of_two_types_are_refused_with_their_names(book):
    other = openpyxl.load_workbook(written("commitment", filled("commitment"))).worksheets[0]
    sheet = book.create_sheet("Compromisos")
    for row in other.iter_rows(values_only=True):
        sheet.append(row)
    assert "“Programs” and “Compromisos” belong to workbooks of two types" in refusal(back(book))


def test_sheets_of_others_hidden_or_not_are_left_alone(book):
    book.create_sheet("mis notas")["A1"] = "no olvidar"
    hidden = book.create_sheet("cálculos")
    hidden["A1"], hidden.sheet_state = 1234, "hidden"
    assert changes(back(book)) == [{}, {}]


def test_merged_labels_do_no_harm_and_merged_names_are_refused(book):
    book.worksheets[0].merge_cells("A1:F1")
    assert changes(back(book)) == [{}, {}]
    book.worksheets[0].merge_cells("A2:F2")
    assert f"sheet “{FIRST}”: the columns _id" in refusal(back(book))


def test_a_sheet_without_its_row_of_names_is_refused(book):
    book.worksheets[0].delete_rows(2)
    assert f"sheet “{FIRST}”: its hidden second row is missing" in refusal(back(book))


def test_labels_may_be_written_anew_and_columns_moved(book):
    sheet = book.worksheets[0]
    for cell in sheet[1]:
        cell.value = "Otra cosa"
    sheet.move_range(f"F1:F{sheet.max_row}", cols=200)
    assert changes(back(book)) == [{}, {}]


def test_a_column_that_is_gone_leaves_its_field_as_it_is(book):
    book.worksheets[0].delete_cols(column(book.worksheets[0], "eligibility"))
    assert changes(back(book)) == [{}, {}]


def test_without_the_column_of_keys_no_record_is_taken_for_a_new_one(book):
    book.worksheets[0].delete_cols(2)
    assert "_id" in refusal(back(book))


def test_a_name_that_is_there_twice_is_refused_with_both_places(book):
    sheet = book.worksheets[0]
    sheet.cell(2, 7).value = sheet.cell(2, 6).value
    told = refusal(back(book))
    assert "row 2, column F" in told
    assert "row 2, column G" in told


def test_a_name_that_no_column_has_is_told(book):
    book.worksheets[0].cell(2, 7).value = "opinión"
    imported = back(book)
    assert changes(imported) == [{}, {}]
    (notice,) = map(str, imported.warnings)
    assert f"sheet “{FIRST}”, row 2, column G: the portal has no column “opinión”" in notice


# What people do to the rows


@pytest.mark.parametrize("hidden_too", [True, False])
def test_sorted_rows_are_the_same_rows(book, hidden_too):
    for sheet in [*book.worksheets[:-2], *([book["_base"]] if hidden_too else [])]:
        start = 2 if sheet.title == "_base" else 3
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=start)]
        for number, row in enumerate(reversed(rows), start):
            for at, value in enumerate(row, 1):
                cell = sheet.cell(number, at)
                cell.value = value
                cell.data_type = "s" if isinstance(value, str) else cell.data_type
    imported = back(book)
    assert [one.edits and one.edits.id for one in imported.records] == ["id-2", "id-1"]
    groups = [{name: len(value) for name, value in one.items()} for one in changes(imported)]
    assert set().union(*groups) <= {sheet.group for sheet in layouts("program")}, "rows of groups are in another order"


def test_a_row_that_was_copied_whole_is_refused_with_the_row_of_the_first(book):
    copied(book.worksheets[0])
    assert "row 5, column A: the record “registro-1” is already in row 3" in refusal(back(book))


def test_a_row_that_was_copied_under_another_name_keeps_both_out(book):
    copied(book.worksheets[0]).cell(5, 1).value = "nuevo"
    first, second, copy = problems(back(book))
    assert first.startswith(f"sheet “{FIRST}”, row 3, column A: “registro-1” has the same portal's key as row 5")
    assert copy.startswith(f"sheet “{FIRST}”, row 5, column A: “nuevo” has the same portal's key as row 3")
    assert second == ""


def test_a_copied_row_whose_key_was_emptied_is_a_new_record(book):
    sheet = copied(book.worksheets[0])
    sheet.cell(5, 1).value, sheet.cell(5, 2).value = "nuevo", None
    imported = back(book)
    assert problems(imported) == ["", "", ""]
    assert imported.records[2].edits is None


def copied(sheet):
    for at in range(1, sheet.max_column + 1):
        cell = sheet.cell(5, at)
        cell.value = sheet.cell(3, at).value
        cell.data_type = sheet.cell(3, at).data_type
    return sheet


def test_keys_that_changed_places_keep_their_records_out(book):
    sheet = book.worksheets[0]
    sheet["B3"], sheet["B4"] = "id-2", "id-1"
    first, second = problems(back(book))
    assert "row 3, column A: “registro-1” stands beside the portal's key of “registro-2”" in first
    assert "“registro-2” stands beside the portal's key of “registro-1”" in second


# What people do to the hidden sheet


def test_without_the_hidden_sheet_every_filled_cell_counts_and_the_person_is_told(book):
    del book["_base"]
    book.worksheets[0].cell(3, column(book.worksheets[0], "eligibility")).value = None
    imported = back(book)
    assert "eligibility" not in imported.records[0].data
    assert "title" in imported.records[0].data
    assert "without the hidden sheet" in str(imported.warnings[0])


@pytest.mark.parametrize("cell", ["A2", "B2", "C2", "D2"])
def test_a_hidden_sheet_that_was_edited_or_sorted_by_columns_is_not_believed(book, cell):
    hidden = book["_base"]
    hidden.sheet_state = "visible"
    hidden[cell] = hidden["B4"] = "otra cosa"
    imported = back(book)
    assert set(imported.records[0].data) > {"title", "budget"}
    assert imported.records[1].data == {}
    assert "“_base” was changed in 2 rows" in str(imported.warnings[0])


# What cells say


def test_the_result_of_a_formula_is_read(book):
    saved = io.BytesIO()
    book.worksheets[0].cell(3, column(book.worksheets[0], "estimated_population")).value = "=2+3"
    book.save(saved)
    (record, _) = read(with_results(saved, b"<f>2+3</f><v></v>", b"<f>2+3</f><v>5</v>")).records
    assert record.data == {"estimated_population": "5"}


@pytest.mark.parametrize(
    ("cell", "in_group"),
    [(b"<f>2+3</f><v></v>", False), (b"<f>2+3</f>", False), (b'" t="e"><f>2+3</f><v>#N/A</v>', True)],
)
def test_a_cell_with_an_error_or_without_a_result_never_counts_as_emptied(book, cell, in_group):
    sheet = book.worksheets[budget() if in_group else 0]
    at = column(sheet, "approved" if in_group else "estimated_population")
    sheet.cell(4, at).value = "=2+3"
    saved = io.BytesIO()
    book.save(saved)
    was = b'"><f>2+3</f><v></v>' if cell.startswith(b'"') else b"<f>2+3</f><v></v>"
    found = problems(read(with_results(saved, was, cell)))
    wrong = found[0] if in_group else found[1]
    letter = get_column_letter(at)
    assert wrong.startswith(f"sheet “{sheet.title}”, row 4, column {letter}: The cell has an error")
    assert len([one for one in found if one]) == 1


def with_results(saved, before, after, *, first_alone=False):
    """Change the bytes of cells in a saved workbook, which openpyxl writes without the results of their formulas."""
    packed = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        sheets = [f"xl/worksheets/sheet{number + 1}.xml" for number in (0, budget())][: 1 if first_alone else 2]
        for name in old.namelist():
            part = old.read(name).replace(b"<v />", b"<v></v>").replace(b"<v/>", b"<v></v>")
            new.writestr(name, part.replace(before, after) if name in sheets else part)
    return packed


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("$1,234.50", "1234.5"),
        ("1.234,50", "1234.5"),
        (" 1 234,5\u00a0", "1234.5"),
        ("'1234", "1234"),
        ("1'234,567", "1234567"),
        ("1,234", "1234"),
        ("12.50 pesos", "12.5"),
    ],
)
def test_amounts_are_read_as_people_write_them(said, number):
    (record,) = read(
        changed(written("evaluation", {**filled("evaluation"), "cost": "7"}), (0, 3, "cost", said))
    ).records
    assert record.data["cost"] == number


@pytest.mark.parametrize("said", ["05/09/24", "5/9/2024", "2024-09-05", "5 de septiembre de 2024", "\u00a005-sep-24 "])
def test_dates_are_read_as_people_write_them(said):
    (record,) = read(io.BytesIO(csv_of(valid_from=said).encode()), "libro.csv").records
    assert record.data["valid_from"] == "2024-09-05"


@pytest.mark.parametrize(
    ("said", "percent"), [("45%", "45"), ("45 %", "45"), (45, "45"), (45.5, "45.5"), ("45,5%", "45.5")]
)
def test_percents_are_read_with_and_without_their_sign(said, percent):
    sheet = [one.group for one in layouts("commitment")].index("declared")
    (record,) = read(changed(written("commitment", filled("commitment")), (sheet, 3, "percent", said))).records
    assert record.data["declared"][0]["percent"] == percent
    assert record.warnings == ()


def test_a_percent_below_one_is_asked_about():
    sheet = [one.group for one in layouts("commitment")].index("declared")
    (record,) = read(changed(written("commitment", filled("commitment")), (sheet, 3, "percent", 0.45))).records
    (note,) = record.warnings
    assert (note.field, note.found) == ("declared.0.percent", "0.45")
    assert "write 45" in str(note.message)


def shown_as_percents(type_, group, *cells, style="0%", form=lambda file: file):
    """Read a record of which a person formatted cells of a group as percents: by row, name and value."""
    data = {**filled(type_), group: [{"part": str(n), "name": str(n)} for n in range(3)]}
    sheet = [one.group for one in layouts(type_)].index(group)
    file = changed(written(type_, data), *((sheet, 3 + row, name, value) for row, name, value in cells))
    book = openpyxl.load_workbook(file)
    for row in book.worksheets[sheet].iter_rows(min_row=3):
        for cell in row:
            cell.number_format = style if isinstance(cell.value, (int, float)) else cell.number_format
    (record,) = back(book, form=form).records
    return record


@pytest.mark.parametrize("form", [lambda file: file, as_ods])
@pytest.mark.parametrize("style", ["0%", "0.00%", '[Red]0.0"  "%;-0%'])
def test_a_cell_that_shows_a_percent_is_read_as_it_is_seen(style, form):
    cells = ((0, "percent", 1), (1, "percent", 0.45), (2, "percent", 0.005))
    record = shown_as_percents("commitment", "declared", *cells, style=style, form=form)
    assert [row["percent"] for row in record.data["declared"]] == ["100", "45", "0.5"]
    assert record.warnings == ()


def test_a_format_that_only_names_the_sign_shows_no_percent():
    record = shown_as_percents("commitment", "declared", (0, "percent", 45), style='0" \\%"')
    assert record.data["declared"][0]["percent"] == "45"


@pytest.mark.parametrize("value", [0.45, "45%", "45 %"])
def test_a_percent_among_figures_is_told_unless_their_unit_says_it(value):
    cells = ((0, "actual", value), (0, "unit", "Porcentaje"), (1, "actual", value), (1, "unit", "Personas"))
    record = shown_as_percents("program", "indicators", *cells)
    assert [row["actual"] for row in record.data["indicators"][:2]] == ["45", "45"]
    (note,) = record.warnings
    assert (note.field, str(note.message)[:19]) == ("indicators.1.actual", "“45 %” was read as ")


def test_what_only_ends_with_the_sign_is_no_percent():
    record = shown_as_percents("program", "indicators", (0, "actual", "casi 45%"))
    assert record.data["indicators"][0]["actual"] == "casi 45%"


def budgets(*amounts):
    """Give a workbook of a program with a row of its budget for each amount, as people write them."""
    rows = [{"year": str(2020 + number), "approved": "1"} for number in range(len(amounts))]
    sheet = next(n for n, one in enumerate(layouts("program")) if one.group == "budget")
    data = {**filled("program"), "budget": rows}
    return changed(written("program", data), *((sheet, 3 + n, "approved", amount) for n, amount in enumerate(amounts)))


def test_a_point_that_may_part_thousands_is_told_at_its_cell():
    (record,) = read(budgets("1.234", "500")).records
    (note,) = record.warnings
    assert note.place
    assert (note.field, note.found, note.place.row) == ("budget.0.approved", "1.234", 3)
    assert record.data["budget"][0]["approved"] == "1.234"


def test_other_amounts_of_the_column_tell_what_a_point_is():
    (record,) = read(budgets("1.234", "2.500,75")).records
    assert [row["approved"] for row in record.data["budget"]] == ["1234", "2500.75"]
    assert "1,234" in str(record.warnings[0].message)
    (record,) = read(budgets("1,234", 1.234)).records
    assert [row["approved"] for row in record.data["budget"]] == ["1234", "1.234"]
    assert not record.warnings


def test_people_are_whole():
    (record,) = read(changed(written("program", filled("program")), (0, 3, "estimated_population", "12.700"))).records
    assert (record.data["estimated_population"], record.warnings) == ("12700", ())


def test_the_names_of_choices_are_known_in_both_languages_whatever_their_capitals():
    said = csv_of(government_scope=" MUNICIPAL\u00a0", sex="mujeres")
    (record,) = read(io.BytesIO(said.encode()), "libro.csv").records
    assert record.data["government_scope"] == "municipal"
    assert record.data["sex"] == next(
        one.value for one in choices("sex") if one.value.startswith(("women", "female")) or one.value == "women"
    )


def choices(name):
    return next(one.choices for one in layouts("program")[0].columns if one.name == name)


def test_a_text_that_begins_like_a_formula_goes_out_harmless_and_comes_back_equal():
    texts = ["=1+1", "+52 33 1234 5678", "-5", "@SUMA(A1)", "=HYPERLINK(“x”)"]
    record = {**filled("program"), "specific_objectives": texts, "eligibility": texts[0], "complaints": texts[1]}
    file = written("program", record)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    cell = sheet.cell(3, column(sheet, "eligibility"))
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
    assert changes(read(file)) == [{}]


# What other programs save


@pytest.mark.parametrize("type_", TYPES)
def test_an_open_document_with_every_field_filled_comes_back_without_a_change(type_):
    imported = read(as_ods(written(type_, filled(type_), filled(type_, 2))), "libro.ods")
    assert imported.form == "workbook"
    assert changes(imported) == [{}, {}]


def test_an_error_in_an_open_document_is_none_that_was_emptied():
    file = as_ods(written("program", filled("program")), {("Programs", 3, 4): "error"})
    (found,) = problems(read(file, "libro.ods"))
    assert found.startswith("sheet “Programs”, row 3, column D: The cell has an error")


def test_a_thousand_empty_rows_with_a_style_are_no_records(book):
    for number in range(5, 1005):
        book.worksheets[0].cell(number, 1).number_format = "0.00"
    assert changes(back(book)) == [{}, {}]


def test_dates_with_a_time_are_days(book):
    book.worksheets[0].cell(3, column(book.worksheets[0], "valid_from")).value = datetime(2024, 9, 5)  # noqa: DTZ001
    assert changes(back(book))[0] == {"valid_from": "2024-09-05"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_in_the_encodings_of_spreadsheets(encoding):
    content = csv_of(eligibility="Niñas y niños de Cañadas — “todos”").encode(encoding)
    (record,) = read(io.BytesIO(content), "libro.csv").records
    assert record.data["eligibility"] == "Niñas y niños de Cañadas — “todos”"


# What is no workbook


def pdf():
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(50, 700, "Programa de comedores")
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("Programa: Comedores\nPara quién: familias".encode(), "a plain text"),
        (pdf(), "a PDF"),
        (b"<table><tr><td>Programa</td></tr></table>", "a web page"),
        (b"a;b\n1;2\n3;4\n", "a CSV file"),
    ],
    ids=["text", "pdf", "web page", "csv"],
)
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_file_that_is_only_called_a_workbook_is_named_with_what_it_is(content, kind, ending):
    assert f"“libro.{ending}” is called a workbook, but it is {kind}" in refusal(
        read(io.BytesIO(content), f"libro.{ending}")
    )


def test_a_workbook_that_was_cut_is_named():
    whole = written("program", filled("program")).getvalue()
    assert "incomplete or damaged" in refusal(read(io.BytesIO(whole[: len(whole) // 2])))


def test_a_sheet_of_two_million_rows_is_refused_with_its_name():
    row = b'<row r="%d"><c r="D%d"><v>1</v></c></row>'
    rows = b"".join(row % (number, number) for number in range(5, 2_000_000))
    file = with_results(
        written("program", filled("program")), b"</sheetData>", rows + b"</sheetData>", first_alone=True
    )
    assert f"sheet “{FIRST}”: it has too many rows" in refusal(read(file))


def test_a_csv_of_two_million_rows_is_refused():
    content = csv_of().encode() + b"x;;;Otro\n" * 2_000_000
    assert "too many rows" in refusal(read(io.BytesIO(content), "libro.csv"))


def test_a_claim_of_a_million_rows_is_not_believed(book):
    saved = io.BytesIO()
    book.save(saved)
    file = with_results(saved, b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    assert changes(read(file)) == [{}, {}]
