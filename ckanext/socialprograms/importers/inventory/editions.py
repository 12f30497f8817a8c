"""The same program in several years of the inventory is one record with more years."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

_Key = Callable[[Data], tuple[str, ...]]
_GROUPS: dict[str, _Key] = {
    "budget": lambda row: (values.text(row, "year"),),
    "rules": lambda row: (values.text(row, "year"), values.text(row, "kind"), values.text(row, "url")),
    "mentions": lambda row: (values.text(row, "document"), values.text(row, "year")),
}
"""The groups that hold a row a year, with what tells their rows apart."""

GROUPS = frozenset(_GROUPS)
_ABSENT = ("not_applicable", "not_available")
_OF_A_YEAR = re.compile(r"\.(\d{4})\.")


def combined(stored: Data, incoming: Data, edited: Collection[str] = ()) -> dict[str, Any]:
    """Give what an edition says of a program that is here, together with the editions before and after it.

    Rows of the same year take what the edition says of them (in groups that people ``edited`` they stay), rows of
    other years stay. An
    edition older than the newest one here adds its rows and changes nothing else.
    """
    years = {*values.texts(stored, "editions"), *values.texts(incoming, "editions")}
    groups = {
        name: _rows(values.rows(stored, name), values.rows(incoming, name), key, keep=name in edited)
        for name, key in _GROUPS.items()
        if name in stored or name in incoming
    }
    rest = (
        {} if is_older(stored, incoming) else {name: value for name, value in incoming.items() if name not in _GROUPS}
    )
    return {**rest, **groups, **_absent(stored, incoming), "editions": sorted(years, reverse=True)}


def is_older(stored: Data, incoming: Data) -> bool:
    """Say whether an edition is older than the newest one of a program that is here."""
    newest = max(values.texts(stored, "editions"), default="")
    return max(values.texts(incoming, "editions"), default="") < newest


def _absent(stored: Data, incoming: Data) -> dict[str, list[str]]:
    """Give what was said not to be there: of a year by the edition that came last with it, else by the newest one."""
    older, told_anew = is_older(stored, incoming), values.texts(incoming, "editions")
    found: dict[str, list[str]] = {}
    for name in _ABSENT:
        come = [path for path in values.texts(incoming, name) if _year(path) or not older]
        kept = [path for path in values.texts(stored, name) if (_year(path) not in told_anew if _year(path) else older)]
        paths = [*kept, *come] if older else [*come, *kept]
        if paths or name in (stored if older else incoming):
            found[name] = paths
    return found


def _year(path: str) -> str:
    found = _OF_A_YEAR.search(path)
    return found[1] if found else ""


def _rows(stored: tuple[Data, ...], incoming: tuple[Data, ...], key: _Key, *, keep: bool) -> list[Data]:
    here, new = {key(row): row for row in stored}, {key(row): row for row in incoming}
    told = {name: {**here.get(name, {}), **row} for name, row in new.items()}
    rows = {**here, **told, **here} if keep else {**here, **told}
    if rows.keys() == here.keys():
        return list(rows.values())
    return sorted(rows.values(), key=lambda row: values.text(row, "year"), reverse=True)
