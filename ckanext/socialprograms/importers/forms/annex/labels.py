"""Finds the items of the form by number or label, spelt as people spell them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ckanext.socialprograms.importers.vocabulary import after_label, labels
from ckanext.socialprograms.official.annex import Annex, Item
from ckanext.socialprograms.records.values import folded

_NUMBER = re.compile(r"\W*((?:\d+\.)*\d+)[.):\s–—-]*(.*)", re.DOTALL)
_ALIKE, _ALMOST_THE_SAME = 72, 90
_SHORTEST_ALIKE = 10
_END_OF_LABEL = re.compile(r"[:\n]")


@dataclass(frozen=True)
class Found:
    """A label: its item (None for the heading of a section) and what stands after it on its line."""

    item: Item | None
    rest: str


@dataclass
class Labels:
    """The labels of a form; ``at`` is the place of the item that was found last: items come in order."""

    form: Annex
    at: int = -1

    def __post_init__(self) -> None:
        self._items = {item.number: item for item in self.form.items}
        self._places = {item.number: place for place, item in enumerate(self.form.items)}
        self._known: dict[Item, tuple[str, ...]] = {}
        self._sections = {section.number: section for section in self.form.sections}

    def find(self, text: str, *, alone: bool = False) -> Found | None:
        """Give the label that a line begins with; ``alone`` where the line is a cell with another beside it."""
        numbered = _NUMBER.match(text)
        if numbered:
            found = self._by_number(numbered[1], numbered[2])
            if found:
                return self._kept(found)
        found = self._by_label(text, alone=alone)
        return self._kept(found) if found else None

    def part(self, item: Item, text: str) -> Found | None:
        """Give the part of an item that a line begins with."""
        for part in item.parts:
            rest = after_label(text, self._names(part))
            if rest is not None and (not rest or text[: len(text) - len(rest)].rstrip().endswith(":")):
                return Found(part, rest)
        return None

    def _by_number(self, number: str, rest: str) -> Found | None:
        if section := self._sections.get(number):
            return Found(None, "") if _alike(rest, section.label) else None
        item = self._items.get(number)
        if item is None:
            return None
        after = after_label(rest, self._names(item))
        if after is None:
            after = _after_alike(rest, self._names(item), _ALIKE)
        return None if after is None else Found(item, after)

    def _by_label(self, text: str, *, alone: bool) -> Found | None:
        if any(folded(text) == folded(section.label) for section in self.form.sections):
            return Found(None, "")
        for item in self.form.items[self.at + 1 :]:
            rest = after_label(text, self._names(item))
            if rest is not None and (not rest or text[: len(text) - len(rest)].rstrip().endswith(":")):
                return Found(item, rest)
        for item in self.form.items[self.at + 1 :]:
            if ":" in text or alone:
                rest = _after_alike(text, self._names(item), _ALMOST_THE_SAME)
                if rest is not None:
                    return Found(item, rest)
        return None

    def _names(self, item: Item) -> tuple[str, ...]:
        """Give the labels of an item and of its field, the longest first."""
        if item not in self._known:
            of_field = labels(self.form.record, item.field) if item.kind not in ("", "rows") else ()
            self._known[item] = tuple(sorted({*item.names, *of_field}, key=lambda name: -len(folded(name))))
        return self._known[item]

    def _kept(self, found: Found) -> Found:
        if found.item is not None:
            self.at = max(self.at, self._places[found.item.number])
        return found


def _after_alike(text: str, names: Sequence[str], least: int) -> str | None:
    """Give what stands after a label that is misspelt, None where the text begins otherwise."""
    end = _END_OF_LABEL.search(text)
    head = text[: end.start()] if end else text
    longest = max(len(name) for name in names) * 1.3
    is_long = len(head) >= _SHORTEST_ALIKE
    if len(head) > longest or not (is_long or least < _ALMOST_THE_SAME):
        return None
    if any(fuzz.ratio(folded(head), folded(name)) >= least for name in names):
        return text[end.end() :].strip() if end else ""
    return "" if not head.strip() else None


def _alike(text: str, label: str) -> bool:
    return fuzz.partial_ratio(folded(text.partition("\n")[0]), folded(label)) >= _ALIKE
