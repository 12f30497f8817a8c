"""Gives back a workbook as it was sent, with a note at each cell that can't be imported."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from ckanext.socialprograms.exporters.unfinished import tidied_alone

LARGEST = 12 * 1024 * 1024
"""Bytes of a workbook that is marked; a larger one would take too much memory."""
_WRONG = PatternFill("solid", fgColor="FFD9D6")
_TAB = "C0362C"


@dataclass(frozen=True)
class Mark:
    """What is wrong at a cell; rows and columns count from 1, without a column the row's first cell is meant."""

    sheet: str
    row: int
    column: int | None
    text: str


def marked(content: bytes, marks: Iterable[Mark]) -> bytes:
    """Give the workbook with its marks; one at a sheet that is not there is left out. Raises OSError on a full disk."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    told: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    for mark in marks:
        told[mark.sheet, mark.row, mark.column or 1].append(mark.text)
    for (title, row, column), texts in told.items():
        if title in book.sheetnames:
            sheet = book[title]
            sheet.sheet_properties.tabColor = _TAB
            cell = sheet.cell(row, column)
            cell.fill = _WRONG
            cell.comment = Comment("\n".join(texts), "CKAN", width=320, height=160)
    saved = io.BytesIO()
    with tidied_alone():
        book.save(saved)
    return saved.getvalue()
