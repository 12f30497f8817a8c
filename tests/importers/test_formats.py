"""One document in four formats: a form reader must find the same in each."""

from __future__ import annotations

import io

import docx
import pytest
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

HEADER = ("No.", "OBJETIVOS O METAS", "ACTIVIDADES", "FECHA", "MEDIOS DE VERIFICACIÓN")
GOAL = "Revisar con los comités de cada colonia cómo se reparten los apoyos y publicar lo que se acuerde en cada sesión"
PROOFS = ("Convocatoria", "Lista de asistencia de cada una de las sesiones que se celebren", "Minuta")
ROWS = (
    (HEADER, None),
    (("1", GOAL, "Primera sesión", "05/09/2019", ""), PROOFS),
    (("", "", "Segunda sesión", "09/09/2019", ""), None),
    (("2", "Publicar el padrón", "Por definir", "Por definir", "Enlace de consulta"), None),
)
TITLE, NOTE = (
    "PLAN ANUAL DE TRABAJO",
    "Las fechas pueden cambiar; cada cambio se publica con su razón en el tablero de monitoreo.",
)


def as_text() -> bytes:
    lines = []
    for cells, proofs in ROWS:
        bullets = '<ul style="list-style-type: none"> ' + " ".join(f"● {proof}" for proof in proofs or ())
        lines.append("\t".join((*cells[:4], bullets if proofs else cells[4])))
    return "\n\n".join((TITLE, "\n".join(lines), NOTE)).encode()


def as_html() -> bytes:
    rows = []
    for number, (cells, proofs) in enumerate(ROWS):
        spans = ' rowspan="2"' if number == 1 else ""
        shown = [cell for index, cell in enumerate(cells) if not (number == 2 and index in (0, 1, 4))]
        parts = [f"<td{spans if index in (0, 1) else ''}>{cell}</td>" for index, cell in enumerate(shown)]
        if proofs:
            parts[4] = f"<td{spans}><ul>{''.join(f'<li>{proof}</li>' for proof in proofs)}</ul></td>"
        rows.append(f"<tr>{''.join(parts)}</tr>")
    return f"<!doctype html><meta charset=utf-8><h3>{TITLE}</h3><table>{''.join(rows)}</table><p>{NOTE}</p>".encode()


def as_docx() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 3)
    table = document.add_table(len(ROWS), len(HEADER))
    for number, (cells, proofs) in enumerate(ROWS):
        for column, cell in enumerate(cells):
            table.cell(number, column).text = cell
        for proof in proofs or ():
            table.cell(number, 4).add_paragraph(proof, style="List Bullet")
    for column in (0, 1, 4):
        table.cell(1, column).merge(table.cell(2, column))
    document.add_paragraph(NOTE)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf() -> bytes:
    style = getSampleStyleSheet()["BodyText"]
    rows = []
    for cells, proofs in ROWS:
        parts: list[object] = [Paragraph(cell, style) if cell else "" for cell in cells]
        if proofs:
            parts[4] = [Paragraph(f"• {proof}", style) for proof in proofs]
        rows.append(parts)
    spans = [("SPAN", (column, 1), (column, 2)) for column in (0, 1, 4)]
    rules = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP"), *spans]
    file = io.BytesIO()
    table = Table(rows, colWidths=[30, 170, 110, 80, 160], style=TableStyle(rules))
    SimpleDocTemplate(file, pagesize=landscape(letter)).build([Paragraph(TITLE, style), table, Paragraph(NOTE, style)])
    return file.getvalue()


@pytest.mark.parametrize(("make", "kind"), [(as_text, "txt"), (as_docx, "docx"), (as_html, "html"), (as_pdf, "pdf")])
def test_every_format_gives_the_same_paragraphs_and_tables(read, make, kind):
    document = read(make(), "plan")
    title, table, note = document.blocks
    assert document.kind == kind
    assert (title.text, title.heading, note.text, note.heading) == (TITLE, True, NOTE, False)
    assert [[cell.text for cell in row] for row in table.rows] == [
        [*cells[:4], "\n".join(proofs) if proofs else cells[4]] for cells, proofs in ROWS
    ]
    assert [[cell.items for cell in row if cell.items] for row in table.rows] == [[], [PROOFS], [], []]
