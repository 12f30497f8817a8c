"""Lays one sample out as text, DOCX, PDF and HTML, as offices do: two-column forms, merged cells, bullets, page breaks."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from docx import Document as Docx
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

MERGED = None
"""A cell that continues the one above it."""


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]
    before: str = ""


Value = str | Bullets | None


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Grid:
    rows: Sequence[Sequence[Value]] = field(default_factory=tuple)


@dataclass(frozen=True)
class Break:
    """The end of a page."""


Block = Heading | Text | Grid | Break


def as_text(blocks: Sequence[Block]) -> bytes:
    """Give the sample as the text copies of the founding documents look: tabs between cells, bullets as inline HTML."""
    parts = []
    for block in blocks:
        if isinstance(block, Grid):
            parts.append("\n".join("\t".join(_text_cell(cell) for cell in row) for row in block.rows))
        elif isinstance(block, (Heading, Text)):
            parts.append(block.text)
        else:
            parts.append("\n")
    return "\n\n".join(parts).encode("utf-8")


def as_docx(blocks: Sequence[Block]) -> bytes:
    """Give the sample as a Word document with merged cells and list paragraphs."""
    document = Docx()
    for block in blocks:
        if isinstance(block, Heading):
            document.add_heading(block.text, level=2)
        elif isinstance(block, Text):
            document.add_paragraph(block.text)
        elif isinstance(block, Grid):
            _docx_table(document, block)
        else:
            document.add_page_break()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf(blocks: Sequence[Block]) -> bytes:
    """Give the sample as a PDF with ruled tables and spans."""
    file = io.BytesIO()
    heading, body = ParagraphStyle("heading", fontSize=14, leading=18), ParagraphStyle("body", fontSize=10, leading=13)
    story = []
    for block in blocks:
        if isinstance(block, Heading):
            story.append(Paragraph(html.escape(block.text), heading))
        elif isinstance(block, Text):
            story.append(Paragraph(html.escape(block.text), body))
        elif isinstance(block, Grid):
            story.append(_pdf_table(block, body))
        else:
            story.append(PageBreak())
    SimpleDocTemplate(file, pagesize=landscape(A4)).build(story)
    return file.getvalue()


def as_html(blocks: Sequence[Block]) -> bytes:
    """Give the sample as a web page with rowspans and lists."""
    parts = ["<!doctype html><html lang='es'><meta charset='utf-8'><title>Muestra</title><script>alert(1)</script>"]
    for block in blocks:
        if isinstance(block, Heading):
            parts.append(f"<h2>{html.escape(block.text)}</h2>")
        elif isinstance(block, Text):
            parts.append(f"<p>{html.escape(block.text)}</p>")
        elif isinstance(block, Grid):
            rows = (_html_row(block, index) for index in range(len(block.rows)))
            parts.append(f"<table>{''.join(rows)}</table>")
    return "\n".join(parts).encode("utf-8")


def _text_cell(cell: Value) -> str:
    if isinstance(cell, Bullets):
        bullets = " ".join(f"● {item}" for item in cell.items)
        before = f"{cell.before} " if cell.before else ""
        return f'{before}<ul style="list-style-type: none"> {bullets} </ul>'
    return cell or ""


def _spans(grid: Grid) -> list[tuple[int, int, int]]:
    """Give (column, first row, last row) of every merged cell."""
    found = []
    for column in range(len(grid.rows[0])):
        start = 0
        for row in range(1, len(grid.rows) + 1):
            if row < len(grid.rows) and grid.rows[row][column] is MERGED:
                continue
            if row - 1 > start:
                found.append((column, start, row - 1))
            start = row
    return found


def _docx_table(document, grid: Grid) -> None:
    table = document.add_table(rows=len(grid.rows), cols=len(grid.rows[0]), style="Table Grid")
    for column, first, last in _spans(grid):
        table.cell(first, column).merge(table.cell(last, column))
    for number, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            if cell is MERGED:
                continue
            place = table.cell(number, column)
            if isinstance(cell, Bullets):
                place.paragraphs[0].text = cell.before
                for item in cell.items:
                    place.add_paragraph(item, style="List Bullet")
            else:
                place.paragraphs[0].text = cell


def _pdf_table(grid: Grid, style: ParagraphStyle) -> Table:
    rows = [[_pdf_cell(cell, style) for cell in row] for row in grid.rows]
    spans = [("SPAN", (column, first), (column, last)) for column, first, last in _spans(grid)]
    width = 700 / len(grid.rows[0])
    rules = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP"), *spans]
    return Table(rows, colWidths=[width] * len(grid.rows[0]), style=TableStyle(rules))


def _pdf_cell(cell: Value, style: ParagraphStyle) -> object:
    if isinstance(cell, Bullets):
        before = [Paragraph(html.escape(cell.before), style)] if cell.before else []
        return [*before, *(Paragraph(f"● {html.escape(item)}", style) for item in cell.items)]
    return Paragraph(html.escape(cell), style) if cell else ""


def _html_row(grid: Grid, index: int) -> str:
    spans = {(column, first): last - first + 1 for column, first, last in _spans(grid)}
    cells = []
    for column, cell in enumerate(grid.rows[index]):
        if cell is None:
            continue
        rows = spans.get((column, index), 1)
        cells.append(f"<td{f' rowspan={rows}' if rows > 1 else ''}>{_html_cell(cell)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _html_cell(cell: str | Bullets) -> str:
    if isinstance(cell, Bullets):
        items = "".join(f"<li>{html.escape(item)}</li>" for item in cell.items)
        return f"{f'<p>{html.escape(cell.before)}</p>' if cell.before else ''}<ul>{items}</ul>"
    return html.escape(cell)
