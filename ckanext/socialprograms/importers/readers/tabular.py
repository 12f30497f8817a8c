"""Cells with spans become rows of equal width; the same for every format that has spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.document import Block, Paragraph, Place, Row, Table
from ckanext.socialprograms.importers.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from ckanext.socialprograms.importers.readers import pieces
from ckanext.socialprograms.messages import N_, Message


@dataclass(frozen=True)
class SpanCell:
    """The lines of a cell and where it stands: ``row`` and ``column`` from 0, on a grid without spans."""

    row: int
    column: int
    lines: tuple[pieces.Line, ...] = ()
    colspan: int = 1
    rowspan: int = 1


def block(cells: Sequence[SpanCell], place: Place, name: str) -> Iterator[Block]:
    """Give the table that cells make; of a frame (one column) the paragraphs inside it. Raises UnreadableFile."""
    height = max((cell.row + 1 for cell in cells), default=0)
    width = max((cell.column + cell.colspan for cell in cells), default=0)
    check(height, width, name)
    if width > 1:
        yield Table(_rows(cells, height, width, place), place)
    else:
        for cell in cells:
            yield from paragraphs(cell.lines, replace(place, row=cell.row + 1))


def paragraphs(lines: Sequence[pieces.Line], place: Place) -> Iterator[Paragraph]:
    """Give lines as paragraphs of their own."""
    for line in lines:
        if text := pieces.clean(line.text):
            yield Paragraph(text, place, pieces.is_heading(text), line.marker)


def _rows(cells: Sequence[SpanCell], height: int, width: int, place: Place) -> tuple[Row, ...]:
    grid = [
        [pieces.cell((), replace(place, row=row, column=column)) for column in range(1, width + 1)]
        for row in range(1, height + 1)
    ]
    for cell in cells:
        where = grid[cell.row][cell.column].place
        grid[cell.row][cell.column] = pieces.cell(cell.lines, where, cell.colspan, cell.rowspan)
    return tuple(map(tuple, grid))


def check(height: int, width: int, name: str) -> None:
    """Refuse a table that is too large. Raises UnreadableFile."""
    if width > MAX_COLUMNS:
        raise errors.too_many(name, Message(N_("columns")), MAX_COLUMNS)
    if height > MAX_ROWS:
        raise errors.too_many(name, Message(N_("rows")), MAX_ROWS)
    if height * width > MAX_CELLS:
        raise errors.too_many(name, Message(N_("cells")), MAX_CELLS)
