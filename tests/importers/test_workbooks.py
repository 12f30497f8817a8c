from __future__ import annotations

import datetime as dt
import io
import time
import zipfile

import pytest

MOMENT = dt.datetime(2021, 3, 4, 5, 6)  # noqa: DTZ001 (spreadsheets know no time zones)
CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'


def row(*cells: str, repeated: int = 1) -> str:
    repeats = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{repeats}>{''.join(cells)}</table:table-row>"


def test_values_keep_their_type_and_rows_their_number(read, xlsx):
    cells = {
        "C3": "Becas",
        "D3": 5,
        "E3": 2.5,
        "F3": True,
        "G3": MOMENT,
        "H3": dt.date(2021, 3, 4),
        "C6": "Apoyos",
    }
    document = read(xlsx({"Programas": cells}), "programas.xlsx")
    assert document.kind == "xlsx"
    assert list(document.sheets[0].rows()) == [
        (3, (None, None, "Becas", 5, 2.5, True, MOMENT, dt.date(2021, 3, 4))),
        (6, (None, None, "Apoyos", None, None, None, None, None)),
    ]


def test_whole_numbers_are_whole_and_times_are_texts(read, xlsx):
    data = xlsx({"A": {"A1": 2021.0, "B1": dt.time(9, 30), "C1": "  ", "D1": "x"}})
    assert list(read(data, "a.xlsx").sheets[0].rows()) == [(1, (2021, "09:30:00", None, "x"))]


def test_a_sheet_knows_its_name_and_place(read, xlsx):
    first, second = read(xlsx({"Uno": {"A1": 1}, "Dos": {"A1": 2}}), "a.xlsx").sheets
    assert (first.name, second.name) == ("Uno", "Dos")
    assert str(second.place) == "sheet “Dos”"


def test_a_value_in_the_last_row_needs_no_room_for_the_rows_between(read, xlsx):
    data = xlsx({"Larga": {"A1": "Nombre", "BK1": "Fin", "A1048000": "aquí"}})
    first, last = read(data, "larga.xlsx").sheets[0].rows()
    assert first[0] == 1
    assert (first[1][0], first[1][62]) == ("Nombre", "Fin")
    assert (last[0], last[1][0]) == (1_048_000, "aquí")


def test_a_cell_in_the_farthest_corner_is_refused_without_making_room_for_the_rest(refusal, xlsx):
    assert "too many columns" in refusal(xlsx({"A": {"A1": 1, "XFD1048576": 2}}), "esquina.xlsx")


def test_claimed_dimensions_are_not_believed(read, xlsx, repacked):
    data = repacked(
        xlsx({"A": {"A1": "x", "B2": "y"}}),
        sheet1=lambda part: part.replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"'),
    )
    assert list(read(data, "a.xlsx").sheets[0].rows()) == [(1, ("x", None)), (2, (None, "y"))]


def test_cells_that_do_not_say_where_they_are_count_too(refusal, xlsx, repacked):
    many = "<row>" + "<c><v>1</v></c>" * 3000 + "</row>"
    data = repacked(
        xlsx({"A": {"A1": 1}}),
        sheet1=lambda part: part.replace(b"</sheetData>", many.encode() + b"</sheetData>"),
    )
    assert "too many columns" in refusal(data, "a.xlsx")


def test_sheets_that_nobody_asks_for_are_not_read(read, xlsx, repacked):
    broken = repacked(xlsx({"A": {"A1": 1}, "B": {"A1": 2}}), sheet2=lambda part: part[: len(part) // 2])
    first, second = read(broken, "a.xlsx").sheets
    assert list(first.rows()) == [(1, (1,))]
    with pytest.raises(Exception, match="damaged"):
        list(second.rows())


def test_a_workbook_with_macros_is_a_workbook(read, xlsx):
    assert read(xlsx({"A": {"A1": 1}}), "con macros.xlsm").kind == "xlsx"


def test_a_truncated_workbook_is_refused(refusal, xlsx):
    data = xlsx({"A": {f"A{number}": f"fila {number}" for number in range(1, 500)}})
    for length in (100, len(data) // 2, len(data) - 10):
        assert "incomplete or damaged" in refusal(data[:length], "cortado.xlsx")


def test_a_workbook_with_a_flipped_byte_is_refused(refusal, xlsx):
    data = bytearray(xlsx({"A": {"A1": "x"}}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    data[info.header_offset + 80] ^= 0xFF
    assert "sheet1.xml" in refusal(bytes(data), "dañado.xlsx")


def test_xml_entities_in_a_workbook_are_refused(refusal, xlsx, repacked):
    laughs = b'<!DOCTYPE x [<!ENTITY a "ja"><!ENTITY b "&a;&a;">]>'
    data = repacked(xlsx({"A": {"A1": "x"}}), workbook=lambda part: laughs + part)
    assert "declares XML entities" in refusal(data, "risas.xlsx")


def test_an_open_document_workbook_is_read(read, ods):
    data = ods(
        row(CELL.format("", "Programa"), CELL.format("", "Año"))
        + row(CELL.format("", "Becas"), CELL.format("", "2021"))
    )
    document = read(data, "programas.ods")
    assert document.kind == "ods"
    assert list(document.sheets[0].rows()) == [(1, ("Programa", "Año")), (2, ("Becas", "2021"))]


def test_empty_rows_at_the_end_of_an_open_document_sheet_are_no_rows(read, ods):
    empty = row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=1_048_000)
    assert len(list(read(ods(row(CELL.format("", "x")) + empty), "a.ods").sheets[0].rows())) == 1


def test_an_open_document_cell_that_says_it_is_repeated_a_billion_times_is_refused(refusal, ods):
    wide = CELL.format(' table:number-columns-repeated="16384"', "x")
    assert "too many cells" in refusal(ods(row(wide, repeated=1_048_576)), "bomba.ods")


def test_an_old_workbook_is_read(read, xls):
    document = read(xls([(0, 0, 2021), (1, 2, 7.5)]), "viejo.xls")
    assert document.kind == "xls"
    assert list(document.sheets[0].rows()) == [(1, (2021, None, None)), (2, (None, None, 7.5))]


def test_an_old_workbook_whose_values_stand_too_far_apart_is_refused(refusal, xls):
    assert "too many cells" in refusal(xls([(0, 0, 1), (65535, 255, 2)]), "esquina.xls")


def test_an_old_workbook_with_a_password_is_refused(refusal, xls):
    assert "password" in refusal(xls([(0, 0, 1)], before=b"\x2f\x00\x02\x00\x00\x00"), "secreto.xls")


def test_an_old_workbook_that_is_cut_is_refused(refusal, xls):
    data = xls([(number, 0, number) for number in range(600)])
    assert "damaged" in refusal(data[: len(data) // 4], "cortado.xls")


def test_the_inventory_of_2021_is_read_fast(read, documents):
    began = time.perf_counter()
    document = read((documents / "IE_2021.xlsx").read_bytes(), "IE_2021.xlsx")
    rows = list(document.sheets[0].rows())
    assert time.perf_counter() - began < 3
    assert len(document.sheets) == 33
    numbers, values = zip(*rows, strict=True)
    assert (numbers[0], numbers[-1]) == (1, 1043)
    assert {len(row) for row in values} == {63}
    assert values[4][:3] == ("Ciclo", "Entidad Federativa", "1. Nombre de la intervención")
    assert len(rows) - 5 == 1038


def test_a_sheet_that_claims_a_million_rows_is_read_for_what_is_there(read, documents):
    document = read((documents / "IE_2021.xlsx").read_bytes(), "IE_2021.xlsx")
    oaxaca = next(sheet for sheet in document.sheets if sheet.name == "Oaxaca")
    began = time.perf_counter()
    rows = list(oaxaca.rows())
    assert time.perf_counter() - began < 10
    assert len(rows) < 100
