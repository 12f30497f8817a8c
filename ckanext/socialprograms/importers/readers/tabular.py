"""Cells with spans become rows of equal width; the same for every format that has spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.document import Block, Paragraph, Place, Row, Table
from ckanext.socialprograms.importers.limits import MAX_COLUMNS, MAX_TABLE_CELLS
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


class Tables:
    """Numbers the tables of one document and keeps count of their cells. ``name`` is the file's."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._cells = self._number = 0

    def blocks(self, cells: Sequence[SpanCell], place: Place) -> Iterator[Block]:
        """Give the table that cells make; of a frame (one column) the paragraphs in it. Raises UnreadableFile."""
        height = max((cell.row + 1 for cell in cells), default=0)
        width = max((cell.column + cell.colspan for cell in cells), default=0)
        if width > 1:
            place = replace(place, table=self.next(height, width))
            yield Table(_rows(cells, height, width, place), place)
        else:
            for cell in cells:
                yield from paragraphs(cell.lines, place)

    def next(self, height: int, width: int) -> int:
        """Give the number of the next table. Raises UnreadableFile when it is too large, alone or with the others."""
        self._cells += height * width
        if width > MAX_COLUMNS:
            raise errors.too_many(self._name, Message(N_("columns")), MAX_COLUMNS)
        if self._cells > MAX_TABLE_CELLS:
            raise errors.too_many(self._name, Message(N_("cells")), MAX_TABLE_CELLS)
        self._number += 1
        return self._number


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
        found = grid[cell.row][cell.column]
        before = (pieces.Line(found.text),) if found.text else ()  # cells drawn one over the other
        grid[cell.row][cell.column] = pieces.cell((*before, *cell.lines), found.place, cell.colspan, cell.rowspan)
    return tuple(map(tuple, grid))
