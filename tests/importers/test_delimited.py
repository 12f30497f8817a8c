from __future__ import annotations

import pytest

from ckanext.socialprograms.importers import limits


@pytest.fixture
def rows(read):
    return lambda data, name="programas.csv": list(read(data, name).sheets[0].rows())


def test_a_file_is_one_sheet_of_texts(read):
    document = read("clave,año\n007,2021\n".encode(), "programas.csv")
    assert (document.kind, document.sheets[0].name) == ("csv", "programas")
    assert list(document.sheets[0].rows()) == [(1, ("clave", "año")), (2, ("007", "2021"))]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(rows, delimiter):
    text = f'nombre{delimiter}monto\n"Becas, apoyos; y más"{delimiter}5\nAgua{delimiter}6\n'
    assert rows(text.encode())[1] == (2, ("Becas, apoyos; y más", "5"))


def test_the_hint_that_excel_writes_is_no_row(rows):
    assert rows(b"sep=;\r\na;b,c\r\n1;2,5\r\n") == [(1, ("a", "b,c")), (2, ("1", "2,5"))]


def test_one_column_is_one_column(rows):
    assert rows(b"nombre\nBecas\nAgua\n") == [(1, ("nombre",)), (2, ("Becas",)), (3, ("Agua",))]


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-8", "utf-8-sig", "utf-16", "cp850"])
def test_accents_come_out_right(rows, encoding):
    text = "Descripción;Población\r\nAtención a niñas;Jóvenes de Nuevo León\r\n"
    assert rows(text.encode(encoding)) == [
        (1, ("Descripción", "Población")),
        (2, ("Atención a niñas", "Jóvenes de Nuevo León")),
    ]


def test_empty_rows_are_left_out_and_counted(rows):
    assert rows(b"a,b\n,\n\n1,\n") == [(1, ("a", "b")), (4, ("1", None))]


def test_short_rows_are_filled_up(rows):
    assert rows(b"a,b,c\n1\n") == [(1, ("a", "b", "c")), (2, ("1", None, None))]


def test_line_breaks_in_quotations_are_kept(rows):
    assert rows(b'a,b\n"uno\ndos",2\n')[1] == (2, ("uno\ndos", "2"))


def test_inches_are_no_quotation(rows):
    assert rows(b'tubo,precio\nde 5" largo,2\nde 7",3\nx,1"\n')[3] == (4, ("x", '1"'))


def test_a_quotation_that_never_ends_is_refused_with_its_line(refusal):
    assert "line 3" in refusal(b'a,b\n1,2\n3,"4\n5,6\n7,8\n', "abierto.csv")


def test_a_cell_of_a_megabyte_is_refused(refusal):
    assert "damaged at line" in refusal(b"a,b\n1," + b"x" * (limits.MEGABYTE + 1) + b"\n", "celda.csv")


def test_too_many_columns_are_refused(refusal):
    assert "too many columns" in refusal(b"a," * (limits.MAX_COLUMNS + 1) + b"\n", "ancho.csv")


def test_too_many_rows_are_refused(refusal, monkeypatch):
    monkeypatch.setattr("ckanext.socialprograms.importers.readers.sizes.MAX_ROWS", 3)
    assert "too many rows, and 3 at most" in refusal(b"a,b\n" * 4, "largo.csv")


def test_rows_come_one_by_one(read):
    rows = read(b"a,b\n" * 1000, "largo.csv").sheets[0].rows()
    assert next(rows) == (1, ("a", "b"))
    assert next(rows) == (2, ("a", "b"))
