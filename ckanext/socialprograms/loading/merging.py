"""Brings what a document says together with what a record holds, without undoing anyone's work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.importers import periods
from ckanext.socialprograms.importers.inventory import editions
from ckanext.socialprograms.importers.records import Note
from ckanext.socialprograms.loading.digests import plain, same
from ckanext.socialprograms.loading.provenance import Provenance, is_untouched
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import links, values
from ckanext.socialprograms.records.values import Data, folded

KEYS = {"activities": "id", "goals": "number", "improvements": "number", "recommendations": "number"}
"""What tells the rows of a group apart."""

_GROWING = (
    ("editions", editions.GROUPS, editions.combined),
    ("reported_to", periods.GROUPS, periods.joined),
)
"""The fields that mark a record as one of several years or periods, with the groups that grow and how."""
_FRAME = frozenset({"external_key", "provenance", "name", "owner_org", "resources", "type"})
_MARKS = {
    "editions": frozenset({"editions"}),
    "reported_to": frozenset({"reported_from", "reported_to", "updated_on"}),
}
"""The same marks, with what a year or period that says nothing else would put into a record."""
_AGENCY = ("agencies", "operating_entity")
_KEPT = Message(
    N_("Someone changed this by hand after it was imported. Their text stays; the document says otherwise.")
)
_LONGEST = 300


@dataclass(frozen=True)
class Merge:
    """The fields that a record takes from a document, and notes on those where an edit by hand stays."""

    changes: dict[str, Any]
    kept: tuple[Note, ...] = ()


def merge(stored: Data, incoming: Data, provenance: Provenance) -> Merge:
    """Tell what changes when a document gives a record again.

    A field that a person edited since the last import stays; so does a field that the document no longer gives. Of
    the inventory other editions, and of the transparency formats other periods, only add their rows. An edition
    or period that says nothing new of a record of none leaves it as it is: it comes from this portal.
    """
    adding: frozenset[str] = frozenset()
    for mark, groups, joined in _GROWING:
        if incoming.get(mark):
            adding = frozenset(name for name in groups if not is_untouched(provenance, name, stored.get(name)))
            incoming = joined(stored, incoming, adding)
    changes: dict[str, Any] = {}
    kept = []
    for field, value in incoming.items():
        if field in _FRAME or same(stored.get(field), value):
            continue
        if field in adding or is_untouched(provenance, field, stored.get(field)):
            changes[field] = value
        else:
            kept.append(Note(field, _KEPT, _short(value)))
    for mark, alone in _MARKS.items():
        if changes.keys() <= alone and not stored.get(mark):
            changes = {}
    return Merge({**changes, **_with_resources(stored, incoming)}, tuple(kept))


def completed(stored: Data, incoming: Data) -> dict[str, Any]:
    """Give what a document says together with the rows and cells of the same groups that it does not know."""
    return {
        name: _rows(name, values.rows(stored, name), value) if name in KEYS else value
        for name, value in incoming.items()
    }


def relinked(stored: Data, incoming: Data, titles: Mapping[str, str]) -> dict[str, Any]:
    """Give what a document says with the links that a record has already where the document has their titles."""
    found = dict(incoming)
    for name in links.LINK_FIELDS.get(values.text(stored, "type"), {}):
        known = {folded(titles[one]): one for one in values.texts(stored, name) if one in titles}
        if name in incoming:
            found[name] = [known.get(folded(one), one) for one in values.texts(incoming, name)]
    return found


def without_owner(stored: Data, incoming: Data, owner: str) -> Data:
    """Give what a document says without an agency that only names the organization of a record that names none."""
    if any(stored.get(name) for name in _AGENCY) or values.text(incoming, "operating_entity") != owner:
        return incoming
    return {name: value for name, value in incoming.items() if name != "operating_entity"}


def follow_up(stored: Data, incoming: Data) -> dict[str, Any]:
    """Tell what changes when a note of follow-up gives some rows of a record: by their key, else added at the end."""
    changes: dict[str, Any] = {}
    for field, value in incoming.items():
        if field in _FRAME or field == "title":
            continue
        after = _rows(field, values.rows(stored, field), value) if _is_group(value) else value
        if not same(stored.get(field), after):
            changes[field] = after
    return {**changes, **_with_resources(stored, incoming)}


def unknown_rows(stored: Data, incoming: Data) -> Iterator[tuple[str, str]]:
    """Give the groups and keys of rows that a note changes and the record does not have."""
    for group, key in KEYS.items():
        known = {values.text(row, key) for row in values.rows(stored, group)}
        for row in values.rows(incoming, group):
            if values.text(row, key) not in known:
                yield group, values.text(row, key)


def _rows(group: str, stored: Sequence[Data], incoming: Sequence[Data]) -> list[dict[str, Any]]:
    rows = [dict(row) for row in stored]
    for new in incoming:
        mine = next((row for row in rows if _is_same_row(group, row, new)), None)
        if mine is None:
            rows.append(dict(new))
        else:
            mine.update({**new, **_in_order(mine, new)})
    return rows


def _in_order(one: Data, other: Data) -> Data:
    """Give the lists of a row that another has in another order."""
    return {
        name: value
        for name, value in one.items()
        if isinstance(value, list) and sorted(value) == sorted(values.texts(other, name))
    }


def _is_same_row(group: str, one: Data, other: Data) -> bool:
    key = KEYS.get(group) or ("url" if other.get("url") else "")
    return values.text(one, key) == values.text(other, key) if key else plain(one) == plain(other)


def _with_resources(stored: Data, incoming: Data) -> dict[str, Any]:
    """Add the files and links that the record does not have; those that it has are the publisher's."""
    known = values.rows(stored, "resources")
    have = {values.text(row, "url") for row in known} | {folded(values.text(row, "name")) for row in known}
    new = [
        dict(row)
        for row in values.rows(incoming, "resources")
        if values.text(row, "url") not in have and folded(values.text(row, "name")) not in have
    ]
    return {"resources": [*map(dict, known), *new]} if new else {}


def _is_group(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and isinstance(value[0], Mapping)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else "" if isinstance(value, (list, dict)) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
