"""The tables of the DataStore that programs or people write: read as files are, and rid of columns."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.plugins import plugin_loaded

_AT_ONCE = 10_000


def write_csv(resource_id: str, path: Path) -> None:
    """Write the rows of a table into a file, some at a time; of a table that is not there, nothing."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for part in _pages(resource_id):
            file.write(part)


def is_there(resource_id: str) -> bool:
    """Say whether the DataStore has a table of a resource."""
    if not plugin_loaded("datastore"):
        return False
    try:
        _fields(resource_id)
    except tk.ObjectNotFound:
        return False
    return True


def drop(resource_id: str, columns: frozenset[str]) -> None:
    """Drop columns of a table."""
    kept = [one for one in _fields(resource_id) if one["id"] not in columns]
    change = {"resource_id": resource_id, "fields": kept, "delete_fields": True, "force": True}
    tk.get_action("datastore_create")({"ignore_auth": True}, change)


def _fields(resource_id: str) -> list[dict[str, Any]]:
    found = tk.get_action("datastore_search")({"ignore_auth": True}, {"resource_id": resource_id, "limit": 0})
    return [one for one in found["fields"] if one["id"] != "_id"]


def _pages(resource_id: str) -> Iterator[str]:
    """Yield the lines of a table, the names first."""
    if not is_there(resource_id):
        return
    names = [one["id"] for one in _fields(resource_id)]
    head = io.StringIO()
    csv.writer(head).writerow(names)
    yield head.getvalue()
    asked = {"resource_id": resource_id, "fields": names, "records_format": "csv", "limit": _AT_ONCE, "sort": "_id"}
    for offset in itertools.count(step=_AT_ONCE):
        found = tk.get_action("datastore_search")({"ignore_auth": True}, {**asked, "offset": offset})["records"]
        if not found:
            return
        yield found
