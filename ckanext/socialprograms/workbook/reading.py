"""Reads the workbook of a type: new records, and of saved ones what was changed in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ckanext.socialprograms.forms import points
from ckanext.socialprograms.importers.document import Document, NumberedRow, Place
from ckanext.socialprograms.importers.draft import key_of
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.records import Edit, ImportedRecord, Note, Reading
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.workbook import base, percents, sheets
from ckanext.socialprograms.workbook.layout import AGENCY, FILES, ID, KEY, NUMBER, PERCENT, REASON, UNIT
from ckanext.socialprograms.workbook.places import Places
from ckanext.socialprograms.workbook.sheets import Book, Hidden, Table

_NOTHING: tuple[Any, ...] = ("", [])
_Groups = Mapping[Table, Sequence[NumberedRow]]


def recognise(document: Document) -> bool:
    """Say whether a document is a workbook of ours, or one of its sheets as CSV."""
    return sheets.is_ours(document)


def read(document: Document) -> Reading:
    """Give the new records, and the saved ones with what was changed in them.

    Raises UnreadableFile where the sheets do not make a workbook, or where a row of a group belongs to no record.
    """
    book = sheets.book(document)
    return Reading(_Reader(book).records(), book.notices)


def read_foreign(document: Document) -> Reading:
    """Give all records whole: those that have a portal's key are another portal's, known by that key.

    Raises UnreadableFile as ``read`` does.
    """
    book = sheets.book(document)
    return Reading(_Reader(replace(book, hidden=Hidden()), is_foreign=True).records(), book.notices)


class _Reader:
    def __init__(self, book: Book, *, is_foreign: bool = False) -> None:
        self._is_foreign = is_foreign
        self._name, self._first, self._hidden = book.name, book.first, book.hidden
        known = self._keys()
        self._rows = {table: self._by_record(table, known) for table in book.groups}
        self._ids: dict[str, list[int]] = {}
        for row in self._first.rows:
            self._ids.setdefault(self._first.text(row, ID), []).append(row[0])

    def records(self) -> Iterator[ImportedRecord]:
        for row in self._first.rows:
            key = self._first.text(row, KEY)
            groups = {table: rows[key] for table, rows in self._rows.items() if key in rows}
            yield self._record(row, groups)

    def _keys(self) -> set[str]:
        """Give the keys of the records. Raises UnreadableFile for one that several have."""
        seen: dict[str, int] = {}
        for row in self._first.rows:
            key = self._first.text(row, KEY)
            if key and seen.setdefault(key, row[0]) != row[0]:
                where = self._first.place(row, KEY).message()
                told = {"name": self._name, "where": where, "key": key, "row": seen[key]}
                raise UnreadableFile(Message(_TWICE, told))
        return set(seen)

    def _by_record(self, table: Table, known: set[str]) -> Mapping[str, list[NumberedRow]]:
        found: dict[str, list[NumberedRow]] = {}
        for row in table.rows:
            key = table.text(row, KEY)
            if key not in known:
                told = {"name": self._name, "where": table.place(row, KEY).message(), "key": key}
                raise UnreadableFile(Message(_NO_RECORD if key else _NO_KEY, told))
            found.setdefault(key, []).append(row)
        return found

    def _record(self, row: NumberedRow, groups: _Groups) -> ImportedRecord:
        first = self._first
        id_ = first.text(row, ID)
        told = self._told(row, groups)
        is_edit = bool(id_) and not self._is_foreign
        data = self._changed(id_, told) if is_edit else {name: one for name, one in told.items() if one not in _NOTHING}
        places = Places(first, row, groups)
        more: dict[str, Any] = {"places": places, "reason": first.text(row, REASON) or None}
        every: _Groups = {first: (row,), **groups}
        notes = (*_doubts(data, every), *_points(data, every), *_percents(data, every))
        more["problem"] = next(_broken(every), None)
        if id_:
            more["problem"] = more["problem"] or self._problem(row, id_)
        if is_edit:
            return ImportedRecord(first.layout.type, data, notes, edits=self._edit(row, id_, told, data), **more)
        agency = first.text(row, AGENCY)
        key = first.text(row, KEY)
        data["external_key"] = key_of("workbook", agency, str(data.get("title") or key))
        if self._is_foreign:
            more["edits"] = Edit(id_ or key, str(data.get("title") or key), {}, key)
            _take_out_keys(data)
        return ImportedRecord(first.layout.type, data, notes, organization=agency or None, **more)

    def _told(self, row: NumberedRow, groups: _Groups) -> dict[str, Any]:
        """Give what a record's row and the rows of its groups say."""
        first = self._first
        data: dict[str, Any] = {column.name: first.said(row, column) for column in first.columns}
        for table in self._rows:
            data[table.layout.group] = [_told_row(table, one) for one in groups.get(table, ())]
        return data

    def _changed(self, id_: str, told: Mapping[str, Any]) -> dict[str, Any]:
        """Give what was changed; where nobody knows how it was, what is empty may never have been filled."""
        known = self._hidden.digests(id_)
        return {
            name: value
            for name, value in told.items()
            if (known[name] != base.short(value) if name in known else value not in _NOTHING)
        }

    def _edit(self, row: NumberedRow, id_: str, told: Mapping[str, Any], data: Mapping[str, Any]) -> Edit:
        known = self._hidden.digests(id_) if data else {}
        key = self._first.text(row, KEY)
        # Where the hidden sheet says whose key this is, the two were compared here.
        name = "" if self._hidden.name(id_) else key
        return Edit(id_, str(told.get("title") or key), {one: known[one] for one in data if one in known}, name)

    def _problem(self, row: NumberedRow, id_: str) -> Note | None:
        """Say what keeps a row from being the record that its key names."""
        key = self._first.text(row, KEY)
        if others := [number for number in self._ids[id_] if number != row[0]]:
            return Note("", Message(_SAME_ID, {"key": key, "row": others[0]}), place=self._first.place(row, KEY))
        name = self._hidden.name(id_)
        if name in ("", key):
            return None
        return Note("", Message(_OTHER_ID, {"key": key, "name": name}), place=self._first.place(row, KEY))


def _broken(rows: _Groups) -> Iterator[Note]:
    """Say which cell of a record has something that the file does not tell: it would come out as emptied."""
    for table, some in rows.items():
        for number, _cells in some:
            if number in table.broken:
                yield Note(
                    "", Message(_BROKEN), place=Place(sheet=table.sheet, row=number, column=table.broken[number])
                )


def _take_out_keys(data: dict[str, Any]) -> None:
    """Take the keys that another portal gave its files out of a record's rows."""
    if files := data.get(FILES):
        data[FILES] = [{name: value for name, value in row.items() if name != ID} for row in files]


def _told_row(table: Table, row: NumberedRow) -> dict[str, Any]:
    told = {column.name: table.said(row, column) for column in table.columns}
    if table.layout.group == FILES:
        told[ID] = table.text(row, ID)
    return told


def _doubts(data: Mapping[str, Any], rows: _Groups) -> Iterator[Note]:
    """Warn of percents below one: who writes 0.45 may mean 45 %."""
    for table, some in rows.items():
        group = table.layout.group
        for column in (one for one in table.columns if one.kind == PERCENT and (group or one.name) in data):
            for number, row in enumerate(some):
                found = str(table.said(row, column))
                if found.startswith("0.") and not table.is_percent(row, column):
                    yield Note(_path(group, number, column.name), Message(_SMALL), found, table.place(row, column.name))


def _percents(data: Mapping[str, Any], rows: _Groups) -> Iterator[Note]:
    """Tell how percents were read among figures whose unit does not say that they are some."""
    for table, some in rows.items():
        group = table.layout.group
        for column in (one for one in table.columns if one.kind == NUMBER and (group or one.name) in data):
            for number, row in enumerate(some):
                if not table.is_percent(row, column) or percents.is_unit(table.text(row, UNIT)):
                    continue
                if message := percents.doubt(table.figure(row, column)):
                    place = table.place(row, column.name)
                    yield Note(_path(group, number, column.name), message, str(table.cell(row, column.name)), place)


def _points(data: Mapping[str, Any], rows: _Groups) -> Iterator[Note]:
    """Warn of numbers whose point may part thousands, where they change something."""
    for table, some in rows.items():
        group = table.layout.group
        figures = [one for one in table.columns if one.kind == NUMBER and (group or one.name) in data]
        for column in figures:
            are_thousands = column.name in table.dotted
            for number, row in enumerate(some):
                cell = table.cell(row, column.name)
                if message := points.doubt(cell, are_thousands=are_thousands):
                    yield Note(_path(group, number, column.name), message, str(cell), table.place(row, column.name))


def _path(group: str, number: int, name: str) -> str:
    return f"{group}.{number}.{name}" if group else name


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
_SAME_ID = N_(
    "“{key}” has the same portal's key as row {row}, as a copied row has. Empty the key of the new one in its hidden "
    "column, or take one of the two rows out."
)
_OTHER_ID = N_(
    "“{key}” stands beside the portal's key of “{name}”. Write “{name}” again, or take the workbook anew and copy your "
    "row into it."
)
_BROKEN = N_(
    "The cell has an error, or a formula whose result is not in the file. Write the value itself there, or "
    "open and save the workbook in a spreadsheet program."
)
_SMALL = N_("This is less than one percent. If it was to be a whole number, such as 45 %, write 45.")
