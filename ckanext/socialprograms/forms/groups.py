"""Repeating groups as forms send them (``goals-10-description``) become lists of rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from typing import Any

PRESENT = "-present"
"""A form names each group that it shows with this ending, so that an emptied group is told from one not shown."""

_CELL = re.compile(r"(?P<group>[a-z_]+)-(?P<row>\d{1,6})-(?P<field>[a-z_]+)")


def expanded(data: dict[str, Any], groups: Collection[str]) -> dict[str, Any]:
    """Give the data with the groups of a form as lists of rows, in the order of their numbers, blank rows dropped.

    A group that is a list already (an API's) is left alone; one that the form shows without a row becomes empty.
    """
    kept: dict[str, Any] = {}
    rows: dict[str, dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    shown = set()
    for key, value in data.items():
        cell = _CELL.fullmatch(key)
        if cell and cell["group"] in groups:
            rows[cell["group"]][int(cell["row"])][cell["field"]] = value
        elif key.endswith(PRESENT) and key.removesuffix(PRESENT) in groups:
            shown.add(key.removesuffix(PRESENT))
        else:
            kept[key] = value
    for group in shown | rows.keys():
        kept.setdefault(group, [row for _, row in sorted(rows[group].items()) if _filled(row)])
    return kept


def _filled(row: dict[str, Any]) -> bool:
    return any(any(str(item).strip() for item in value) if isinstance(value, list) else str(value).strip() for value in row.values() if value is not None)
