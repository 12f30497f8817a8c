"""Records with every field filled, and workbooks of them as files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from html import escape

import openpyxl
import pytest

from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.workbook.layout import CHOICE, CHOICES, DATE, FILES, LIST, NUMBER, layouts
from ckanext.socialprograms.workbook.writing import workbook

VALUES = {DATE: "2024-02-29", NUMBER: "1234.5", LIST: ["uno", "dos, y tres"]}


def value_of(column):
    """Give a value that the field of a column can hold."""
    if column.kind == CHOICE:
        return column.choices[-1].value
    if column.kind == CHOICES:
        return [one.value for one in column.choices[:2]]
    return VALUES.get(column.kind, f"=Texto de {column.name}\nen dos líneas")


def filled(type_, number=1):
    """Give a dataset dict with something in every field and two rows in every group."""
    first, *groups = layouts(type_)
    data = {column.name: value_of(column) for column in first.fields}
    for sheet in groups:
        rows = [{column.name: value_of(column) for column in sheet.fields} for _ in range(2)]
        data[sheet.group] = [{**row, "id": f"file-{n}"} if sheet.group == FILES else row for n, row in enumerate(rows)]
    organization = {"name": "dif", "title": "DIF Municipal"}
    return {**data, "id": f"id-{number}", "name": f"registro-{number}", "type": type_, "organization": organization}


def written(type_, *records, say: Callable[[str], str] = str):
    """Give the workbook of records as a file."""
    return io.BytesIO(b"".join(workbook(type_, records, say)))


def read(file, name="libro.xlsx"):
    """Give what importing a file reads."""
    file.seek(0)
    return read_file(file, name)


def changed(file, *cells):
    """Change cells of a workbook as a person does: by sheet, row and name of the column."""
    book = openpyxl.load_workbook(file)
    for sheet, row, name, value in cells:
        page = book.worksheets[sheet]
        names = [str(cell.value).partition(":")[0] for cell in page[2]]
        page.cell(row, names.index(name) + 1).value = value
    saved = io.BytesIO()
    book.save(saved)
    return saved


def as_ods(file, errors=()):
    """Give a workbook as LibreOffice saves it as OpenDocument; ``errors`` names cells whose formulas have none."""
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
        told, lines = f'office:value-type="float" office:value="{value}"', [f"{value:,}"]
    else:
        told, lines = 'office:value-type="string" calcext:value-type="string"', str(value).split("\n")
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    return f"<table:table-cell {told}>{text}</table:table-cell>"


@pytest.fixture
def edited():
    """Give ``changed``."""
    return changed
