from __future__ import annotations

from ckanext.socialprograms.importers.document import Cell, Place, Table
from ckanext.socialprograms.importers.forms.cells import joined_items, pairs, rows_of


def _cell(text="", items=(), **spans):
    return Cell("\n".join(filter(None, (text, *items))), Place(), tuple(items), **spans)


def _table(*rows):
    return Table(tuple(tuple(cell if isinstance(cell, Cell) else _cell(cell) for cell in row) for row in rows), Place())


def test_a_cell_merged_over_columns_counts_once_in_every_row_it_covers():
    wide = _cell("meta", colspan=2, rowspan=2)
    rows = list(rows_of(_table(["1", wide, "", "a"], ["", "", "", "b"])))
    assert [[cell.text for cell in row] for row in rows] == [["1", "meta", "a"], ["", "", "b"]]


def test_an_item_that_a_page_break_tore_is_one_again():
    assert joined_items(["Informe de"], _cell("compras", ["Minuta"])) == ["Informe de compras", "Minuta"]
    assert joined_items(["Informe"], _cell(items=["Minuta"])) == ["Informe", "Minuta"]


def test_values_stand_beside_their_labels_or_below_a_row_of_labels():
    beside = _table(
        ["Tema", "Agua", ""], ["", "", ""], ["Teléfono:", "55", "Extensión"], ["Otra cosa", "no es campo", ""]
    )
    below = _table(["OBJETIVO PRINCIPAL", "Correo electrónico"], ["Medir", "a@b.example"], ["", "Sin correo"])
    said = pairs(
        [beside, below],
        "commitment",
        ["theme", "contact_phone", "contact_extension", "main_objective", "contact_email"],
    )
    assert (said["theme"].text, said["contact_phone"].text, said["main_objective"].text) == ("Agua", "55", "Medir")
    assert said["contact_email"].text == "a@b.example\nSin correo"


def test_a_value_that_only_begins_with_the_words_of_a_label_is_no_label():
    said = pairs(
        [_table(["Gobierno", "Extensión universitaria"])], "commitment", ["government_actors", "contact_extension"]
    )
    assert said["government_actors"].text == "Extensión universitaria"
    assert "contact_extension" not in said
