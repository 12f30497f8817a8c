from __future__ import annotations

import base64
import io
import zlib

import pytest
from PIL import Image
from reportlab.lib.pagesizes import letter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from ckanext.socialprograms.importers.joining import joined_tables, row_groups

STYLES = getSampleStyleSheet()
LONG = "El municipio publica cada año las reglas de operación de sus programas sociales y explica en palabras llanas "


@pytest.fixture
def laid_out(read):
    """Read a PDF of flowing paragraphs and tables."""

    def made(*story, running=None):
        file = io.BytesIO()
        draw = (lambda canvas, _: running(canvas)) if running else (lambda *_: None)
        SimpleDocTemplate(file, pagesize=letter).build(list(story), onFirstPage=draw, onLaterPages=draw)
        return read(file.getvalue(), "formato.pdf")

    return made


def text(words: str, style: str = "BodyText") -> Paragraph:
    return Paragraph(words, STYLES[style])


def grid(rows, *spans, widths=None) -> Table:
    cells = [[text(cell) if cell else "" for cell in row] for row in rows]
    rules = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table(
        cells, colWidths=widths, style=TableStyle([*rules, *(("SPAN", *span) for span in spans)]), repeatRows=1
    )


def texts(table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_lines_that_the_margin_broke_are_one_paragraph(laid_out):
    first, second = laid_out(text(LONG * 4), text(LONG)).blocks
    assert first.text == (LONG * 4).strip()
    assert second.text == LONG.strip()


def test_lines_that_the_writer_broke_stay_lines(laid_out):
    (paragraph,) = laid_out(text("Diseño del portal.<br/>Desarrollo del portal.<br/>Difusión.")).blocks
    assert paragraph.text == "Diseño del portal.\nDesarrollo del portal.\nDifusión."


def test_headings_are_bold_or_large_or_in_capitals(laid_out):
    blocks = laid_out(text("Compromiso", "Heading1"), text("<b>Meta</b>"), text("MEDIOS"), text(LONG * 3)).blocks
    assert [block.heading for block in blocks] == [True, True, True, False]


def test_list_items_are_paragraphs_with_their_marker(laid_out):
    blocks = laid_out(text("- Uno<br/>- Dos"), text("1. " + LONG * 2), text("2. Otro")).blocks
    assert [block.marker for block in blocks] == ["●", "●", "1.", "2."]
    assert blocks[2].text == (LONG * 2).strip()


def test_pages_are_counted(laid_out):
    assert [block.place.page for block in laid_out(text("Uno"), PageBreak(), text("Dos")).blocks] == [1, 2]


def test_ruled_tables_come_out_with_their_spans(laid_out):
    rows = [["No.", "Meta", "Actividad"], ["1", "Una meta", "Primera"], ["", "", "Segunda"], ["Nota al pie", "", ""]]
    above, table, below = laid_out(
        text("Antes"),
        grid(rows, ((0, 1), (0, 2)), ((1, 1), (1, 2)), ((0, 3), (2, 3))),
        text("Después"),
    ).blocks
    assert (above.text, below.text) == ("Antes", "Después")
    assert texts(table) == rows
    assert (table.rows[1][0].rowspan, table.rows[3][0].colspan) == (2, 3)
    assert str(table.rows[2][2].place) == "p. 1, table 1, row 3, column 3"


def test_cells_have_lines_and_items(laid_out):
    rows = [
        ["Medios", "Entrega:<br/>• Convocatoria y todo lo que la acompaña<br/>• Acta"],
        ["Responsable", "Ana Ruiz<br/>Luis Paz"],
    ]
    (table,) = laid_out(grid(rows, widths=[80, 130])).blocks
    cell = table.rows[0][1]
    assert cell.items == ("Convocatoria y todo lo que la acompaña", "Acta")
    assert cell.intro == "Entrega:"
    assert table.rows[1][1].text == "Ana Ruiz\nLuis Paz"


def test_bullets_of_symbol_fonts_are_bullets(read, pdf):
    def draw(canvas):
        canvas.setFont("ZapfDingbats", 10)
        canvas.drawString(72, 700, "l")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(86, 700, "Convocatoria")

    (paragraph,) = read(pdf(draw), "lista.pdf").blocks
    assert (paragraph.marker, paragraph.text) == ("●", "Convocatoria")


def test_letters_printed_twice_to_look_bold_are_read_once(read, pdf):
    def twice(page):
        page.drawString(72, 700, "Llamada")
        page.drawString(72.4, 700.2, "Llamada")

    (line,) = read(pdf(twice), "formato.pdf").blocks
    assert line.text == "Llamada"


def test_a_table_that_goes_on_on_the_next_page_is_joined(laid_out):
    rows = [["No.", "Actividad"], *([str(number), f"Actividad {number}"] for number in range(1, 90))]

    def running(canvas):
        canvas.drawString(72, 760, "Segundo Plan de Acción Local")
        canvas.drawString(300, 30, str(canvas.getPageNumber()))

    document = laid_out(grid(rows, widths=[60, 200]), running=running)
    assert len(document.tables) > 2
    (table,) = joined_tables(document)
    assert texts(table) == rows
    assert len(row_groups(table)) == 90
    furniture = [block.text for block in document.paragraphs if block.furniture]
    assert furniture == [
        part for page in range(1, len(document.tables) + 1) for part in ("Segundo Plan de Acción Local", str(page))
    ]
    assert not [block for block in document.paragraphs if not block.furniture]


def test_links_keep_their_address(laid_out):
    blocks = laid_out(
        text('Ver <a href="https://a.mx/minuta">la minuta de la sesión</a> aquí'),
        text('<a href="https://a.mx/b">https://a.mx/b</a>'),
    ).blocks
    assert [block.text for block in blocks] == [
        "Ver la minuta de la sesión (https://a.mx/minuta) aquí",
        "https://a.mx/b",
    ]


def test_a_link_over_a_picture_is_read(read, pdf):
    def draw(canvas):
        canvas.drawString(72, 700, "Medio de verificación:")
        canvas.linkURL("https://a.mx/foto", (72, 600, 172, 650))

    assert [block.text for block in read(pdf(draw), "a.pdf").blocks] == ["Medio de verificación:", "https://a.mx/foto"]


def test_fields_of_a_form_are_read(read, pdf):
    def draw(canvas):
        canvas.drawString(72, 700, "Tema:")
        canvas.acroForm.textfield(name="tema", x=120, y=694, width=200, height=16, value="Agua potable", fontSize=10)
        canvas.drawString(72, 600, "Nuevo")
        canvas.acroForm.checkbox(name="nuevo", x=120, y=596, size=14, checked=True)

    assert [block.text for block in read(pdf(draw), "a.pdf").blocks] == ["Tema: Agua potable", "Nuevo ☒"]


def test_a_scanned_document_is_refused(refusal, pdf):
    picture = lambda canvas: canvas.rect(10, 10, 500, 700, fill=1)  # noqa: E731
    sentence = refusal(pdf(picture, picture), "escaneado.pdf")
    assert "no text was found on its 2 pages" in sentence
    assert "OCR" in sentence


def test_a_page_that_is_a_picture_among_others_is_told(read, pdf):
    picture = ImageReader(Image.new("RGB", (20, 20)))
    data = pdf(
        lambda canvas: canvas.drawString(72, 700, "Texto"), lambda canvas: canvas.drawImage(picture, 0, 0, 500, 700)
    )
    assert [str(warning) for warning in read(data, "mixto.pdf").warnings] == [
        "Page 2 is a picture without text; nothing of it was read.",
    ]


def test_a_document_with_a_password_is_refused(refusal, pdf):
    data = pdf(lambda canvas: canvas.drawString(72, 700, "Secreto"), encrypt=StandardEncryption("clave", strength=128))
    assert "protected with a password" in refusal(data, "secreto.pdf")


def test_a_document_that_only_may_not_be_printed_is_read(read, pdf):
    data = pdf(
        lambda canvas: canvas.drawString(72, 700, "Abierto"), encrypt=StandardEncryption("", "dueño", canPrint=0)
    )
    assert read(data, "abierto.pdf").text() == "Abierto"


def test_a_truncated_document_is_refused(refusal, pdf):
    data = pdf(*[lambda canvas: canvas.drawString(72, 700, "Texto")] * 5)
    for length in (20, 400):
        assert "damaged" in refusal(data[:length], "cortado.pdf")


def test_a_stream_that_unpacks_to_far_more_is_refused(refusal, pdf):
    bomb = zlib.compress(b" " * 60_000_000, 9)
    stream = b"9 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\r\n" % len(bomb) + bomb + b"\nendstream\nendobj\n"
    data = pdf(lambda canvas: canvas.drawString(72, 700, "Texto")).replace(b"xref\n", stream + b"xref\n", 1)
    assert "unpacks to far more" in refusal(data, "bomba.pdf")


def test_a_stream_hidden_in_letters_is_unpacked_too(refusal, pdf):
    bomb = base64.a85encode(zlib.compress(b" " * 60_000_000, 9)) + b"~>"
    stream = b"9 0 obj\n<</Filter[/ASCII85Decode/FlateDecode]>>\nstream\n" + bomb + b"\nendstream\nendobj\n"
    data = pdf(lambda canvas: canvas.drawString(72, 700, "Texto")).replace(b"xref\n", stream + b"xref\n", 1)
    assert "unpacks to far more" in refusal(data, "bomba.pdf")


def test_a_damaged_part_is_told(read, pdf):
    def draw(canvas):
        for number in range(40):
            canvas.drawString(72, 100 + number * 15, f"Renglón número {number}")

    document = pdf(draw)
    at = document.index(b"stream\n") + 300
    damaged = document[:at] + (b"A" if document[at : at + 1] != b"A" else b"B") + document[at + 1 :]
    assert not read(document, "sano.pdf").warnings
    assert "some of its text may be missing" in str(read(damaged, "herido.pdf").warnings[0])


def test_streams_packed_twice_are_refused(refusal, pdf):
    data = pdf(lambda canvas: canvas.drawString(72, 700, "Texto"))
    assert "unpacks to far more" in refusal(data + b"<</Filter[/FlateDecode /FlateDecode]>>", "doble.pdf")


def test_too_many_pages_are_refused(refusal, pdf, monkeypatch):
    monkeypatch.setattr("ckanext.socialprograms.importers.readers.pdf.MAX_PAGES", 2)
    data = pdf(*[lambda canvas: canvas.drawString(72, 700, "Texto")] * 3)
    assert "too many pages, and 2 at most" in refusal(data, "largo.pdf")


def test_a_page_with_thousands_of_rules_is_read_without_tables_and_told(read, pdf, monkeypatch):
    monkeypatch.setattr("ckanext.socialprograms.importers.readers.pdf_page._MAX_RULES", 50)

    def draw(canvas):
        canvas.drawString(72, 700, "Mapa")
        for number in range(60):
            canvas.line(10, number * 10, 500, number * 10)

    document = read(pdf(draw), "mapa.pdf")
    assert document.text() == "Mapa"
    assert "too many drawn lines" in str(document.warnings[0])


def test_a_document_whose_letters_have_no_names_is_refused(refusal, pdf):
    data = pdf(lambda canvas: canvas.drawString(72, 700, "Texto"), pageCompression=0)
    nameless = data.replace(b"(Texto)", b"(\x7f\x81\x8d\x8f\x90)")
    assert "does not say which letters" in refusal(nameless, "sin letras.pdf")
