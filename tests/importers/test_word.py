from __future__ import annotations

import io

import docx
import docx.opc.constants
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ckanext.socialprograms.importers import limits


@pytest.fixture
def blocks(read):
    """Read a document that a function fills."""

    def made(fill):
        document = docx.Document()
        fill(document)
        file = io.BytesIO()
        document.save(file)
        return read(file.getvalue(), "formato.docx").blocks

    return made


def add_xml(document, xml: str) -> None:
    document.element.body.insert(0, parse_xml(xml.replace(">", f" {nsdecls('w', 'r')}>", 1)))


def texts(table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_paragraphs_and_tables_come_in_their_order(blocks):
    def fill(document):
        document.add_heading("Objetivo", 1)
        document.add_table(1, 2).rows[0].cells[0].text = "Tema"
        document.add_paragraph("Al final")

    heading, table, last = blocks(fill)
    assert (heading.text, heading.heading) == ("Objetivo", True)
    assert texts(table) == [["Tema", ""]]
    assert (last.text, last.heading) == ("Al final", False)


def test_merged_cells_are_given_once_and_leave_empty_cells(blocks):
    def fill(document):
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "1"
        table.cell(2, 0).merge(table.cell(2, 2)).text = "Todo"
        table.cell(0, 1).text, table.cell(1, 1).text = "a", "b"

    (table,) = blocks(fill)
    assert texts(table) == [["1", "a", ""], ["", "b", ""], ["Todo", "", ""]]
    assert (table.rows[0][0].rowspan, table.rows[2][0].colspan) == (2, 3)
    assert str(table.rows[1][1].place) == "table 1, row 2, column 2"


def test_bullets_and_numbers_are_items(blocks):
    def fill(document):
        cell = document.add_table(1, 2).rows[0].cells[1]
        cell.paragraphs[0].text = "Entrega:"
        for text in ("Convocatoria", "Minuta"):
            cell.add_paragraph(text, style="List Bullet")
        for text in ("Uno", "Dos"):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("● Tecleado")

    table, *items = blocks(fill)
    assert table.rows[0][1].items == ("Convocatoria", "Minuta")
    assert table.rows[0][1].text == "Entrega:\nConvocatoria\nMinuta"
    assert [(item.marker, item.text) for item in items] == [("1.", "Uno"), ("2.", "Dos"), ("●", "Tecleado")]


def test_headings_are_styled_or_bold_or_in_capitals(blocks):
    def fill(document):
        document.add_paragraph("Plan", style="Title")
        document.add_paragraph().add_run("Metas").bold = True
        document.add_paragraph("MEDIOS DE VERIFICACIÓN")
        paragraph = document.add_paragraph("Un texto con ")
        paragraph.add_run("fuerza").bold = True

    assert [block.heading for block in blocks(fill)] == [True, True, True, False]


def test_line_breaks_tabs_and_hyphens_are_read(blocks):
    def fill(document):
        run = document.add_paragraph("Uno").add_run()
        run.add_break()
        run.add_text("Dos\tTres")

    assert blocks(fill)[0].text == "Uno\nDos Tres"


def test_page_breaks_count_pages(blocks):
    def fill(document):
        document.add_paragraph("Uno")
        document.add_page_break()
        document.add_paragraph("Dos")

    assert [block.place.page for block in blocks(fill)] == [1, 2]


def test_deleted_text_is_left_out_and_inserted_text_is_read(blocks):
    xml = (
        '<w:p><w:r><w:t xml:space="preserve">Fecha: </w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>ayer</w:delText><w:t>ayer</w:t></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>hoy</w:t></w:r></w:ins></w:p>'
    )
    assert blocks(lambda document: add_xml(document, xml))[0].text == "Fecha: hoy"


def test_content_controls_are_read_as_what_they_hold(blocks):
    xml = (
        "<w:sdt><w:sdtContent><w:tbl><w:tblGrid/>"
        "<w:sdt><w:sdtContent><w:tr><w:tc><w:p><w:r><w:t>Nuevo</w:t></w:r></w:p></w:tc>"
        "<w:sdt><w:sdtContent><w:tc><w:p><w:sdt><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt></w:p></w:tc>"
        "</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>"
    )
    assert texts(blocks(lambda document: add_xml(document, xml))[0]) == [["Nuevo", "☒"]]


def test_check_boxes_of_forms_are_ticked_or_not(blocks):
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData></w:fldChar></w:r>'
    xml = f"<w:p>{box.format('<w:checked/>')}<w:r><w:t>Nuevo </w:t></w:r>{box.format('')}<w:r><w:t>En curso</w:t></w:r></w:p>"
    assert blocks(lambda document: add_xml(document, xml))[0].text == "☒ Nuevo ☐ En curso"


def test_the_address_of_a_link_stands_after_its_words(blocks):
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://a.mx/minuta" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Minuta</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )

    def fill(document):
        add_xml(document, field)
        for words in ("Informe", "https://a.mx/b"):
            where = document.part.relate_to(
                "https://a.mx/b", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{where}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>'
            document.add_paragraph("Ver ")._p.append(parse_xml(link))

    assert [block.text for block in blocks(fill)] == [
        "Minuta (https://a.mx/minuta)",
        "Ver Informe (https://a.mx/b)",
        "Ver https://a.mx/b",
    ]


def test_numbers_that_word_writes_are_counted_in_their_form(blocks):
    def fill(document):
        lists = document.part.numbering_part.element
        lists.insert(
            0,
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
                '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>'
                '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%2."/></w:lvl>'
                '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Actividad %3:"/></w:lvl>'
                "</w:abstractNum>",
            ),
        )
        lists.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
        for level, text in ((0, "c"), (1, "uno"), (1, "dos"), (2, "Taller"), (0, "d"), (1, "otra vez")):
            number = f'<w:pPr {nsdecls("w")}><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr></w:pPr>'
            document.add_paragraph(text)._p.insert(0, parse_xml(number))

    assert [(block.marker, block.text) for block in blocks(fill)] == [
        ("c)", "c"),
        ("I.", "uno"),
        ("II.", "dos"),
        ("", "Actividad 1: Taller"),
        ("d)", "d"),
        ("I.", "otra vez"),
    ]


def test_text_boxes_are_read_once(blocks):
    box = "<w:txbxContent><w:p><w:r><w:t>Eje 4</w:t></w:r></w:p></w:txbxContent>"
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:AlternateContent {names}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    xml = f"<w:p><w:r><w:t>Plan</w:t></w:r><w:r>{both}</w:r></w:p>"
    assert [block.text for block in blocks(lambda document: add_xml(document, xml))] == ["Plan", "Eje 4"]


def test_running_headers_and_footers_are_furniture(blocks):
    def fill(document):
        document.sections[0].header.paragraphs[0].text = "Segundo Plan de Acción"
        document.sections[0].footer.paragraphs[0].text = "Página 1"
        document.add_paragraph("Objetivo")

    assert [(block.text, block.furniture) for block in blocks(fill)] == [
        ("Segundo Plan de Acción", True),
        ("Objetivo", False),
        ("Página 1", True),
    ]


def test_a_frame_of_one_column_is_read_as_paragraphs(blocks):
    def fill(document):
        document.add_table(2, 1).columns[0].cells[1].text = "Dentro"

    assert [block.text for block in blocks(fill)] == ["Dentro"]


def test_a_table_inside_a_cell_is_read_with_the_cell(blocks):
    def fill(document):
        cell = document.add_table(1, 2).rows[0].cells[1]
        inner = cell.add_table(1, 2)
        inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "a", "b"

    (table,) = blocks(fill)
    assert texts(table) == [["", "a\nb"]]


def test_an_xml_part_too_large_to_hold_is_refused(refusal, packed, monkeypatch):
    monkeypatch.setattr("ckanext.socialprograms.importers.readers.word.MAX_TREE_BYTES", limits.MEGABYTE)
    data = packed({"word/document.xml": b"<a/>" + b" " * (limits.MEGABYTE + 1)})
    assert "unpacks to far more" in refusal(data, "enorme.docx")


def test_a_package_without_what_word_needs_is_refused(refusal, packed):
    assert "damaged at word/document.xml" in refusal(packed({"word/document.xml": "<a/>"}), "falso.docx")


def test_a_document_without_text_is_refused(refusal):
    file = io.BytesIO()
    docx.Document().save(file)
    assert "the file is empty" in refusal(file.getvalue(), "vacio.docx")
