"""What a table holds, told from its batches one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from ckanext.socialprograms.guard import births, kinds
from ckanext.socialprograms.guard.column import Column
from ckanext.socialprograms.guard.header import FIRST_ROWS, Header, header_of
from ckanext.socialprograms.guard.judging import Case, judge
from ckanext.socialprograms.guard.lettering import typed, typed_text
from ckanext.socialprograms.guard.masking import masked
from ckanext.socialprograms.guard.minors import Minors
from ckanext.socialprograms.guard.parts import Table
from ckanext.socialprograms.guard.patterns import SHORTEST
from ckanext.socialprograms.guard.report import By, Finding, Place
from ckanext.socialprograms.guard.rules import Rules
from ckanext.socialprograms.guard.subject import subject_of
from ckanext.socialprograms.guard.values import is_number, share

_EXAMPLES, _MASKED = 3, 50
_SHORTEST_ADDRESS = 6
_HALF = 0.5
_POOL = ThreadPoolExecutor(2, "guard")
"""Columns are looked at two at a time: the smallest machine has two processors, and polars leaves Python's lock."""


class TableScan:
    """Looks at the batches of a table and then says what it holds."""

    def __init__(self, table: Table, rules: Rules) -> None:
        self.table = table
        self.rules = rules
        self.rows = 0
        self.header: Header | None = None
        self.columns: dict[int, Column] = {}
        self.minors = Minors()
        self.top = ""

    def add(self, batch: pl.DataFrame) -> None:
        """Look at the next rows."""
        batch = typed(batch)
        if self.table.names and not all(map(_is_place, self.table.names)):
            self.header = Header(tuple(map(typed_text, self.table.names)))
            self.top = "\n".join(self.table.names)
        elif self.header is None:
            self.header = header_of(batch.head(FIRST_ROWS).rows())
            top = batch.head(self.header.rows)
            self.top = "\n".join(cell for row in top.rows() for cell in row if cell)
            batch = batch.slice(self.header.rows)
        self.rows += batch.height
        columns = [self.columns.setdefault(int(name), Column()) for name in batch.columns]
        list(_POOL.map(Column.add, columns, batch, _quick_look(batch, columns)))
        self.minors.add(batch, self._names())

    def findings(self) -> Iterator[Finding]:
        """Give what was found, column by column."""
        names = self._names()
        subject = subject_of(names, self.columns)
        if (day := births.day_column(names, self.columns, subject)) is not None:
            column = self.columns[day]
            yield self._finding(kinds.BIRTH_DATE, day, column.filled, column.told, "content")
        for at, column in sorted(self.columns.items()):
            judged = list(judge(Case(column, names[at], subject, self.rules)))
            for found in judged:
                yield self._finding(found.kind, at, found.count, found.values, found.by)
            if any(found.kind == kinds.MINOR for found in judged):
                continue
            if (count := self.minors.named(at, subject)) and share(column.told, is_number) < _HALF:
                yield self._finding(kinds.MINOR, at, count, column.told, "content")

    def _names(self) -> list[str]:
        header = self.header or Header()
        return [header.words(at) for at in range(max(self.columns, default=-1) + 1)]

    def _finding(self, kind: str, at: int, count: int, values: Sequence[str], by: By) -> Finding:
        label = (self.header or Header()).label(at)
        examples = dict.fromkeys(map(masked, values[:_MASKED]))
        place = Place(self.table.part, label, self.table.page)
        return Finding(kind, place, 100 * count / max(1, self.rows), count, tuple(examples)[:_EXAMPLES], by)


def _is_place(name: str) -> bool:
    """Tell a name that is but a place in a list."""
    return name.rpartition(".")[2].isdecimal()


def _quick_look(batch: pl.DataFrame, columns: Sequence[Column]) -> Iterator[pl.Series | None]:
    """Mark, column by column, the values that may hold something; where all are too short there are none."""
    longest = batch.select(pl.all().str.len_bytes().max()).row(0)
    looks = [
        pl.col(name).str.contains(column.mark if size >= SHORTEST or column.is_settled else "@")
        for name, size, column in zip(batch.columns, longest, columns, strict=True)
        if size and size >= _SHORTEST_ADDRESS
    ]
    seen = {series.name: series for series in batch.select(looks)}
    for name in batch.columns:
        yield seen.get(name)
