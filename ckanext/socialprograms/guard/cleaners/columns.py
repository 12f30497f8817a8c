"""Which columns of a table stay, told from its first rows as the scan told them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from ckanext.socialprograms.guard.header import FIRST_ROWS, Header, header_of
from ckanext.socialprograms.guard.readers.frames import written


@dataclass(frozen=True)
class Kept:
    """The header of a table and the columns that go; what stands above its header goes too."""

    header: Header
    gone: frozenset[str]

    def row(self, values: Sequence[object]) -> list[object]:
        """Give the values that stay."""
        return [value for at, value in enumerate(values) if self.header.label(at) not in self.gone]


def kept(rows: Iterable[Sequence[object]], gone: frozenset[str]) -> Iterator[list[object]]:
    """Give the rows of a table from its header on, without the columns that are called so."""
    rest = iter(rows)
    first = list(islice(rest, FIRST_ROWS))
    columns = Kept(header_of([[written(value) for value in row] for row in first]), gone)
    for row in chain(first[max(0, columns.header.rows - 1) :], rest):
        yield columns.row(row)
