"""Workbooks without some of their columns, as XLSX: the values of the sheets that can be seen."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from ckanext.socialprograms.guard.cleaners.columns import kept
from ckanext.socialprograms.guard.parts import Source
from ckanext.socialprograms.guard.readers.workbook import sheets
from ckanext.socialprograms.guard.report import Scan

_LONGEST = 32_767
_MOST_DIGITS = 15


def clean(source: Source, scan: Scan, target: Path) -> None:
    """Write the sheets that are not hidden. Raises UnreadableFile."""
    data = source.bytes()
    seen = {
        sheet.name
        for sheet in CalamineWorkbook.from_filelike(io.BytesIO(data)).sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible
    }
    workbook = openpyxl.Workbook(write_only=True)
    for name, rows in sheets(source, data):
        if name in seen:
            gone = scan.columns(source.inside(name))
            sheet = workbook.create_sheet(name)
            for row in kept(_counted(rows, source), gone):
                sheet.append([_cell(sheet, value) for value in row])
    if not workbook.worksheets:
        workbook.create_sheet()
    workbook.save(target)


def _counted(rows: Iterator[Sequence[object]], source: Source) -> Iterator[Sequence[object]]:
    for row in rows:
        source.clock.check(source.name)
        yield row


def _cell(sheet: Any, value: object) -> Any:
    """Give a cell whose text stays a text, whatever it begins with."""
    if isinstance(value, int) and len(str(abs(value))) > _MOST_DIGITS:
        value = str(value)
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST])
    cell.data_type = "s"
    return cell
