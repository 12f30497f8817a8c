"""How many cells the sheets of an old Excel workbook (XLS) need, asked before a library makes room for them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.limits import MAX_GRID_CELLS
from ckanext.socialprograms.importers.readers.grids import Grid
from ckanext.socialprograms.importers.readers.ole import OleFile
from ckanext.socialprograms.messages import N_, Message

_CELLS = {
    0x0002,
    0x0003,
    0x0004,
    0x0005,
    0x0006,
    0x00BD,
    0x00D6,
    0x00FD,
    0x0203,
    0x0204,
    0x0205,
    0x0206,
    0x027E,
    0x0406,
}
_MANY_NUMBERS = 0x00BD
_TRUTH = 0x0205
"""True, false or an error."""
_FORMULAS = (0x0006, 0x0206, 0x0406)
_SHEET, _END, _PASSWORD = 0x0085, 0x000A, 0x002F
_MAX_RECORDS = 20_000_000


def grids(data: bytes, name: str) -> list[Grid]:
    """Measure the sheets of a workbook, in their order.

    Raises UnreadableFile for one with a password, or whose sheets together need too much room.
    """
    book = OleFile(data)
    try:
        stream = book.stream("Workbook" if "Workbook" in book.names else "Book")
    except EOFError as error:
        raise errors.damaged(name, str(error)) from error
    sheets, records, found = [], 0, []
    for kind, start, length in _records(stream, 0):
        records += 1
        if kind == _PASSWORD:
            raise errors.encrypted(name)
        if kind == _SHEET and length >= 4:  # noqa: PLR2004 (a position in the stream)
            sheets.append(*struct.unpack_from("<I", stream, start))
    for sheet in sheets:
        found.append(grid := Grid())
        for kind, start, length in _records(stream, sheet):
            records += 1
            if kind in _CELLS:
                _hold(grid, kind, stream[start : start + length])
        if sum(one.cells for one in found) > MAX_GRID_CELLS or records > _MAX_RECORDS:
            raise errors.too_many(name, Message(N_("cells")), MAX_GRID_CELLS)
    return found


def _hold(grid: Grid, kind: int, record: bytes) -> None:
    if len(record) >= 6:  # noqa: PLR2004 (row, column, format)
        row, column = struct.unpack_from("<HH", record)
        last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind == _MANY_NUMBERS else column
        grid.hold(row + 1, max(column, last) + 1)
        if (kind == _TRUTH and record[7:8] == b"\x01") or (kind in _FORMULAS and _is_error(record[6:14])):
            grid.miss(row + 1, column + 1)


def _is_error(result: bytes) -> bool:
    """Say whether the result of a formula is an error: two bytes that no number ends in say that it is none."""
    return result[:1] == b"\x02" and result[6:] == b"\xff\xff"


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Give kind, position and length of each record up to the end of its sheet."""
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, start + 4, length
        if kind == _END:
            return
        start += 4 + length
