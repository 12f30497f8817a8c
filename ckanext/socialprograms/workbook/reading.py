"""Reads the workbook of a type: new records, and of saved ones what was changed in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ckanext.socialprograms.importers.document import Document, NumberedRow, Place, Value
from ckanext.socialprograms.importers.draft import key_of
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.records import Edit, ImportedRecord
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.workbook import base
from ckanext.socialprograms.workbook.base import Digests
from ckanext.socialprograms.workbook.cells import said, text
from ckanext.socialprograms.workbook.layout import (
    AGENCY,
    FILES,
    ID,
    KEY,
    REASON,
    Column,
    SheetLayout,
    by_mark,
)

_FIRST_ROWS = 10
"""The row of names stands among these; people write titles above it."""
Cells = Mapping[str, Value]
Rows = Sequence[NumberedRow]


@dataclass(frozen=True)
class _Row:
    """A row: where it stands, and its cells by the names of the columns."""

    number: int
    cells: Cells


@dataclass(frozen=True)
class _Table:
    """The rows of a sheet of ours; ``positions`` says in which column of the file each name stands (from 0)."""

    name: str
    layout: SheetLayout
    positions: Mapping[str, int]
    rows: list[_Row] = field(default_factory=list)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Give the columns with fields that the file has; one that someone took out says nothing."""
        return tuple(column for column in self.layout.fields if column.name in self.positions)

    def place(self, row: _Row, column: str) -> Place:
        """Give where a cell stands."""
        return Place(sheet=self.name, row=row.number, column=self.positions[column] + 1)


def recognise(document: Document) -> bool:
    """Say whether a document is a workbook of ours, or one of its sheets as CSV."""
    return any(_names(sheet.rows()) is not None for sheet in document.sheets)


def read(document: Document) -> Iterator[ImportedRecord]:
    """Give the new records, and the saved ones with what was changed in them.

    Raises UnreadableFile where the sheets are not of one type, the records' sheet is missing, or a row of a group
    belongs to no record.
    """
    # Each sheet is unpacked anew whenever its rows are asked for.
    pages = {sheet.name: list(sheet.rows()) for sheet in document.sheets}
    tables = [table for name, rows in pages.items() if (table := _table(name, rows))]
    types = {table.layout.type for table in tables}
    first = [table for table in tables if not table.layout.group]
    if len(types) != 1 or len(first) != 1:
        raise UnreadableFile(Message(_ONE_TYPE, {"name": document.name}))
    bases = _bases(pages.values(), first[0].layout.type)
    reader = _Reader(document.name, first[0], [table for table in tables if table.layout.group], bases)
    return reader.records()


class _Reader:
    def __init__(self, name: str, first: _Table, groups: Sequence[_Table], bases: Mapping[str, Digests]) -> None:
        self._name, self._first, self._groups, self._bases = name, first, groups, bases
        self._rows: dict[str, dict[str, list[_Row]]] = {}
        known = self._keys()
        for table in groups:
            if table.layout.group in self._rows:
                raise UnreadableFile(Message(_ONE_TYPE, {"name": name}))
            self._rows[table.layout.group] = self._by_record(table, known)

    def records(self) -> Iterator[ImportedRecord]:
        for row in self._first.rows:
            yield self._edited(row) if _text(row, ID) else self._new(row)

    def _keys(self) -> set[str]:
        """Give the keys of the records. Raises UnreadableFile for one that several have."""
        seen: dict[str, _Row] = {}
        for row in self._first.rows:
            key = _text(row, KEY)
            if key in seen and key:
                where = self._first.place(row, KEY).message()
                told = {"name": self._name, "where": where, "key": key, "row": seen[key].number}
                raise UnreadableFile(Message(_TWICE, told))
            seen[key] = row
        return set(seen) - {""}

    def _by_record(self, table: _Table, known: set[str]) -> dict[str, list[_Row]]:
        found: dict[str, list[_Row]] = defaultdict(list)
        for row in table.rows:
            key = _text(row, KEY)
            if key not in known:
                told = {"name": self._name, "where": table.place(row, KEY).message(), "key": key}
                raise UnreadableFile(Message(_NO_RECORD if key else _NO_KEY, told))
            found[key].append(row)
        return found

    def _new(self, row: _Row) -> ImportedRecord:
        data = self._told(row)
        data = {name: value for name, value in data.items() if value not in ("", [])}
        agency = _text(row, AGENCY)
        title = str(data.get("title", ""))
        data["external_key"] = key_of("workbook", agency, title or _text(row, KEY))
        type_ = self._first.layout.type
        return ImportedRecord(
            type_, data, places=self._places(row), organization=agency or None, reason=_text(row, REASON) or None
        )

    def _edited(self, row: _Row) -> ImportedRecord:
        data = self._told(row)
        id_ = _text(row, ID)
        known = self._bases.get(id_)
        if known is None:  # nobody knows what was emptied, and what never was there
            changed = {name: value for name, value in data.items() if value not in ("", [])}
        else:
            changed = {name: value for name, value in data.items() if known.get(name) != base.short(value)}
        title = str(data.get("title") or _text(row, KEY))
        edit = Edit(id_, title, {name: known[name] for name in changed if name in known} if known else {})
        type_, places = self._first.layout.type, self._places(row) if changed else {}
        return ImportedRecord(type_, changed, places=places, reason=_text(row, REASON) or None, edits=edit)

    def _told(self, row: _Row) -> dict[str, Any]:
        """Give what a record's row and the rows of its groups say."""
        data: dict[str, Any] = {column.name: said(column, row.cells.get(column.name)) for column in self._first.columns}
        key = _text(row, KEY)
        for table in self._groups:
            data[table.layout.group] = [_said_row(table, one) for one in self._rows[table.layout.group].get(key, ())]
        return data

    def _places(self, row: _Row) -> dict[str, Place]:
        """Give where the cells of a record stand."""
        places = {"title": Place(sheet=self._first.name, row=row.number)}
        places |= {column.name: self._first.place(row, column.name) for column in self._first.columns}
        key = _text(row, KEY)
        for table in self._groups:
            group = table.layout.group
            for index, one in enumerate(self._rows[group].get(key, ())):
                places[f"{group}.{index}"] = Place(sheet=table.name, row=one.number)
                places |= {f"{group}.{index}.{column.name}": table.place(one, column.name) for column in table.columns}
        return places


def _said_row(table: _Table, row: _Row) -> dict[str, Any]:
    told = {column.name: said(column, row.cells.get(column.name)) for column in table.columns}
    if table.layout.group == FILES:
        told[ID] = _text(row, ID)
    return told


def _table(title: str, rows: Rows) -> _Table | None:
    found = _names(rows)
    if found is None:
        return None
    number, layout, positions = found
    table = _Table(title, layout, positions)
    for row, values in rows:
        if row == number and layout.group and (gone := [one for one in layout.columns if one.name not in positions]):
            labels = "; ".join(one.name for one in gone)
            raise UnreadableFile(Message(_NO_COLUMN, {"sheet": title, "columns": labels}))
        if row > number:
            cells = {name: values[at] for name, at in positions.items() if at < len(values)}
            if any(value not in (None, "") for name, value in cells.items() if name != KEY):
                table.rows.append(_Row(row, cells))
    return table


def _names(rows: Iterable[NumberedRow]) -> tuple[int, SheetLayout, Mapping[str, int]] | None:
    """Find the row of names of a sheet: its number, its layout, and where each name stands."""
    marks = by_mark()
    for number, row in rows:
        if number > _FIRST_ROWS:
            return None
        named = [value.strip() if isinstance(value, str) else "" for value in row]
        mark = next((name for name in named if name in marks), "")
        if mark:
            known = {column.name for column in marks[mark].columns}
            positions = {name: at for at, name in enumerate(named) if name in known}
            return number, marks[mark], {**positions, KEY: named.index(mark)}
    return None


def _bases(pages: Iterable[Rows], type_: str) -> Mapping[str, Digests]:
    """Give how each record was when the workbook was written, empty if the file does not know."""
    known = set(base.names(type_))
    for page in pages:
        rows = iter(page)
        _number, head = next(rows, (0, ()))
        if not head or head[0] != f"{base.MARK}:{type_}":
            continue
        order = [name for name in str(head[1] if len(head) > 1 else "").split() if name in known]
        return {str(row[0]): base.unpacked(str(row[1]), order) for _number, row in rows if len(row) > 1}
    return {}


def _text(row: _Row, name: str) -> str:
    return text(row.cells.get(name))


_ONE_TYPE = N_(
    "“{name}” has to have one sheet of records and the sheets of their groups, all of one type. Take the workbook from "
    "the portal anew and copy your rows into it; nothing was imported."
)
_NO_COLUMN = N_(
    "The sheet “{sheet}” lacks the columns {columns}, and its rows would lose what they hold. Put the columns back "
    "with their hidden names, or take out the whole sheet; nothing was imported."
)
_TWICE = N_(
    "{name}, {where}: the record “{key}” is already in row {row}. Give each record a key of its own; nothing was "
    "imported."
)
_NO_RECORD = N_(
    "{name}, {where}: no record of the first sheet has the key “{key}”. Correct it, or add the record; nothing was "
    "imported."
)
_NO_KEY = N_(
    "{name}, {where}: the row does not say which record it belongs to. Write the record's key, as in the first sheet; "
    "nothing was imported."
)
