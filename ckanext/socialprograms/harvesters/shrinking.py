"""Tells what of a record its source took back: files, rows of a group, whole texts. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from ckanext.socialprograms.loading.digests import plain

_MOST = 30
"""Fields that are told of a record."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A field that says less than before, in rows (or files), or else in letters of a text that is empty now.

    What it said is not kept: its source may have had to take it back.
    """

    field: str
    before: int
    after: int
    in_rows: bool


def shrunk(before: Mapping[str, Any], after: Mapping[str, Any], names: Iterable[str]) -> Iterator[Shrunk]:
    """Give those of the named fields that lost rows or their text."""
    for name in sorted(names):
        old, new = plain(before.get(name)), plain(after.get(name))
        if isinstance(old, list):
            left = len(new) if isinstance(new, list) else int(bool(new))
            if left < len(old):
                yield Shrunk(name, len(old), left, in_rows=True)
        elif old and not new:
            yield Shrunk(name, len(str(before[name])), 0, in_rows=False)


def written(found: Iterable[Shrunk]) -> str:
    """Give what shrank as a short text for the database, empty for nothing."""
    rows = [astuple(one) for one in found][:_MOST]
    return json.dumps(rows) if rows else ""


def read(text: str | None) -> tuple[Shrunk, ...]:
    """Read what ``written`` gave."""
    return tuple(Shrunk(*row) for row in json.loads(text or "[]"))
