"""The notes that an import left beside fields, and what becomes of them when a person edits the record."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.loading import provenance
from ckanext.socialprograms.messages import Message

SEEN = "provenance-seen"
"""The field of the form that holds the numbers of the notes that were seen to."""
Origins = Mapping[str, Sequence[str]]
"""Of each group that a form sent, the number that each of its rows had in the record, empty for a new row."""


@dataclass(frozen=True)
class FieldNote:
    """A note beside a field; ``number`` names it in the form, ``field`` is a path such as ``activities.3.due_date``."""

    number: int
    field: str
    message: Message
    found: str = ""
    place: Message | None = None
    is_seen: bool = False


Notes = tuple[FieldNote, ...]


def beside(stored: object, seen: Collection[str]) -> Notes:
    """Give the notes of a record's provenance; ``seen`` are the numbers that the form has ticked."""
    return tuple(
        FieldNote(
            number=number,
            field=note.field,
            message=note.message,
            found=note.found,
            place=note.place.message() if note.place else None,
            is_seen=str(number) in seen,
        )
        for number, note in enumerate(provenance.notes(provenance.read(stored)))
    )


def edited(before: Mapping[str, Any], origins: Origins, seen: Collection[int]) -> dict[str, Any]:
    """Give the provenance of a record that a form changed.

    Notes that a person has seen to go, and so do those of rows that are gone; what speaks of a row that moved goes
    with it.
    """
    rows = {group: {origin: str(now) for now, origin in enumerate(order)} for group, order in origins.items()}
    kept = [
        {**note, "field": path}
        for number, note in enumerate(before.get("warnings", ()))
        if number not in seen and (path := _moved(str(note.get("field", "")), rows))
    ]
    places = {now: place for path, place in before.get("places", {}).items() if (now := _moved(path, rows))}
    return {**before, "warnings": kept, **({"places": places} if "places" in before else {})}


def _moved(path: str, rows: Mapping[str, Mapping[str, str]]) -> str:
    """Give where a path leads now, empty if its row is gone."""
    group, dot, rest = path.partition(".")
    if not dot or group not in rows:
        return path
    number, dot, inner = rest.partition(".")
    now = rows[group].get(number)
    return f"{group}.{now}{dot}{inner}" if now is not None else ""
