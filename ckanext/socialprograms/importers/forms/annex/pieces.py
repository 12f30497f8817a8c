"""A document as the form's reader walks it: row by row, a paragraph being a row of one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from ckanext.socialprograms.importers.document import Cell, Document, Paragraph, Place, Sheet, Table, Value
from ckanext.socialprograms.importers.forms.cells import rows_of

BULLET = "●"
_NUMBER_ALONE = re.compile(r"(?:\d+\.)*\d+\.?")
_ROWS_READ = 5_000


@dataclass(frozen=True)
class Said:
    """A line of the document; ``marker`` stood before it, ``first`` where it begins a paragraph.

    ``whole`` is a cell of a sheet as it stands, with its own lines.
    """

    text: str
    place: Place
    marker: str = ""
    first: bool = True
    whole: bool = False


SaidRow = tuple[tuple[Said, ...], ...]


def rows(document: Document) -> Iterator[SaidRow]:
    """Give the rows of a document, each a cell or more with its lines."""
    for block in document.blocks:
        if isinstance(block, Table):
            for row in rows_of(block):
                if cells := tuple(filter(None, map(_cell, row))):
                    yield _numbered(cells)
        elif not block.furniture or _says_a_date(block):
            yield (tuple(_lines(block.text, block.place, block.marker)),)
    for sheet in document.sheets:
        yield from _of_sheet(sheet)


def _of_sheet(sheet: Sheet) -> Iterator[SaidRow]:
    for _, (number, row) in zip(range(_ROWS_READ), sheet.rows(), strict=False):
        cells = tuple(
            (Said(text, Place(sheet=sheet.name, row=number, column=column), whole=True),)
            for column, value in enumerate(row, 1)
            if (text := _text(value))
        )
        if cells:
            yield _numbered(cells)


def _numbered(cells: SaidRow) -> SaidRow:
    """Put a number that stands in a cell of its own before the label beside it."""
    first = cells[0][0]
    if len(cells) > 1 and len(cells[0]) == 1 and _NUMBER_ALONE.fullmatch(first.text):
        beside = cells[1][0]
        return ((replace(beside, text=f"{first.text} {beside.text}"), *cells[1][1:]), *cells[2:])
    return cells


def _cell(cell: Cell) -> tuple[Said, ...]:
    items = list(cell.items)
    found = []
    for line in cell.text.splitlines():
        if text := line.strip():
            marker = BULLET if items and items[0] == line else ""
            if marker:
                items.pop(0)
            found.append(Said(text, cell.place, marker))
    return tuple(found)


def _lines(text: str, place: Place, marker: str) -> Iterable[Said]:
    for number, line in enumerate(text.splitlines()):
        if line.strip():
            yield Said(line.strip(), place, "" if number else marker, first=not number)


def _says_a_date(block: Paragraph) -> bool:
    return "/" in block.text


def _text(value: Value) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
