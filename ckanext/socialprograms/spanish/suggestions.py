"""What somebody may be about to search for: titles of records, agencies, and kinds of support, by how they begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from cachetools import TTLCache, cached

import ckan.plugins.toolkit as tk
from ckan.lib.search.common import SearchError

from ckanext.socialprograms.records.values import folded
from ckanext.socialprograms.registration import TYPES
from ckanext.socialprograms.spanish import readiness
from ckanext.socialprograms.spanish.names import PREFIX

SHORTEST, LONGEST = 2, 100
_OF_EACH = 4
_TITLES = 6
_OURS = f"dataset_type:({' OR '.join(TYPES)})"
_FACETS = ("organization", "vocab_support_kinds")


@dataclass(frozen=True)
class Way:
    """A way to records: what it is of (``organization``, ``vocab_support_kinds`` or a type), its name, its code."""

    kind: str
    name: str
    code: str
    count: int = 1


def suggestions(asked: str) -> list[Way]:
    """Give what people may mean who have begun to write; only what everyone may see."""
    begun = folded(asked[:LONGEST])
    if len(begun) < SHORTEST:
        return []
    ways = _ways()
    matching = (islice(_matching(ways, kind, begun.split()), _OF_EACH) for kind in reversed(_FACETS))
    return [*_titles(begun), *(way for found in matching for way in found)]


def forget() -> None:
    """Ask for agencies and kinds of support anew."""
    _known.clear()


_known: TTLCache[tuple[()], tuple[Way, ...]] = TTLCache(maxsize=1, ttl=600)


@cached(_known)
def _ways() -> tuple[Way, ...]:
    query = {"fq": _OURS, "rows": 0, "facet.field": list(_FACETS), "facet.limit": -1}
    found = _search(query).get("search_facets", {})
    return tuple(
        Way(kind, item["display_name"], item["name"], item["count"])
        for kind in _FACETS
        for item in sorted(found.get(kind, {}).get("items", ()), key=lambda item: -item["count"])
    )


def _matching(ways: Iterable[Way], kind: str, begun: list[str]) -> Iterator[Way]:
    for way in ways:
        if way.kind == kind:
            words = folded(way.name).split()
            if all(any(word.startswith(start) for word in words) for start in begun):
                yield way


def _titles(begun: str) -> Iterator[Way]:
    if not readiness.is_ready():
        return
    query = {"q": begun, "defType": "edismax", "qf": PREFIX, "mm": "100%", "fq": _OURS, "rows": _TITLES}
    fields = ["name", "title", "dataset_type"]
    for row in _search({**query, "fl": fields, "facet": "false"}).get("results", ()):
        yield Way(row["dataset_type"], row.get("title") or row["name"], row["name"])


def _search(query: dict[str, Any]) -> dict[str, Any]:
    try:
        return tk.get_action("package_search")({"user": ""}, query)
    except SearchError:  # suggestions are a help, no need
        return {}
