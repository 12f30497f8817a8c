"""What a record remembers of the documents that it came from: its field ``provenance``, as JSON.

``file checksum form read_on``  the document
``place``, ``places``           what all places share (such as a sheet and its row), and the rest by field path
``warnings``                    ``field where found message``: what to look at
``digest``                      of all that the document said, to skip it when it comes again unchanged
``saved``                       of each field as it was saved: a field that differs now was edited by hand
``earlier``                     the documents before this one
``follow_ups``                  the notes that changed it since
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ckanext.socialprograms.importers.document import Place
from ckanext.socialprograms.importers.records import ImportedRecord, Note
from ckanext.socialprograms.loading.digests import digest
from ckanext.socialprograms.messages import Message

Provenance = Mapping[str, Any]
_PLACE = tuple(Place.__dataclass_fields__)
_SOURCE = ("file", "checksum", "form", "read_on")


@dataclass(frozen=True)
class Source:
    """The document that a record is read from; ``read_on`` is an ISO date."""

    file: str
    checksum: str
    form: str
    read_on: str


def read(stored: object) -> Provenance:
    """Read the field as CKAN gives it; what is no provenance is empty."""
    if isinstance(stored, str):
        try:
            stored = json.loads(stored)
        except ValueError:
            return {}
    return stored if isinstance(stored, Mapping) else {}


def first(record: ImportedRecord, source: Source, before: Provenance) -> dict[str, Any]:
    """Give the provenance of a record that a document gives whole; ``before`` is what it remembered until now."""
    shared, places = _places(record.places)
    remembered = {key: before[key] for key in ("saved", "follow_ups", "earlier") if key in before}
    if before.get("checksum") and before["checksum"] != source.checksum:
        remembered["earlier"] = [*remembered.get("earlier", ()), {key: before.get(key, "") for key in _SOURCE}]
    return {
        **remembered,
        **asdict(source),
        "place": shared,
        "places": places,
        "warnings": [warning(note) for note in record.warnings],
        "digest": digest(record.data),
    }


def older(source: Source, before: Provenance) -> dict[str, Any]:
    """Give the provenance of a record to which an older edition of its document adds: the newest one stays."""
    known = [one for one in before.get("earlier", ()) if one.get("checksum") != source.checksum]
    return {**before, "earlier": [*known, asdict(source)]}


def followed(source: Source, before: Provenance) -> dict[str, Any]:
    """Give the provenance of a record that a note changes: the note is added, the rest stays."""
    known = [note for note in before.get("follow_ups", ()) if note.get("checksum") != source.checksum]
    return {**before, "follow_ups": [*known, asdict(source)]}


def with_saved(provenance: Provenance, stored: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """Add how the fields that a document gave were saved."""
    return {
        **provenance,
        "saved": {**provenance.get("saved", {}), **{name: digest(stored.get(name)) for name in fields}},
    }


def is_untouched(provenance: Provenance, field: str, value: Any) -> bool:
    """Say whether a field still is as an import saved it, or empty."""
    found = digest(value)
    return found in ("", provenance.get("saved", {}).get(field))


def warning(note: Note) -> dict[str, Any]:
    """Give a warning as JSON."""
    return {
        "field": note.field,
        "where": place(note.place),
        "found": note.found,
        "message": note.message.as_json(),
    }


def notes(provenance: Provenance) -> list[Note]:
    """Give the warnings that a record remembers."""
    return [note(one) for one in provenance.get("warnings", ())]


def note(warning: Mapping[str, Any]) -> Note:
    """Read what ``warning`` gave."""
    where = warning.get("where")
    message = Message.from_json(warning["message"])
    return Note(warning["field"], message, warning.get("found", ""), Place(**where) if where else None)


def place(found: Place | None) -> dict[str, Any]:
    """Give a place as JSON, without what it does not say."""
    return {name: value for name in _PLACE if (value := getattr(found, name)) is not None} if found else {}


def place_of(provenance: Provenance, path: str) -> Place | None:
    """Give where the value at a path came from; a path without a place of its own has that of what it is in."""
    places = provenance.get("places", {})
    while path and path not in places:
        path = path.rpartition(".")[0]
    return Place(**{**provenance.get("place", {}), **places[path]}) if path else None


def _places(found: Mapping[str, Place]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Split places into what all share and the rest of each: a row of a workbook is named once."""
    every = {path: place(one) for path, one in found.items()}
    shared = dict(next(iter(every.values()), {}))
    for one in every.values():
        shared = {key: value for key, value in shared.items() if one.get(key) == value}
    return shared, {path: {key: one[key] for key in one.keys() - shared.keys()} for path, one in every.items()}
