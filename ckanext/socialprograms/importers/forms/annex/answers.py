"""Parts a document into what it says to each item of the form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ckanext.socialprograms.importers.document import Document
from ckanext.socialprograms.importers.forms.annex.labels import Found, Labels
from ckanext.socialprograms.importers.forms.annex.pieces import Said, SaidRow, rows
from ckanext.socialprograms.official.annex import Annex, Item


@dataclass
class Answers:
    """What stands under each label; ``found`` are the numbers of the items that the document has, ``twice`` again."""

    said: Mapping[Item, list[Said]] = field(default_factory=lambda: defaultdict(list))
    found: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)


def answers(document: Document, form: Annex) -> Answers:
    """Give what a document says to each item; what stands before the first label is left out."""
    walk = _Walk(form)
    for row in rows(document):
        walk.take(row)
    return walk.answers


class _Walk:
    def __init__(self, form: Annex) -> None:
        self.answers = Answers()
        self._labels = Labels(form)
        self._item: Item | None = None
        self._under: Item | None = None

    def take(self, row: SaidRow) -> None:
        """Take a row: where its first cell is a label, the others are what it asks for."""
        first = row[0][0]
        if len(row) > 1 and (found := self._find(first.text, alone=True)) and not found.rest:
            self._open(found, first)
            for cell in row[1:]:
                self._value(cell)
            return
        for cell in row:
            for one in cell:
                self._line(one)

    def _value(self, cell: Sequence[Said]) -> None:
        for one in cell:
            if self._item and (part := self._labels.part(self._item, one.text)):
                self._open(part, one)
            else:
                self._add(one)

    def _line(self, one: Said) -> None:
        text = f"{one.marker} {one.text}" if one.marker[:1].isdigit() else one.text
        if found := self._find(text):
            self._open(found, one)
        else:
            self._add(one)

    def _find(self, text: str, *, alone: bool = False) -> Found | None:
        if self._item and (part := self._labels.part(self._item, text)):
            return part
        found = self._labels.find(text, alone=alone)
        if found and found.item and found.item.number in self.answers.found:
            # The form asks once; the same words again belong to an answer.
            self.answers.twice.add(found.item.number)
            return None
        return found

    def _open(self, found: Found, one: Said) -> None:
        if found.item is None:
            self._item = self._under = None
            return
        if found.item.number:
            self._item = found.item
            self.answers.found.add(found.item.number)
        self._under = found.item
        if found.rest:
            self._add(replace(one, text=found.rest, marker=""))

    def _add(self, one: Said) -> None:
        if self._under:
            self.answers.said[self._under].append(one)
