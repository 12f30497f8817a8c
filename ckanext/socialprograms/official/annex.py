"""The form in which the results of an evaluation are made known: its sections, items and their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ckanext.socialprograms.official.files import Certainty, read

CONAC = "conac_annex_1"


@dataclass(frozen=True)
class Item:
    """A numbered item, or a part of one, which has no number.

    ``kind`` says what its ``field`` holds, and is empty where it only heads others; ``columns`` are those of rows;
    ``other`` is the field of what a choice calls "other", and ``other_label`` what stands before it.
    """

    number: str
    label: str
    certainty: Certainty
    labels: tuple[str, ...] = ()
    field: str = ""
    kind: str = ""
    columns: tuple[str, ...] = ()
    other: str = ""
    other_label: str = ""
    numbered: bool = False
    parts: tuple[Item, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Give its labels, the official one first."""
        return (self.label, *self.labels)


@dataclass(frozen=True)
class Section:
    """A numbered section."""

    number: str
    label: str
    certainty: Certainty
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Annex:
    """A form with its sections in order."""

    id: str
    name: str
    title: str
    record: str
    sections: tuple[Section, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Give the numbered items in their order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def fields(self) -> Iterator[str]:
        """Give the fields of the record that the form asks for."""
        for item in self.items:
            yield from (one.field for one in (item, *item.parts) if one.field)
            yield from (one.other for one in (item, *item.parts) if one.other)


@lru_cache
def annex(id_: str = CONAC) -> Annex:
    """Give a form."""
    written = read(id_)
    sections = tuple(
        Section(one["number"], one["label"], Certainty(one["certainty"]), tuple(_item(item) for item in one["items"]))
        for one in written["sections"]
    )
    return Annex(written["id"], written["name"], written["title"], written["record"], sections)


def _item(written: Mapping[str, Any]) -> Item:
    known = {
        **written,
        "number": written.get("number", ""),
        "certainty": Certainty(written["certainty"]),
        "labels": tuple(written.get("labels", ())),
        "columns": tuple(written.get("columns", ())),
        "parts": tuple(_item(part) for part in written.get("parts", ())),
    }
    return Item(**known)
