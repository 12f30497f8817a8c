"""Workbooks (XLSX, XLSM, ODS, XLS): every sheet, hidden ones too, and what lies behind them."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.socialprograms.guard.parts import Part, Source, Table
from ckanext.socialprograms.guard.readers import package
from ckanext.socialprograms.guard.readers.frames import frames
from ckanext.socialprograms.importers.document import NumberedRow, Sheet
from ckanext.socialprograms.importers.limits import MAX_CELLS, MAX_ROWS
from ckanext.socialprograms.importers.readers import workbook
from ckanext.socialprograms.importers.readers.grids import xlsx_grid, xlsx_parts
from ckanext.socialprograms.importers.readers.sizes import SheetSize
from ckanext.socialprograms.importers.readers.sparse import sparse_rows

_NO_END = 2**31


def read_xlsx(source: Source) -> Iterator[Part]:
    """Give the sheets of an Excel workbook, then its comments, properties and everything else. Raises UnreadableFile."""
    data = source.bytes()
    parts = xlsx_parts(data, source.name)
    for sheet in workbook.read_xlsx(data, source.name).sheets:
        yield _table(source, sheet, _xlsx_rows(data, source.name, sheet, parts.get(sheet.name, "")))
    yield from package.behind(source, data)


def read_ods(source: Source) -> Iterator[Part]:
    """Give the sheets of an OpenDocument workbook, then its comments and properties. Raises UnreadableFile."""
    data = source.bytes()
    for sheet in workbook.read_ods(data, source.name).sheets:
        yield _table(source, sheet, sheet.rows())
    yield from package.behind(source, data)


def read_xls(source: Source) -> Iterator[Part]:
    """Give the sheets of an old Excel workbook. Raises UnreadableFile."""
    for sheet in workbook.read_xls(source.bytes(), source.name).sheets:
        yield _table(source, sheet, sheet.rows())


def _table(source: Source, sheet: Sheet, rows: Iterator[NumberedRow]) -> Table:
    return Table(source.inside(sheet.name), frames((values for _, values in rows), source))


def _xlsx_rows(data: bytes, name: str, sheet: Sheet, part: str) -> Iterator[NumberedRow]:
    """Give the rows of a sheet however many there are: those of a long one as they are read."""
    grid = xlsx_grid(data, name, part)
    if grid.rows > MAX_ROWS or grid.cells > MAX_CELLS:
        return sparse_rows(data, name, sheet.name, SheetSize(name, most_rows=_NO_END, most_cells=_NO_END))
    return sheet.rows()
