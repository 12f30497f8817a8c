"""Repeating groups as forms send them (``goals-10-description``) become lists of rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

PRESENT = "-present"
"""A form names what it shows with this ending, so that an emptied field is told from one that it does not show."""
ORIGIN = "_origin"
"""The cell in which a form says which number a row had in the record that it shows."""

_CELL = re.compile(r"(?P<group>[a-z0-9_]+)-(?P<row>\d{1,6})-(?P<cell>[a-z0-9_]+)")


def expanded(data: Mapping[str, Any], groups: Collection[str]) -> dict[str, Any]:
    """Give the data with the groups of a form as lists of rows, in the order of their numbers, blanks dropped.

    A list (an API's) is left alone unless the form has the group too; what the form shows empty becomes empty.
    """
    kept: dict[str, Any] = {}
    rows: dict[str, dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    shown: set[str] = set()
    for key, value in data.items():
        cell = _CELL.fullmatch(key)
        if cell and cell["group"] in groups:
            rows[cell["group"]][int(cell["row"])][cell["cell"]] = value
        elif key.endswith(PRESENT):
            shown.add(key.removesuffix(PRESENT))
        else:
            kept[key] = value
    for name in shown - rows.keys() - set(groups):
        kept.setdefault(name, [])
    for group in (shown & set(groups)) | rows.keys():
        filled = (
            {name: cell for name, cell in row.items() if _is_filled(cell)} for _, row in sorted(rows[group].items())
        )
        kept[group] = [row for row in filled if row.keys() - {ORIGIN}]
    return kept


def origins(data: Mapping[str, Any], groups: Collection[str]) -> dict[str, list[str]]:
    """Take the origins out of the rows of expanded data, and give them by group."""
    found = {}
    for group in groups:
        rows = data.get(group)
        if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            found[group] = [str(row.pop(ORIGIN, "")) for row in rows]
    return found


def _is_filled(cell: Any) -> bool:
    if isinstance(cell, list):
        return any(_is_filled(item) for item in cell)
    return cell is not None and bool(str(cell).strip())
