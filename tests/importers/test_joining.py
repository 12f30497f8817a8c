from __future__ import annotations

from ckanext.socialprograms.importers.joining import is_cut, joined_cells, joined_tables, row_groups

PLAN = """\
No.\tMeta\tActividad\tMedios
1\tUna\tPrimera\t<ul> ● Convocatoria ● Informe de
\t\tSegunda\t

{between}

\t\t\tresultados
2\tOtra\tTercera\t<ul> ● Minuta
"""


def texts(table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_a_table_that_goes_on_after_page_furniture_is_one(read):
    (table,) = joined_tables(read(PLAN.format(between="Fuente:\n\n025\n\n01/11/2025").encode(), "a.txt"))
    assert texts(table)[3:] == [["", "", "", "resultados"], ["2", "Otra", "Tercera", "Minuta"]]


def test_tables_with_a_paragraph_between_are_two(read):
    assert len(joined_tables(read(PLAN.format(between="Segundo objetivo").encode(), "a.txt"))) == 2


def test_a_header_repeated_on_the_next_page_is_left_out(read):
    document = read(b"No.\tMeta\n1\tUna\n\n\n\nNo.\tMeta\n2\tDos", "a.txt")
    assert texts(joined_tables(document)[0]) == [["No.", "Meta"], ["1", "Una"], ["2", "Dos"]]


def test_a_narrower_piece_that_goes_on_a_row_is_filled_up(read):
    document = read(b"Tema\tAgua\t\t\n\n\ty suelo\nObjetivo\tMejorar", "a.txt")
    (table,) = joined_tables(document)
    assert texts(table) == [["Tema", "Agua", "", ""], ["", "y suelo", "", ""], ["Objetivo", "Mejorar", "", ""]]
    assert [cell.place.column for cell in table.rows[1]] == [1, 2, 3, 4]


def test_tables_of_different_width_stay_apart(read):
    assert len(joined_tables(read(b"a\tb\tc\n\nd\te", "a.txt"))) == 2


def test_rows_with_an_empty_first_cell_belong_to_the_one_above(read):
    (table,) = joined_tables(read(PLAN.format(between="").encode(), "a.txt"))
    assert [len(group) for group in row_groups(table)] == [1, 3, 1]


def test_a_cell_cut_at_the_end_of_a_page_is_made_whole(read):
    (table,) = joined_tables(read(PLAN.format(between="").encode(), "a.txt"))
    group = row_groups(table)[1]
    proofs = joined_cells([row[3] for row in group])
    assert proofs.items == ("Convocatoria", "Informe de resultados")
    assert proofs.text == "Convocatoria\nInforme de resultados"
    assert joined_cells([row[1] for row in group]).text == "Una"


def test_items_after_a_cut_one_stay_items(read):
    document = read("a\t<ul> ● Lista ● Memoria\n\n\t<p>fotográfica</p> <ul> ● Minuta".encode(), "a.txt")
    (table,) = joined_tables(document)
    assert joined_cells([row[1] for row in table.rows]).items == ("Lista", "Memoria fotográfica", "Minuta")


def test_a_new_text_begins_on_a_new_line(read):
    (table,) = joined_tables(read("a\tMargarita Sierra\n\n\tLuis González".encode(), "a.txt"))
    assert joined_cells([row[1] for row in table.rows]).text == "Margarita Sierra\nLuis González"


def test_a_column_without_text_is_an_empty_cell(read):
    (table,) = joined_tables(read(b"a\t\nb\t", "a.txt"))
    assert joined_cells([row[1] for row in table.rows]).text == ""


def test_a_text_is_cut_where_it_ends_or_goes_on_with_small_words():
    assert is_cut("Informe de Medición de", "Impacto")
    assert is_cut("Apoyo a las organizaciones,", "Llevado a cabo")
    assert is_cut("Memoria", "fotográfica")
    assert not is_cut("Minuta", "Informe")
    assert not is_cut("", "informe")
