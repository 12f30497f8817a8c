"""Workbooks as LibreOffice saves them in its own format."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from html import escape

import openpyxl


def as_ods(file, errors=()):
    """Give a workbook in OpenDocument's format; ``errors`` names cells whose formulas have none."""
    book = openpyxl.load_workbook(file)
    tables = "".join(
        f'<table:table table:name="{sheet.title}">'
        + "".join(_ods_row(sheet, row, errors) for row in sheet.iter_rows())
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        + 'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for sheet in book.worksheets
    )
    names = "".join(
        f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    names += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", f"<office:document-content{names}>{body}</office:document-content>")
    return made


def _ods_row(sheet, row, errors):
    cells = (_ods_cell(cell, is_error=(sheet.title, cell.row, cell.column) in errors) for cell in row)
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _ods_cell(cell, *, is_error):
    value = cell.value
    if is_error:
        told, lines = 'table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"', ["#DIV/0!"]
    elif value is None:
        return "<table:table-cell/>"
    elif isinstance(value, datetime):
        told, lines = f'office:value-type="date" office:date-value="{value:%Y-%m-%d}"', [f"{value:%d/%m/%Y}"]
    elif isinstance(value, (int, float)):
        kind = "percentage" if "%" in cell.number_format else "float"
        told, lines = f'office:value-type="{kind}" office:value="{value}"', [f"{value:,}"]
    else:
        told, lines = 'office:value-type="string" calcext:value-type="string"', str(value).split("\n")
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    return f"<table:table-cell {told}>{text}</table:table-cell>"
