"""The rows of a format for a period, and what of them is obligatory and still empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.official.period import Period
from ckanext.socialprograms.official.transparency import Column, Format, Nested
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

Value = str | int | float | date | None
_BETWEEN = "; "


@dataclass(frozen=True)
class Empty:
    """An obligatory column without a value; ``field`` is where the form asks for it."""

    label: str
    field: str


@dataclass(frozen=True)
class Line:
    """A row: the value of each column, the rows of its nested sheets, and what is empty."""

    cells: tuple[Value, ...]
    nested: Mapping[str, tuple[tuple[Value, ...], ...]]
    empty: tuple[Empty, ...]


@dataclass(frozen=True)
class Filling:
    """How rows are filled in: with which format, for which period, and the titles of records by what links say."""

    form: Format
    period: Period
    linked: Callable[[str], str]

    def lines(self, data: Data) -> tuple[Line, ...]:
        """Give the rows of a record: one, or one for each row of the group that the format is about."""
        if not self.form.rows:
            return (self._line(data, {}),)
        return tuple(self._line(data, row) for row in self._of_year(data, self.form.rows))

    def is_about(self, data: Data) -> bool:
        """Say whether a record belongs into the format in the period."""
        if self.form.only:
            field, value, is_it = self.form.only
            if (values.text(data, field) == value) is not is_it:
                return False
        if self.form.record == "evaluation":
            ended = values.day(data, "end_date")
            return self.period.year in (values.whole(data, "year"), ended.year if ended else None)
        ended = values.day(data, "valid_until")
        return ended is None or ended >= self.period.start

    def _line(self, data: Data, row: Data) -> Line:
        cells, empty = [], []
        nested: dict[str, tuple[tuple[Value, ...], ...]] = {}
        for column in self.form.columns_of(self.period.year):
            if column.table:
                table = self.form.tables[column.table]
                found = self._nested(table, data)
                nested[column.table] = tuple(one for one, _ in found)
                cells.append(None)
                empty += _empty_of(column, table, found)
                continue
            value = self._value(column, data, row)
            cells.append(value)
            if value is None and _is_asked(column, data):
                empty.append(Empty(column.label, column.path.partition(".")[0]))
        return Line(tuple(cells), nested, tuple(dict.fromkeys(empty)))

    def _nested(self, table: Nested, data: Data) -> list[tuple[tuple[Value, ...], tuple[Column, ...]]]:
        rows = self._of_year(data, table.rows) if table.rows else (data,)
        found = []
        for row in rows:
            cells = tuple(self._cell(column, row, table.rows) for column in table.columns)
            lacking = (column for column, cell in zip(table.columns, cells, strict=True) if cell is None)
            if any(cell is not None for cell in cells):
                found.append((cells, tuple(column for column in lacking if not column.optional)))
        return found

    def _value(self, column: Column, data: Data, row: Data) -> Value:
        if column.source:
            return self._of_period(column.source, data)
        if column.group == self.form.rows and column.group:
            return self._cell(column, row, column.group)
        if column.group:
            return self._cell(column, self._yearly(data, column.group), column.group)
        return self._cell(column, data, "")

    def _of_period(self, part: str, data: Data) -> Value:
        if part == "updated":
            return values.day(data, "updated_on") or values.day(data, "metadata_modified")
        return {"year": self.period.year, "start": self.period.start, "end": self.period.end}[part]

    def _yearly(self, data: Data, group: str) -> Data:
        """Give the row of a group that is of the period's year."""
        rows = values.rows(data, group)
        return next((row for row in rows if values.whole(row, "year") == self.period.year), {})

    def _of_year(self, data: Data, group: str) -> Sequence[Data]:
        """Give the rows of a group that are of the period's year, or of none."""
        return [row for row in values.rows(data, group) if values.whole(row, "year") in (None, self.period.year)]

    def _cell(self, column: Column, data: Data, group: str) -> Value:
        said = values.text(data, column.field)
        if column.kind == "date":
            return values.day(data, column.field) or said or None
        if column.kind in ("money", "number", "count"):
            return _figure(values.number(data, column.field), said)
        if column.kind == "choice":
            return next((names[0] for value, names in self.form.choices(column, group) if value == said), said or None)
        if column.kind == "list":
            return _BETWEEN.join(values.texts(data, column.field)) or None
        if column.kind == "links":
            return _BETWEEN.join(self.linked(one) for one in values.texts(data, column.field)) or None
        return said or None


def _is_asked(column: Column, data: Data) -> bool:
    """Say whether a column of a record must not stay empty."""
    if column.asked_if:
        field, value = column.asked_if
        return values.text(data, field) == value
    return not column.optional


def _figure(number: object, said: str) -> Value:
    if number is None:
        return said or None
    figure = float(str(number))
    return int(figure) if figure.is_integer() else figure


def _empty_of(
    column: Column, table: Nested, found: Iterable[tuple[tuple[Value, ...], tuple[Column, ...]]]
) -> Iterator[Empty]:
    rows = list(found)
    if not rows and not column.optional:
        yield Empty(column.label, table.rows or table.columns[0].path)
    for _, lacking in rows:
        for one in lacking:
            yield Empty(f"{column.label}: {one.label}", table.rows or one.path)
