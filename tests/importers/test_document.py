from __future__ import annotations

from ckanext.socialprograms.importers.document import (
    Cell,
    Document,
    Paragraph,
    Place,
    Table,
    column_letters,
)


def test_a_place_is_said_in_a_few_words():
    assert str(Place(page=3)) == "p. 3"
    assert str(Place(line=12)) == "line 12"
    assert str(Place(page=2, table=1, row=4, column=3)) == "p. 2, table 1, row 4, column 3"
    assert str(Place()) == ""


def test_a_column_of_a_sheet_is_said_by_its_letters():
    assert str(Place(sheet="Jalisco", row=7, column=28)) == "sheet “Jalisco”, row 7, column AB"
    assert [column_letters(number) for number in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]


def test_what_stands_before_the_items_of_a_cell_is_its_introduction():
    cell = Cell("Minuta de\nMinuta\nActa", Place(), ("Minuta", "Acta"))
    assert cell.intro == "Minuta de"
    assert Cell("Minuta", Place()).intro == "Minuta"
    assert Cell("Minuta\nActa", Place(), ("Minuta", "Acta")).intro == ""


def test_a_document_is_told_as_plain_text():
    row = (Cell("Tema", Place()), Cell("Agua\nSuelo", Place()))
    blocks = (Paragraph("Primero", Place(), marker="1."), Table((row,), Place()))
    assert Document("a", "txt", "", blocks).text() == "1. Primero\nTema\tAgua Suelo"
