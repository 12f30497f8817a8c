"""The notes that an import left beside fields, and what becomes of them when a person edits the record."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.messages import Message

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


def edited(provenance: Mapping[str, Any], origins: Origins, seen: Collection[int]) -> dict[str, Any]:
    """Give the provenance of a record that a form changed.

    Notes that a person has seen to go, and so do those of rows that are gone; what speaks of a row that moved goes
    with it.
    """
    rows = {group: {origin: str(now) for now, origin in enumerate(order)} for group, order in origins.items()}
    kept = [
        {**note, "field": path}
        for number, note in enumerate(provenance.get("warnings", ()))
        if number not in seen and (path := _moved(str(note.get("field", "")), rows))
    ]
    places = {now: place for path, place in provenance.get("places", {}).items() if (now := _moved(path, rows))}
    return {**provenance, "warnings": kept, **({"places": places} if "places" in provenance else {})}


def _moved(path: str, rows: Mapping[str, Mapping[str, str]]) -> str:
    """Give where a path leads now, empty if its row is gone."""
    group, dot, rest = path.partition(".")
    if not dot or group not in rows:
        return path
    number, dot, inner = rest.partition(".")
    now = rows[group].get(number)
    return f"{group}.{now}{dot}{inner}" if now is not None else ""
