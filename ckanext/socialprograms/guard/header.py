"""Which of the first rows of a table names its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ckanext.socialprograms.guard.masking import masked
from ckanext.socialprograms.guard.names import kinds_of, roles_of
from ckanext.socialprograms.guard.patterns import HINT
from ckanext.socialprograms.importers.document import column_letters

Row = Sequence[str | None]

FIRST_ROWS = 40
_MOST = 0.6
_LONGEST, _LONGEST_CELL = 80, 300
_NAMED = 2
_OF_PEOPLE = frozenset({"name", "surname", "age", "sex", "person"})
_NUMBER = re.compile(r"[\d$%.,:/ +-]+")


@dataclass(frozen=True)
class Header:
    """The names of columns, in the row itself and above it, and how many rows they take."""

    names: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    rows: int = 0

    def label(self, column: int) -> str:
        """Give what a column is called, or its letters; a name that may be somebody's is masked."""
        name = self.names[column] if column < len(self.names) else ""
        if not name:
            return column_letters(column + 1)
        return masked(name) if re.search(HINT, name) else name[:_LONGEST]

    def words(self, column: int) -> str:
        """Give all that stands over a column."""
        parts = [names[column] for names in (self.above, self.names) if column < len(names)]
        return " ".join(filter(None, parts))


def header_of(first: Sequence[Row]) -> Header:
    """Find the row that names the columns: the first that is nearly as wide as the widest, all of words.

    A row whose words stand again in their own columns below is one of the table, not its header.
    """
    rows = [[_text(cell) for cell in row] for row in first]
    filled = [sum(bool(cell) for cell in row) for row in rows]
    widest = max(filled, default=0)
    for number, row in enumerate(rows):
        if filled[number] >= _MOST * widest and filled[number]:
            if _is_data(row, filled[number]) or _recurs(row, rows[number + 1 :]):
                return Header()
            above = rows[number - 1] if number and filled[number - 1] > 1 else ()
            return Header(tuple(row), _carried(above), number + 1)
    return Header()


def _text(cell: str | None) -> str:
    return " ".join((cell or "")[:_LONGEST_CELL].split())


def _is_data(row: Sequence[str], filled: int) -> bool:
    """Tell a row in which a cell has an identifier, or one cell in three is a number and none names what people have.

    Lists of who came or was paid have the days or the years in their header.
    """
    if any(re.search(HINT, cell) for cell in row):
        return True
    if sum(bool(_NUMBER.fullmatch(cell)) for cell in row) * 3 <= filled:
        return False
    return sum(bool(kinds_of(cell) or roles_of(cell) & _OF_PEOPLE) for cell in row) < _NAMED


def _recurs(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Tell whether a third of the cells of a row come again in the columns where they stand."""
    others = [other for other in below if list(other) != list(row)]  # a header may stand again over each page
    again = sum(bool(cell) and any(cell == other[at] for other in others) for at, cell in enumerate(row))
    return again * 3 >= sum(bool(cell) for cell in row)


def _carried(row: Sequence[str]) -> tuple[str, ...]:
    """Give the texts above a header, each over the columns that its merged cell spans."""
    carried, last = [], ""
    for cell in row:
        last = cell or last
        carried.append(last)
    return tuple(carried)
