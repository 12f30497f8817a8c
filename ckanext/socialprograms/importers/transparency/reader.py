"""Turns rows of the transparency formats into records: programs, evaluations and surveys, indicators of programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from ckanext.socialprograms.importers.document import Document, Place
from ckanext.socialprograms.importers.draft import Draft, key_of
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.forms import notes
from ckanext.socialprograms.importers.periods import joined
from ckanext.socialprograms.importers.records import ImportedRecord, Note
from ckanext.socialprograms.importers.transparency import cells, sheets
from ckanext.socialprograms.importers.transparency.labels import Held
from ckanext.socialprograms.importers.transparency.sheets import NestedRows, Row, Sent
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.official.transparency import Column, Nested
from ckanext.socialprograms.records.values import folded

_PERIOD = {"start": "reported_from", "end": "reported_to", "updated": "updated_on"}
_BENEFICIARIES = "transparency_15b"


def recognise(document: Document) -> bool:
    """Say whether a workbook or CSV file has the labels of one of the formats."""
    return bool(document.sheets) and sheets.main_header(document) is not None


def read(document: Document) -> Iterator[ImportedRecord]:
    """Give a record for each program or evaluation, however many rows and periods tell of it.

    Raises UnreadableFile for lists of persons, which are no records.
    """
    sent = sheets.read(document)
    if sent.header.form.id == _BENEFICIARIES:
        raise UnreadableFile(Message(_PERSONS, {"name": document.name}))
    if "title" not in {one.column.path for one in sent.header.columns}:
        title = next(column.label for column in sent.header.form.columns if column.path == "title")
        raise UnreadableFile(Message(_NO_TITLE, {"name": document.name, "label": title}))
    reader = _Reader(sent)
    drafts = sorted((draft for row in sent.rows if (draft := reader.draft(row))), key=_name)
    is_first = True
    for _, same in groupby(drafts, key=_name):
        record = _record(list(same), sent)
        yield _told(record, sent) if is_first else record
        is_first = False


class _Reader:
    def __init__(self, sent: Sent) -> None:
        self._sent, self._form = sent, sent.header.form
        self._nested: dict[str, tuple[Nested, NestedRows]] = {}
        for one in sent.header.columns:
            if one.column.table:
                table = self._form.tables[one.column.table]
                self._nested[one.column.table] = (table, sent.nested(one, table))

    def draft(self, row: Row) -> Draft | None:
        """Give what a row says, None if it names nothing."""
        draft, groups = Draft(self._form.record), dict[str, dict[str, Any]]()
        year = ""
        for one in self._sent.header.columns:
            if one.column.table:
                self._put_nested(one, row, draft)
                continue
            value = self._read(one, row, draft, one.column.path)
            if one.column.source == "year":
                year = value
            elif value not in ("", []):
                self._put(one.column, value, draft, groups, row.place(one))
        if not draft.data.get("title"):
            return None
        for group, values in groups.items():
            draft.add(group, {**({"year": year} if year else {}), **values})
        for indicator in draft.data.get("indicators", ()) if year else ():
            indicator.setdefault("year", year)
        if self._form.record == "evaluation":
            draft.put("year", year)
        return draft

    def _read(self, one: Held, row: Row, draft: Draft, path: str, group: str = "") -> Any:
        found = cells.read(self._form, one.column, row.cell(one), group)
        if found.absent and path:
            draft.data.setdefault(found.absent, []).append(path)
        if found.note:
            draft.note(path.partition(".")[0] or "reported_from", found.note, str(row.cell(one)), row.place(one))
        return found.value

    def _put(self, column: Column, value: Any, draft: Draft, groups: dict[str, dict[str, Any]], place: Place) -> None:
        if column.source:
            if self._form.record == "program":
                draft.put(_PERIOD[column.source], value, place)
        elif column.group:
            groups.setdefault(column.group, {})[column.field] = value
        elif column.path not in draft.data:
            draft.put(column.path, value, place)

    def _put_nested(self, one: Held, row: Row, draft: Draft) -> None:
        table, nested = self._nested[one.column.table]
        key = cells.text(row.cell(one))
        for inner in nested.rows.get(key, ()) if key else ():
            said: dict[str, Any] = {}
            for column in nested.columns:
                path = table.rows or column.column.path
                value = self._read(column, inner, draft, path, table.rows)
                if value not in ("", []):
                    said[column.column.field] = value
            if table.rows and said:
                draft.add(table.rows, said, Place(sheet=inner.sheet, row=inner.number))
            for field, value in () if table.rows else said.items():
                draft.put(field, _together(draft.data.get(field), value))


def _together(before: Any, value: Any) -> Any:
    """Join what several rows say of one field; of a choice the first stays."""
    if isinstance(value, list):
        return [*(before or []), *(one for one in value if one not in (before or []))]
    if not before or before == value:
        return value
    return f"{before}\n\n{value}" if " " in value else before


def _name(draft: Draft) -> str:
    return folded(draft.data["title"])


def _record(drafts: list[Draft], sent: Sent) -> ImportedRecord:
    """Make a record of all that a file says of a name: the last period counts, the others add their years."""
    ordered = sorted(drafts, key=lambda one: one.data.get("reported_to", ""))
    last = ordered[-1]
    data: Mapping[str, Any] = ordered[0].data
    for one in ordered[1:]:
        data = joined(data, one.data)
    last.data = dict(data)
    for absent in (cells.NOT_APPLICABLE, cells.NOT_AVAILABLE):
        paths = [path for path in dict.fromkeys(last.data.pop(absent, ())) if path.partition(".")[0] not in last.data]
        if last.data.get("title") and sent.header.form.record == "program":
            last.put(absent, paths)
    if sent.header.form.only and sent.header.form.only[2]:
        last.put(sent.header.form.only[0], sent.header.form.only[1])
    if not sent.subject:
        last.note("owner_org", notes.NO_INSTITUTION)
    title = str(last.data["title"])
    key = key_of(sent.header.form.record, sent.subject, title)
    return last.record(key, organization=sent.subject or None, is_found_by_title=True)


def _told(record: ImportedRecord, sent: Sent) -> ImportedRecord:
    """Add, on the first record only, which columns of the file were not understood."""
    if not sent.header.unknown:
        return record
    note = Note("provenance", Message(notes.UNKNOWN_COLUMNS, {"labels": "; ".join(sent.header.unknown)}))
    return replace(record, warnings=(note, *record.warnings))


_PERSONS = N_(
    "“{name}” is a list of beneficiaries. It holds persons and is no record: publish it as a file of its program, "
    "after looking at which columns the law makes public."
)
_NO_TITLE = N_("“{name}” lacks the column “{label}”, without which its rows name nothing. Add it and send it again.")
