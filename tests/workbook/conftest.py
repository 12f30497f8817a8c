"""Records with every field filled, and workbooks of them as files."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest

from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.workbook.layout import CHOICE, CHOICES, COUNT, DATE, FILES, LIST, NUMBER, layouts
from ckanext.socialprograms.workbook.writing import workbook

VALUES = {DATE: "2024-02-29", NUMBER: "1234.5", COUNT: "12500", LIST: ["uno", "dos, y tres"]}


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


@pytest.fixture
def edited():
    """Give ``changed``."""
    return changed
