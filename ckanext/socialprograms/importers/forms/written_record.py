"""Records as YAML: the schema's own field names and values, written by hand or by another program."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ckanext.socialprograms.importers import vocabulary
from ckanext.socialprograms.importers.document import Document, Place, Written
from ckanext.socialprograms.importers.draft import key_of
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.records import ImportedRecord
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.kinds import LISTS, NUMBERS, held

TYPES = ("commitment", "program", "evaluation")
ABOUT = ("type", "organization", "federal_entity", "updates", "reason", "data")
"""What stands beside ``data``: whose record it is, and for a follow-up the title of what it updates, and why."""

_KEPT_BY_THE_PORTAL = {"name", "owner_org", "provenance", "replanning_reason"}


def recognise(document: Document) -> bool:
    """Say whether a document holds written records."""
    return bool(document.written)


def read(document: Document) -> Iterator[ImportedRecord]:
    """Give the records. Raises UnreadableFile where one names a type or field that is not ours, or lacks its title."""
    for written in document.written:
        yield _Reader(document.name, written).record()


class _Reader:
    def __init__(self, name: str, written: Written) -> None:
        self._name = name
        self._about = written.values
        self._lines = written.lines

    def record(self) -> ImportedRecord:
        for key in self._about:
            if key not in ABOUT:
                raise self._refused(_UNKNOWN, key, field=key, close=_closest(key, ABOUT))
        record_type = self._about.get("type")
        if record_type not in TYPES:
            raise self._refused(_TYPE, "type", found=self._about.get("type") or "—", known=", ".join(TYPES))
        data = self._data(record_type)
        updates = self._text("updates")
        if not updates and not data.get("title"):
            raise self._refused(_NO_TITLE, "data")
        if not updates:
            data.setdefault("external_key", key_of(record_type, data["title"]))
        return ImportedRecord(
            record_type,
            data,
            places=dict(_places(self._lines)),
            organization=self._text("organization"),
            updates=updates,
            reason=self._text("reason"),
            federal_entity=self._text("federal_entity"),
        )

    def _text(self, key: str) -> str | None:
        value = self._about.get(key) or None
        if value is not None and not isinstance(value, str):
            raise self._refused(_SHAPE, key, field=key)
        return value

    def _data(self, record_type: str) -> dict[str, Any]:
        data = self._about.get("data")
        if not isinstance(data, dict) or not data:
            raise self._refused(_NO_TITLE, "data")
        known = {**vocabulary.fields(record_type), "resources": {"repeating_subfields": ()}}
        for name in _KEPT_BY_THE_PORTAL:
            known.pop(name, None)
        return self._values(data, known, record_type, "data")

    def _values(self, row: Mapping[str, Any], known: Mapping[str, Any], record_type: str, path: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in row.items():
            here = f"{path}.{name}"
            if name not in known:
                raise self._refused(_UNKNOWN, here, field=name, close=_closest(name, known))
            if value in ("", []):
                continue
            if "repeating_subfields" in known[name]:
                found[name] = self._rows(value, name, record_type, here)
            else:
                found[name] = self._value(value, known[name], here)
        return found

    def _rows(self, value: Any, group: str, record_type: str, path: str) -> list[dict[str, Any]]:
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self._refused(_SHAPE, path, field=group)
        known = vocabulary.fields(record_type, group)
        return [self._values(row, known, record_type, f"{path}.{index}") for index, row in enumerate(value)]

    def _value(self, value: Any, field: Mapping[str, Any], path: str) -> Any:
        """Give a text, a list of texts or a number, whichever the field holds."""
        kind = held(field)
        if kind in LISTS:
            items = value if isinstance(value, list) else [value]
            if all(isinstance(item, str) for item in items):
                return items
        elif isinstance(value, str):
            return _number(value) if kind in NUMBERS else value
        raise self._refused(_SHAPE, path, field=path.rpartition(".")[2])

    def _refused(self, sentence: str, path: str, **more: object) -> UnreadableFile:
        line = self._lines.get(path) or self._lines[""]
        return UnreadableFile(Message(sentence, {"name": self._name, "line": line, **more}))


def _closest(name: str, known: Iterable[str]) -> str:
    return difflib.get_close_matches(name, sorted(known), n=1, cutoff=0)[0]


def _number(value: str) -> int | float | str:
    """Give a number; what is none stays, for the field's own rule to say what it expects."""
    if value.isascii() and value.replace(".", "", 1).removeprefix("-").isdigit():
        return float(value) if "." in value else int(value)
    return value


def _places(lines: Mapping[str, int]) -> Iterator[tuple[str, Place]]:
    """Give where each field stands and each row of a group."""
    for path, line in lines.items():
        start, _, field = path.partition(".")
        if start == "data" and field and field.count(".") <= 1:
            yield field, Place(line=line)


_UNKNOWN = N_(
    "{name}: “{field}”, at line {line}, is no field of this portal's forms. Take it out, or "
    "correct its name: the closest is “{close}”."
)
_TYPE = N_("{name}: the type “{found}”, at line {line}, is not one of {known}. Correct it and send the file again.")
_SHAPE = N_(
    "{name}: “{field}”, at line {line}, is not written as its field needs: a text, a list of texts, or a list of rows "
    "with their fields. Correct it and send the file again."
)
_NO_TITLE = N_("{name}: the record at line {line} has no title. Write one in its data, and send the file again.")
