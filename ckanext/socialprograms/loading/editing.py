"""Brings what a workbook changes into a saved record, and finds what was changed there meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ckanext.socialprograms.importers.records import Edit, ImportedRecord
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.workbook import base
from ckanext.socialprograms.workbook.layout import FILES, ID, layouts

_LONGEST = 200
_NOTHING = "—"


@dataclass(frozen=True)
class Edition:
    """The fields that a record takes from a workbook, and a sentence for each that someone else changed meanwhile.

    ``already`` are those that someone else changed to the same.
    """

    changes: dict[str, Any]
    conflicts: Mapping[str, Message] = field(default_factory=dict)
    already: tuple[str, ...] = ()


def edit(stored: Data, record: ImportedRecord) -> Edition:
    """Tell what a workbook changes in a saved record, which is given as its dataset dict."""
    edits = record.edits or Edit("", record.title, {})
    now = _said(record.type, base.with_tags(stored))
    changes: dict[str, Any] = {}
    conflicts: dict[str, Message] = {}
    already = []
    for name, value in record.data.items():
        held = base.short(now[name])
        is_new = base.short(value) != held
        was_changed = edits.base.get(name, held) != held
        if is_new and was_changed:
            conflicts[name] = conflict(record.type, edits.title, name, now[name], value)
        elif is_new:
            changes |= _change(stored, name, value)
        elif was_changed:
            already.append(name)
    return Edition(changes, conflicts, tuple(already))


def conflict(type_: str, title: str, name: str, now: Any, here: Any) -> Message:
    """Say that someone else changed a field that a document changes too, with both values."""
    label = next(_labels(type_, name), Message(name))
    there, here = _different(now, here)
    return Message(_CONFLICT, {"title": title, "field": label, "now": _brief(there), "here": _brief(here)})


def _said(type_: str, data: Data) -> Mapping[str, Any]:
    first, *groups = layouts(type_)
    found = {column.name: base.field_said(column, data) for column in first.fields}
    return {**found, **{sheet.group: base.group_said(sheet, data) for sheet in groups}}


def _change(stored: Data, name: str, value: Any) -> dict[str, Any]:
    if name == FILES:
        return {FILES: _files(stored, value)}
    if name == base.TAGS:
        return {"tags": [{"name": tag} for one in str(value).split(",") if (tag := one.strip())]}
    if isinstance(value, list):
        return {name: [_filled(row) if isinstance(row, Mapping) else row for row in value]}
    return {name: value}


def _files(stored: Data, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Change the files that a workbook names and add its new links; a file is never deleted by a missing row."""
    told = {values.text(row, ID): row for row in rows if values.text(row, ID)}
    kept = [_file(stored["type"], row, told.get(values.text(row, "id"), {})) for row in values.rows(stored, FILES)]
    return [*kept, *(_filled(_without_key(row)) for row in rows if not values.text(row, ID))]


def _file(type_: str, stored: Data, row: Mapping[str, Any]) -> dict[str, Any]:
    columns = layouts(type_)[-1].fields
    now = {column.name: base.field_said(column, stored) for column in columns}
    return {**stored, **{name: row[name] for name, value in now.items() if name in row and row[name] != value}}


def _without_key(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != ID}


def _filled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in ("", [])}


def _labels(type_: str, name: str) -> Iterator[Message]:
    first, *groups = layouts(type_)
    yield from (Message(column.label) for column in first.fields if column.name == name)
    yield from (Message(sheet.title) for sheet in groups if sheet.group == name)


def _different(one: Any, other: Any) -> tuple[Any, Any]:
    """Leave out the rows that two groups share: who reads of a conflict looks for what is not the same."""
    if not (isinstance(one, list) and isinstance(other, list)):
        return one, other
    return [row for row in one if row not in other], [row for row in other if row not in one]


def _brief(value: Any) -> str:
    if isinstance(value, Mapping):
        return " | ".join(told for one in value.values() if (told := _brief(one)) != _NOTHING)
    if isinstance(value, list):
        value = "; ".join(map(_brief, value))
    text = str(value) or _NOTHING
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_CONFLICT = N_(
    "“{title}”, {field}: this was changed in the portal meanwhile. The portal has “{now}”, the document “{here}”. "
    "Nothing of this record was changed. Take the workbook anew and make your change in it."
)
