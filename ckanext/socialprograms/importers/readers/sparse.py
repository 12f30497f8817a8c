"""Sheets of an Excel workbook whose few values stand far apart: slower, but without room for what lies between."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import time, timedelta
from zipfile import BadZipFile

import openpyxl
from lxml.etree import LxmlError

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.document import NumberedRow, Place, Value
from ckanext.socialprograms.importers.readers.sizes import SheetSize

_TROUBLE = (BadZipFile, LxmlError, KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError)


def sparse_rows(data: bytes, name: str, title: str, size: SheetSize | None = None) -> Iterator[NumberedRow]:
    """Give the rows of one sheet that hold something, as ``Sheet.rows``, counted by ``size``. Raises UnreadableFile."""
    size = size or SheetSize(name, title)
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = workbook[title]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            values = tuple(map(cell_value, row))
            if any(value is not None for value in values):
                size.add(len(values))
                yield number, values
    except _TROUBLE as error:
        raise errors.damaged(name, Place(sheet=title).message()) from error


def cell_value(value: object) -> Value:
    """Give a cell's value: Excel knows no whole numbers, and a blank text is an empty cell."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, (time, timedelta)):
        return str(value)
    return value  # pyright: ignore[reportReturnType] (None, bool, int, date or datetime, say the libraries)
