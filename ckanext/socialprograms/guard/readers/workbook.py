"""Workbooks (XLSX, XLSM, ODS, XLS): every sheet, hidden ones too, and what lies behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ckanext.socialprograms.guard.parts import Part, Source, Table, Text
from ckanext.socialprograms.guard.readers import links, package
from ckanext.socialprograms.guard.readers.frames import frames
from ckanext.socialprograms.importers.document import NumberedRow, Sheet, Value
from ckanext.socialprograms.importers.limits import MAX_CELLS, MAX_ROWS
from ckanext.socialprograms.importers.readers import ole, workbook
from ckanext.socialprograms.importers.readers.grids import xlsx_grid, xlsx_parts
from ckanext.socialprograms.importers.readers.kinds import kind_of
from ckanext.socialprograms.importers.readers.sizes import SheetSize
from ckanext.socialprograms.importers.readers.sparse import sparse_rows

_NO_END = 2**31
_SIGNS = re.compile(r"[^\w@.+%-]+")
_READERS = {"xlsx": workbook.read_xlsx, "ods": workbook.read_ods, "xls": workbook.read_xls}


def read(source: Source) -> Iterator[Part]:
    """Give the sheets of a workbook, then its comments, properties and everything else. Raises UnreadableFile."""
    data = source.bytes()
    for name, rows in sheets(source, data):
        yield Table(source.inside(name), frames(rows, source))
    if data.startswith(ole.MAGIC):
        yield Text(source.part, _old_texts(data))
    else:
        if kind_of(data, source.name) == "ods":
            yield Table(source.part, frames(([link] for link in links.of_ods(data)), source))
        yield from package.behind(source, data)


def sheets(source: Source, data: bytes) -> Iterator[tuple[str, Iterator[Sequence[Value]]]]:
    """Give the name and the rows of each sheet, hidden ones too, however many rows there are. Raises UnreadableFile."""
    kind = kind_of(data, source.name)
    parts = xlsx_parts(data, source.name) if kind == "xlsx" else {}
    for sheet in _READERS[kind](data, source.name).sheets:
        part = parts.get(sheet.name, "")
        rows = _xlsx_rows(data, source.name, sheet, part) if parts else sheet.rows()
        if part and (behind := links.of_sheet(data, part)):
            rows = links.followed(iter(rows), behind)
        yield sheet.name, (values for _, values in rows)


def _xlsx_rows(data: bytes, name: str, sheet: Sheet, part: str) -> Iterator[NumberedRow]:
    """Give the rows of a sheet; those of a long one as they are read."""
    grid = xlsx_grid(data, name, part, SheetSize(name, most_rows=_NO_END, most_cells=_NO_END))
    if grid.rows > MAX_ROWS or grid.cells > MAX_CELLS:
        return sparse_rows(data, name, sheet.name, SheetSize(name, most_rows=_NO_END, most_cells=_NO_END))
    return sheet.rows()


def _old_texts(data: bytes) -> Iterator[tuple[None, str]]:
    """Give an old workbook's bytes as the texts that they may be: its comments and properties are among them."""
    for encoding in ("windows-1252", "utf-16-le"):
        yield None, _SIGNS.sub("\n", data.decode(encoding, "replace"))
