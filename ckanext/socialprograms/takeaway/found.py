"""What a search finds, as the viewer may see it, read from the index page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search.query import solr_literal

from ckanext.socialprograms.addresses import asking

PAGE = 200
_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_NO_FILTERS = frozenset({"q", "page", "sort"})


@dataclass(frozen=True)
class Search:
    """A search of the list of a type: its words, its filters (name and value) and its order.

    ``known`` are fields of the index of which a record must have one. ``all_states`` finds private records and drafts
    too, as far as the viewer may see them.
    """

    type: str
    words: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    known: tuple[str, ...] = ()
    all_states: bool = False

    @classmethod
    def read(cls, type_: str, asked: Any) -> Search:
        """Read the parameters of a list's address, as CKAN's own list does."""
        pairs = (
            (name, value)
            for name, value in asked.items(multi=True)
            if value and name not in _NO_FILTERS and not name.startswith(("_", "ext_")) and _FIELD.fullmatch(name)
        )
        return cls(type_, asked.get("q", ""), tuple(pairs), asked.get("sort", ""))

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Give the parameters of an address that asks for the same."""
        pairs = [("q", self.words), *self.filters, ("sort", self.sort)]
        return [(name, value) for name, value in pairs if value]

    def at(self, address: str) -> str:
        """Give the address that asks for the same at a page or file of the list."""
        return asking(address, self.parameters)

    def query(self, start: int, rows: int) -> dict[str, Any]:
        """Give the same for CKAN's search."""
        clauses = [f"{name}:{solr_literal(value)}" for name, value in self.filters]
        if self.known:
            clauses.append(f"({' OR '.join(f'{name}:[* TO *]' for name in self.known)})")
        if not _has_all_kinds(self.type):
            clauses.append(f"dataset_type:{self.type}")
        order = self.sort or tk.config["ckan.search.default_package_sort"]
        return {
            "q": self.words,
            "fq": " ".join(f"+{one}" for one in clauses),
            # Records that are equal in order must not change places between two pages.
            "sort": f"{order}, id asc",
            "start": start,
            "rows": rows,
            "facet": "false",
            "include_private": self.all_states or tk.config["ckan.search.default_include_private"],
            "include_drafts": self.all_states,
        }


@dataclass(frozen=True)
class Found:
    """How many records a search found, and the first of them; the others are read when they are asked for."""

    search: Search
    count: int
    first: tuple[dict[str, Any], ...]
    context: Mapping[str, Any] = field(default_factory=dict)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield all records, page by page."""
        page: tuple[dict[str, Any], ...] = self.first
        start = 0
        while page:
            yield from page
            start += PAGE
            page = _page(self.search, start, self.context)["results"] if start < self.count else ()

    @property
    def has_more(self) -> bool:
        """Say whether not all of it is here: to read the others takes time."""
        return self.count > len(self.first)

    def up_to(self, most: int) -> Iterator[dict[str, Any]]:
        """Yield the first records."""
        return islice(self, most)


def find(search: Search, context: Mapping[str, Any] | None = None) -> Found:
    """Search as the viewer, or as the context says.

    Raises SearchError where the index does not understand the question, or does not answer.
    """
    found = _page(search, 0, context or {})
    return Found(search, found["count"], tuple(found["results"]), context or {})


def newest(search: Search) -> tuple[int, str, datetime | None]:
    """Count what a search finds, and give the id and moment of what changed last of it. Raises SearchError."""
    asked = {**replace(search, sort="metadata_modified desc").query(0, 1), "fl": ["id", "metadata_modified"]}
    found = tk.get_action("package_search")({}, asked)
    for row in found["results"]:
        return found["count"], row["id"], datetime.fromisoformat(row["metadata_modified"].rstrip("Z"))
    return found["count"], "", None


def _has_all_kinds(type_: str) -> bool:
    """Say whether the list of a type has records of all kinds, as CKAN is told."""
    told = str(tk.config["ckan.search.show_all_types"]).lower()
    return type_ == ("dataset" if told in ("true", "yes", "on", "1") else told)


def _page(search: Search, start: int, context: Mapping[str, Any]) -> Mapping[str, Any]:
    asked: Any = {**context}
    return tk.get_action("package_search")(asked, search.query(start, PAGE))
