"""The same program in several reported periods is one record with the rows of all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data, folded

_Key = Callable[[Data], tuple[str, ...]]
_GROUPS: dict[str, _Key] = {
    "budget": lambda row: (values.text(row, "year"),),
    "indicators": lambda row: (folded(values.text(row, "name")), values.text(row, "year")),
    "rules": lambda row: (values.text(row, "url"),),
    "reports": lambda row: (values.text(row, "url"),),
}
"""The groups that grow from period to period, with what tells their rows apart."""

GROUPS = frozenset(_GROUPS)


def joined(stored: Data, incoming: Data, edited: Collection[str] = ()) -> dict[str, Any]:
    """Give what is known of a program when a period is added to it.

    A row that is here already takes what the period says of it (in groups that people ``edited`` it stays). A period
    older than the newest one here adds its rows and changes nothing else.
    """
    groups = {
        name: _rows(values.rows(stored, name), values.rows(incoming, name), key, keep=name in edited)
        for name, key in _GROUPS.items()
        if name in incoming
    }
    rest = {name: value for name, value in incoming.items() if name not in _GROUPS}
    if values.text(incoming, "reported_to") < values.text(stored, "reported_to"):
        rest = {name: value for name, value in rest.items() if name not in stored}
    return {**stored, **rest, **groups}


def _rows(stored: tuple[Data, ...], incoming: tuple[Data, ...], key: _Key, *, keep: bool) -> list[dict[str, Any]]:
    found = {key(row): dict(row) for row in stored}
    for row in incoming:
        known = found.get(key(row), {})
        if _is_told(found.get(key({**row, "year": ""}), {}), row):
            continue  # by a row of any year
        # Rules that a later period names still are those of the year in which they were issued.
        year = {"year": known["year"]} if known.get("year") else {}
        found[key(row)] = {**row, **known} if keep else {**known, **row, **year}
    return list(found.values())


def _is_told(known: Data, row: Data) -> bool:
    """Say whether a row that is here has all that a row of a year says."""
    return bool(known) and all(_alike(known, row, name) for name in row if name != "year")


def _alike(one: Data, other: Data, name: str) -> bool:
    figures = values.number(one, name), values.number(other, name)
    return figures[0] == figures[1] if all(figure is not None for figure in figures) else one.get(name) == other[name]
