"""Finds the sheets of a workbook of ours in a document, whatever they are called now and in whatever order they are."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from ckanext.socialprograms.forms import points
from ckanext.socialprograms.importers.document import Document, NumberedRow, Place, Sheet, Value
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.workbook import base, headings, percents
from ckanext.socialprograms.workbook.base import Digests, Kept
from ckanext.socialprograms.workbook.cells import said, text
from ckanext.socialprograms.workbook.headings import Heading
from ckanext.socialprograms.workbook.layout import ID, KEY, NUMBER, PERCENT, UNIT, Column, SheetLayout, layouts


@dataclass(frozen=True, eq=False)
class Table:
    """A sheet of ours: its rows, and in which column of the file each name stands (from 0).

    ``broken`` gives of some rows the column of a cell that holds something which the file does not say; ``percents``
    has the rows and columns (from 1) of cells that show a percent.
    """

    sheet: str
    layout: SheetLayout
    positions: Mapping[str, int]
    broken: Mapping[int, int]
    percents: Container[tuple[int, int]] = ()
    rows: list[NumberedRow] = field(default_factory=list)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Give the columns with fields that the file has; one that someone took out says nothing."""
        return tuple(column for column in self.layout.fields if column.name in self.positions)

    def cell(self, row: NumberedRow, name: str) -> Value:
        """Give the cell of a row in the column of a name."""
        at = self.positions.get(name, len(row[1]))
        return row[1][at] if at < len(row[1]) else None

    def text(self, row: NumberedRow, name: str) -> str:
        """Give what that cell says as a text."""
        return text(self.cell(row, name))

    @cached_property
    def dotted(self) -> frozenset[str]:
        """Give the columns of numbers in which points part thousands."""
        figures = [column.name for column in self.columns if column.kind == NUMBER]
        return frozenset(name for name in figures if points.part_thousands(self.cell(row, name) for row in self.rows))

    def said(self, row: NumberedRow, column: Column) -> Any:
        """Give what that cell says as the field keeps it."""
        cell = self.figure(row, column)
        return said(column, points.without(cell) if column.name in self.dotted else cell)

    def figure(self, row: NumberedRow, column: Column) -> Value:
        """Give that cell; a percent without its sign, where the field may hold one."""
        cell = self.cell(row, column.name)
        return percents.whole(cell) if self.is_percent(row, column) else cell

    def is_percent(self, row: NumberedRow, column: Column) -> bool:
        """Say whether that cell shows a percent, in a column for percents or for figures that have a unit."""
        if column.kind != PERCENT and not (column.kind == NUMBER and UNIT in self.positions):
            return False
        at = self.positions[column.name]
        return percents.is_written(self.cell(row, column.name)) or (row[0], at + 1) in self.percents

    def place(self, row: NumberedRow, name: str = "") -> Place:
        """Give where that cell stands, or the row."""
        at = self.positions.get(name)
        return Place(sheet=self.sheet, row=row[0], column=None if at is None else at + 1)


@dataclass(frozen=True)
class Hidden:
    """The hidden sheet: of which type it is, what it says of each record by its id, and the names of the digits."""

    type: str = ""
    kept: Mapping[str, Kept] = field(default_factory=dict)
    order: tuple[str, ...] = ()

    def name(self, id_: str) -> str:
        """Give the name that a record had when the workbook was written, empty where nobody knows."""
        return self.kept[id_].name if id_ in self.kept else ""

    def digests(self, id_: str) -> Digests:
        """Give the digits of a record by the names of its fields, as far as anybody knows how it was."""
        return base.unpacked(self.kept[id_].digits, self.order) if id_ in self.kept else {}


@dataclass(frozen=True)
class Book:
    """The sheets of a workbook of ours; ``notices`` tell whoever sends it what to know of it."""

    name: str
    first: Table
    groups: tuple[Table, ...]
    hidden: Hidden
    notices: tuple[Message, ...]


def is_ours(document: Document) -> bool:
    """Say whether a document is a workbook of ours, whole or not, or one of its sheets as CSV."""
    for sheet in document.sheets:
        head, _rest = _parted(sheet)
        if headings.kept_type(head) or headings.is_labelled(head) or headings.heading(head, document.name, sheet):
            return True
    return False


def book(document: Document) -> Book:
    """Read the sheets of a workbook of ours. Raises UnreadableFile where they do not make a whole."""
    tables: list[Table] = []
    hidden = Hidden()
    notices: list[Message] = []
    for sheet in document.sheets:
        head, rest = _parted(sheet)
        if type_ := headings.kept_type(head):
            hidden, lost = _hidden(type_, head[0][1], chain(head[1:], rest))
            notices += [Message(_UNSEALED, {"sheet": sheet.name, "number": lost})] if lost else []
        elif found := headings.heading(head, document.name, sheet):
            tables.append(_table(sheet, found, chain(head, rest)))
            notices += _strange(sheet, found)
        elif headings.is_labelled(head):
            raise UnreadableFile(Message(_NO_NAMES, {"name": document.name, "sheet": sheet.name}))
    first, *groups = _whole(document.name, tables, hidden.type)
    if hidden.type != first.layout.type:
        hidden = Hidden()
    if not hidden.type and any(first.text(row, ID) for row in first.rows):
        notices.append(Message(_NOT_HIDDEN, {"name": document.name}))
    return Book(document.name, first, tuple(groups), hidden, tuple(notices))


def _parted(sheet: Sheet) -> tuple[list[NumberedRow], Iterator[NumberedRow]]:
    """Give the first rows of a sheet, and an iterator over the others."""
    rows = sheet.rows()
    head: list[NumberedRow] = []
    for row in rows:
        head.append(row)
        if row[0] >= headings.FIRST_ROWS:
            break
    return head, rows


def _table(sheet: Sheet, found: Heading, rows: Iterable[NumberedRow]) -> Table:
    own = {at + 1 for at in found.positions.values()}
    broken = {row: column for row, column in reversed(sheet.broken()) if row > found.row and column in own}
    table = Table(sheet.name, found.layout, found.positions, broken, sheet.percents())
    filled = [at for name, at in found.positions.items() if name != KEY]
    same: dict[Value, Value] = {}  # of texts that stand in many cells, memory needs one
    for number, cells in rows:
        if number <= found.row:
            continue
        if number in broken or any(at < len(cells) and cells[at] not in (None, "") for at in filled):
            shared = tuple(same.setdefault(cell, cell) if isinstance(cell, str) else cell for cell in cells)
            table.rows.append((number, shared))
    return table


def _hidden(type_: str, head: Sequence[Value], rows: Iterable[NumberedRow]) -> tuple[Hidden, int]:
    """Read the hidden sheet, and count the rows whose seal does not fit."""
    read = [base.kept(cells) for _number, cells in rows]
    order = tuple(text(head[1]).split()) if len(head) > 1 else ()
    return Hidden(type_, dict(one for one in read if one), order), sum(one is None for one in read)


def _whole(name: str, tables: Sequence[Table], type_: str) -> list[Table]:
    """Give the sheet of records and then those of its groups. Raises UnreadableFile where they are not one workbook."""
    seen: dict[tuple[str, str], Table] = {}
    for table in tables:
        layout = table.layout
        other = seen.setdefault((layout.type, layout.group), table)
        if other is not table or layout.type != tables[0].layout.type:
            told = {"name": name, "first": (other if other is not table else tables[0]).sheet, "second": table.sheet}
            raise UnreadableFile(Message(_TWO if other is not table else _TWO_TYPES, told))
    first = [table for table in tables if not table.layout.group]
    if not first:
        layout = layouts(tables[0].layout.type if tables else type_)[0]
        raise UnreadableFile(Message(_NO_FIRST, {"name": name, "sheet": Message(layout.title)}))
    return [*first, *(table for table in tables if table.layout.group)]


def _strange(sheet: Sheet, found: Heading) -> Iterator[Message]:
    for at, one in found.strange:
        where = Place(sheet=sheet.name, row=found.row, column=at + 1).message()
        yield Message(_STRANGE, {"where": where, "column": one})


_NO_NAMES = N_(
    "{name}, sheet “{sheet}”: its hidden second row is missing, which has the names by which the portal knows the "
    "columns. Take the workbook from the portal anew and copy your rows into it; nothing was imported."
)
_NO_FIRST = N_(
    "{name}: the sheet “{sheet}” is missing, which has a row for each record, and without it nobody knows which record "
    "the other sheets speak of. Put it back, or take the workbook from the portal anew; nothing was imported."
)
_TWO = N_(
    "{name}: the sheets “{first}” and “{second}” are two of the same, and nobody can tell which one holds. Leave one "
    "of the two; nothing was imported."
)
_TWO_TYPES = N_(
    "{name}: the sheets “{first}” and “{second}” belong to workbooks of two types of records. Send each workbook in a "
    "file of its own; nothing was imported."
)
_UNSEALED = N_(
    "The hidden sheet “{sheet}” was changed in {number} rows: of those records every filled cell is compared with the "
    "portal, and an empty cell empties nothing."
)
_NOT_HIDDEN = N_(
    "“{name}” comes without the hidden sheet that says how each record was when the workbook was taken: every filled "
    "cell is compared with the portal, and an empty cell empties nothing."
)
_STRANGE = N_("{where}: the portal has no column “{column}”, so what it holds was not read.")
