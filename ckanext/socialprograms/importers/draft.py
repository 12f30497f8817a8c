"""Collects what a form says: values, where each came from, and what to look at."""

from __future__ import annotations

import hashlib
from typing import Any

from ckanext.socialprograms.importers.document import Place
from ckanext.socialprograms.importers.records import ImportedRecord, Note
from ckanext.socialprograms.messages import Message
from ckanext.socialprograms.records.values import folded

_LONGEST_KEY = 80


class Draft:
    """A record while it is being read."""

    def __init__(self, record_type: str) -> None:
        self.data: dict[str, Any] = {}
        self.warnings: list[Note] = []
        self.places: dict[str, Place] = {}
        self._type = record_type

    def put(self, field: str, value: Any, place: Place | None = None) -> None:
        """Set a field unless it is empty."""
        if value or value == 0:
            self.data[field] = value
            if place:
                self.places[field] = place

    def add(self, group: str, row: dict[str, Any], place: Place | None = None) -> str:
        """Append a row to a repeating group, without its empty values, and give its path."""
        rows = self.data.setdefault(group, [])
        path = f"{group}.{len(rows)}"
        rows.append({key: value for key, value in row.items() if value or value == 0})
        if place:
            self.places[path] = place
        return path

    def note(self, field: str, message: Message, found: str = "", place: Place | None = None) -> None:
        """Warn beside a field."""
        self.warnings.append(Note(field, message, found, place or self.places.get(field)))

    def record(self, key: str, **more: Any) -> ImportedRecord:
        """Give the record, with the key by which importing it again finds it."""
        self.put("external_key", key)
        return ImportedRecord(self._type, self.data, tuple(self.warnings), self.places, **more)


def key_of(kind: str, *names: str) -> str:
    """Make a key that stays the same whatever the file's name and format: kind, plan, title."""
    return ":".join((kind, *(_slug(name) for name in names)))


def _slug(name: str) -> str:
    """Give the words of a name; one that is too long is cut and keeps a digest of the whole."""
    whole = "-".join(folded(name).split())
    digest = hashlib.sha256(whole.encode()).hexdigest()[:8]
    return whole if len(whole) <= _LONGEST_KEY else f"{whole[:_LONGEST_KEY]}-{digest}"
