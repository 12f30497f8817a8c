"""Where a record came from and what its import left to look at, for the people who edit it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ckanext.socialprograms.importers.records import Note
from ckanext.socialprograms.loading import provenance
from ckanext.socialprograms.messages import Message
from ckanext.socialprograms.pages.fields import Schema, find
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data


@dataclass(frozen=True)
class Attention:
    """A warning of the import; ``labels`` (msgids) lead to its field, ``row`` counts from 1."""

    labels: tuple[str, ...]
    row: int | None
    message: Message
    found: str
    place: Message | None


@dataclass(frozen=True)
class Origin:
    """The document that a record was read from (an ISO date says when), and the warnings that nobody has seen to."""

    file: str
    read_on: str
    warnings: tuple[Attention, ...]


def origin(data: Data, schema: Schema) -> Origin | None:
    """Give where a record came from, None if it was not imported."""
    kept = provenance.read(data.get("provenance"))
    if not kept:
        return None
    return Origin(
        file=values.text(kept, "file"),
        read_on=values.text(kept, "read_on"),
        warnings=tuple(_attention(note, schema) for note in provenance.notes(kept)),
    )


def names(path: str, schema: Schema) -> tuple[tuple[str, ...], int | None]:
    """Give the labels (msgids) that lead to the field at a path such as ``activities.3.due_date``, and its row."""
    name, _, rest = path.partition(".")
    number, _, inner = rest.partition(".")
    field: Mapping = find(schema, name)
    labels = [field.get("repeating_label", name) if number else field.get("label", name)]
    if inner:
        labels.append(find(schema, inner, name).get("label", inner))
    return tuple(labels), int(number) + 1 if number.isdigit() else None


def _attention(note: Note, schema: Schema) -> Attention:
    labels, row = names(note.field, schema)
    place = note.place.message() if note.place else None
    return Attention(labels, row, note.message, note.found, place)
