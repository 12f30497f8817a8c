"""What a table holds, told from its batches one by one."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from ckanext.socialprograms.guard import kinds
from ckanext.socialprograms.guard.column import Column
from ckanext.socialprograms.guard.header import FIRST_ROWS, Header, header_of
from ckanext.socialprograms.guard.judging import Case, judge
from ckanext.socialprograms.guard.masking import masked
from ckanext.socialprograms.guard.minors import Minors
from ckanext.socialprograms.guard.parts import Table
from ckanext.socialprograms.guard.patterns import HINT
from ckanext.socialprograms.guard.report import By, Finding, Place
from ckanext.socialprograms.guard.rules import Rules
from ckanext.socialprograms.guard.subject import subject_of

_EXAMPLES = 3


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
        if self.table.names and not all(map(_is_place, self.table.names)):
            self.header = Header(tuple(self.table.names))
            self.top = "\n".join(self.table.names)
        elif self.header is None:
            self.header = header_of(batch.head(FIRST_ROWS).rows())
            top = batch.head(self.header.rows)
            self.top = "\n".join(cell for row in top.rows() for cell in row if cell)
            batch = batch.slice(self.header.rows)
        self.rows += batch.height
        hints = batch.select(pl.all().str.contains(HINT).any()).row(0) if batch.height else ()
        for series, hinted in zip(batch, hints, strict=False):
            self.columns.setdefault(int(series.name), Column()).add(series, hinted=bool(hinted))
        self.minors.add(batch, self._names())

    def findings(self) -> Iterator[Finding]:
        """Give what was found, column by column."""
        names = self._names()
        subject = subject_of(names, self.columns)
        for at, column in sorted(self.columns.items()):
            for found in judge(Case(column, names[at], subject, self.rules)):
                yield self._finding(found.kind, at, found.count, found.values, found.by)
            if count := self.minors.named(at, subject):
                yield self._finding(kinds.MINOR, at, count, column.told, "content")

    def _names(self) -> list[str]:
        header = self.header or Header()
        return [header.words(at) for at in range(max(self.columns, default=-1) + 1)]

    def _finding(self, kind: str, at: int, count: int, values: object, by: By) -> Finding:
        label = (self.header or Header()).label(at)
        examples = dict.fromkeys(map(masked, values))
        place = Place(self.table.part, label, self.table.page)
        return Finding(kind, place, 100 * count / max(1, self.rows), count, tuple(examples)[:_EXAMPLES], by)


def _is_place(name: str) -> bool:
    """Tell a name that is but a place in a list."""
    return name.rpartition(".")[2].isdecimal()
