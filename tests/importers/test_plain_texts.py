from __future__ import annotations

import pytest

from ckanext.socialprograms.importers.document import Paragraph
from ckanext.socialprograms.importers.joining import joined_tables


@pytest.fixture
def blocks(read):
    return lambda text: read(text.encode("utf-8"), "copia.txt").blocks


@pytest.fixture
def cell(blocks):
    """Read one cell, the second of a row."""
    return lambda text: blocks(f"Rótulo\t{text}")[0].rows[0][1]


def test_paragraphs_stand_between_blank_lines_and_keep_their_line(blocks):
    first, second = blocks("\n\nUno\nsigue\n\n \nDos")
    assert (first.text, first.place.line) == ("Uno\nsigue", 3)
    assert (second.text, second.place.line) == ("Dos", 7)


def test_form_feeds_count_pages(blocks):
    places = [block.place for block in blocks("Uno\n\fDos\na\tb\n\n\fTres")]
    assert [(place.page, place.line) for place in places] == [(1, 1), (2, 2), (2, 3), (3, 5)]


def test_emphasis_tags_links_and_entities_are_furniture(blocks):
    text = "**ACCIONES\nREALIZADAS:** <u>Informe</u> <https://a.mx/b> [ver](https://a.mx/c) [https://a.mx](https://a.mx) [x](#) Agua &amp; suelo"
    (paragraph,) = blocks(text)
    assert paragraph.text == (
        "ACCIONES\nREALIZADAS: Informe https://a.mx/b ver (https://a.mx/c) https://a.mx x Agua & suelo"
    )


def test_headings_are_bold_marked_or_in_capitals(blocks):
    found = blocks("**Bases del\nprograma**\n\n## Objetivo\n\nPLAN ANUAL\n\nUn texto **fuerte**\n\n025")
    assert [(block.text, block.heading) for block in found] == [
        ("Bases del\nprograma", True),
        ("Objetivo", True),
        ("PLAN ANUAL", True),
        ("Un texto fuerte", False),
        ("025", False),
    ]


def test_list_items_are_paragraphs_with_their_marker(blocks):
    found = blocks("Pasos:\n- 1. Pedir\nla ficha\n- Llenarla\n+ 4 copias\n2) Entregar\na. Esperar")
    assert [(block.marker, block.text) for block in found] == [
        ("", "Pasos:"),
        ("1.", "Pedir\nla ficha"),
        ("●", "Llenarla"),
        ("●", "4 copias"),
        ("2)", "Entregar"),
        ("a.", "Esperar"),
    ]


def test_page_numbers_dates_of_printing_and_empty_sources_are_furniture(blocks):
    found = blocks("Fuente:\n\n025\n\n01/11/2025\n\nPágina 3 de 9\n\n- 4 -\n\n2019\n\nFuente: INEGI")
    assert [block.furniture for block in found] == [True, True, True, True, True, False, False]


def test_cells_stand_between_tabs_and_know_their_place(blocks):
    (table,) = blocks("Tema\tAgua\t\t\nTeléfono\t+51 (33)\tExtensión\t43612")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Tema", "Agua", "", ""],
        ["Teléfono", "+51 (33)", "Extensión", "43612"],
    ]
    assert str(table.rows[1][3].place) == "line 2, table 1, row 2, column 4"


def test_rows_whose_last_tabs_were_trimmed_are_filled_up(blocks):
    (table,) = blocks("Tema\tAgua\nTeléfono\t1\tExtensión\t2")
    assert [cell.text for cell in table.rows[0]] == ["Tema", "Agua", "", ""]


def test_rules_of_markdown_tables_are_no_rows(blocks):
    (table,) = blocks("Tema\tAgua\n---\t:--\nObjetivo\tMejorar")
    assert [row[0].text for row in table.rows] == ["Tema", "Objetivo"]


def test_a_list_left_open_gives_its_items(cell):
    found = cell('Capacitar en: <ul style="list-style-type: none"> ● Gobierno abierto ● Datos (OSC) ')
    assert found.items == ("Gobierno abierto", "Datos (OSC)")
    assert found.text == "Capacitar en:\nGobierno abierto\nDatos (OSC)"
    assert found.intro == "Capacitar en:"


def test_text_after_a_closed_list_is_no_item(cell):
    found = cell("<ul> ● Uno ● Dos </ul> <p>Nota final</p>")
    assert (found.items, found.text) == (("Uno", "Dos"), "Uno\nDos\nNota final")


def test_numbers_and_letters_begin_items_only_in_their_turn(cell):
    numbers = cell("<ol> 1. Acceso a 3. partes 2. Rendición 3. Participación ")
    assert numbers.items == ("Acceso a 3. partes", "Rendición", "Participación")
    letters = cell("<ol> a. Consejo A. C. de León b. Red ")
    assert letters.items == ("Consejo A. C. de León", "Red")


def test_lists_of_web_pages_and_plain_bullets_are_lists_too(cell):
    assert cell("<ul><li>Uno</li><li>Dos</li></ul>").items == ("Uno", "Dos")
    assert cell("Entrega: ● Uno ● Dos").items == ("Uno", "Dos")
    assert cell("<ol><li>Uno</li><li>Dos</li></ol>").items == ("Uno", "Dos")


def test_a_list_that_lost_its_bullets_is_parted_by_the_items_of_other_lists(blocks):
    marked = "1\t<ul> ● Convocatoria ● Lista de asistencia ● Memoria fotográfica"
    (table,) = blocks(
        f"{marked}\n2\t<ul> Convocatoria Lista de asistencia Memoria\n3\t<ul> Taller sobre reglas Lista de asistencia",
    )
    assert table.rows[1][1].items == ("Convocatoria", "Lista de asistencia", "Memoria")
    assert table.rows[2][1].items == ("Taller sobre reglas Lista de asistencia",)


def test_paragraphs_in_a_cell_are_lines(cell):
    assert cell("<p>Mauricio Esponda</p> <p>Saira Pérez</p>").text == "Mauricio Esponda\nSaira Pérez"


def test_a_telephone_number_in_a_cell_keeps_its_plus(cell):
    assert cell("+ 52 33 3819").text == "+ 52 33 3819"


def test_a_cell_goes_on_until_its_paragraph_closes(blocks):
    (table,) = blocks("Problema\t<p>Falta de\ntransparencia</p>\t\nTema\tAgua\t")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Problema", "Falta de\ntransparencia", ""],
        ["Tema", "Agua", ""],
    ]


def test_a_paragraph_that_never_closes_does_not_swallow_the_next_row(blocks):
    (table,) = blocks("Problema\t<p>Falta\nTema\tAgua")
    assert [row[0].text for row in table.rows] == ["Problema", "Tema"]


def test_a_quotation_from_a_spreadsheet_holds_line_breaks(blocks):
    (table,) = blocks('Problema\t"Falta\nde ""todo"""\tx\nTema\tAgua\ty')
    assert [cell.text for cell in table.rows[0]] == ["Problema", 'Falta\nde "todo"', "x"]


def test_a_line_without_tabs_between_rows_goes_on_the_last_cell(blocks):
    table, note = blocks("Responsable\tMauricio\nEsponda\nTema\tAgua\n*Sujeto a cambios")
    assert table.rows[0][1].text == "Mauricio\nEsponda"
    assert isinstance(note, Paragraph)
    assert note.text == "*Sujeto a cambios"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "cp850", "mac_roman"])
def test_accents_come_out_right_in_the_encodings_of_offices(read, encoding):
    text = "Descripción\tApoyo a niñas y niños, año 2021\r\nÁrea\tEconomía pública, más atención médica y jurídica\r\n"
    (table,) = read(text.encode(encoding), "copia.txt").tables
    assert table.rows[0][1].text == "Apoyo a niñas y niños, año 2021"
    assert table.rows[1][0].text == "Área"


def test_a_text_of_two_encodings_is_read_with_a_warning(read):
    document = read("Descripción, año, niños, área, más\n\n".encode() + "Año".encode("windows-1252"), "mezcla.txt")
    assert [paragraph.text for paragraph in document.paragraphs] == ["Descripción, año, niños, área, más", "Año"]
    assert "mixes two encodings" in str(document.warnings[0])


def test_the_commitment_form_comes_out_whole(read, documents):
    data = next(documents.glob("001_*.txt")).read_bytes()
    document = read(data, "001.txt")
    form, plan = joined_tables(document)
    assert (form.width, plan.width) == (4, 6)
    labels = [row[0].text for row in form.rows if row[0].text]
    assert len(labels) == 17
    values = {row[0].text: row[1] for row in form.rows}
    assert len(values["Gobierno"].items) == 5
    assert values["Fecha de inicio"].text == "22 de Agosto del año 2019"
    relevance = next(row for row in form.rows if len(row[0].items) == 4)
    assert len(relevance[1].items) == 4
    assert [row[0].text for row in plan.rows if row[0].text] == ["No.", *map(str, range(1, 12))]
    assert sum(bool(row[3].text) for row in plan.rows) - 1 == 16
    assert [cell.place.line for cell in plan.rows[0]] == [34] * 6


def test_the_result_sheets_come_out_with_their_tables(read, documents):
    document = read(next(documents.glob("003_*.txt")).read_bytes(), "003.txt")
    headers = [table.rows[0][0].text for table in document.tables]
    assert headers.count("OBJETIVO PRINCIPAL DEL COMPROMISO") == 11
    trained = next(table for table in document.tables if table.rows[0][0].text == "Número de Talleres")
    assert [cell.text for cell in trained.rows[-1]] == ["Total", "", "", "72"]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "EVIDENCIA DOCUMENTAL\nDE LAS ACCIONES REALIZADAS:" in texts


def test_the_improvement_agenda_comes_out_without_its_furniture(read, documents):
    document = read(next(documents.glob("004_*.txt")).read_bytes(), "004.txt")
    assert {paragraph.text for paragraph in document.paragraphs if paragraph.furniture} == {
        "Fuente:",
        "025",
        "01/11/2025",
    }
    assert [paragraph.marker for paragraph in document.paragraphs if paragraph.marker] == [
        f"{n}." for n in range(1, 10)
    ]
    kept = [paragraph.text for paragraph in document.paragraphs]
    assert sum(text.startswith("Compromiso No.") for text in kept) == 15
    assert sum(text.startswith("Fecha de término") for text in kept) == 22


def test_the_follow_up_and_the_leaflet_come_out_as_paragraphs(read, documents):
    follow_up = read(next(documents.glob("000_*.txt")).read_bytes(), "000.txt")
    assert sum("https://youtu.be/" in paragraph.text for paragraph in follow_up.paragraphs) == 4
    leaflet = read(next(documents.glob("002_*.txt")).read_bytes(), "002.txt")
    assert not leaflet.tables
    assert not any("**" in paragraph.text for paragraph in leaflet.paragraphs)


def test_tables_of_millions_of_empty_cells_are_refused(refusal):
    assert "too many cells" in refusal((b"a" + b"\t" * 1000 + b"\n") * 600, "ancho.txt")


def test_a_line_of_dashes_alone_is_no_table(blocks):
    assert [block.text for block in blocks("Uno\n\n---\t---\n\nDos")] == ["Uno", "Dos"]
