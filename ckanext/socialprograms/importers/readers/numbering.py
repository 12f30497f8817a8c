"""Which number or bullet Word writes before a paragraph: it stands in the list's definition, not in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

_LEVEL = re.compile(r"%([1-9])")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ALPHABET = 26
_PARENTS = 10


class _Level(NamedTuple):
    form: str
    text: str
    first: int


class Numbering:
    """Counts the list items of one document as they come. ``styles`` and ``lists`` are its XML parts."""

    def __init__(self, styles: Element, lists: Element | None) -> None:
        self._styles = {style.get(qn("w:styleId"), ""): style for style in styles.iter(qn("w:style"))}
        self._levels = {} if lists is None else dict(_lists(lists))
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def marker(self, paragraph: Element) -> str:
        """Give the marker of a ``w:p`` and count it; empty if it is no list item."""
        number, depth = self._list_of(paragraph)
        level = self._levels.get(number, {}).get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "●"
        counts = self._counts[number]
        counts[depth] = counts.get(depth, level.first - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        return _LEVEL.sub(lambda found: self._count(number, int(found[1]) - 1), level.text).strip()

    def _list_of(self, paragraph: Element) -> tuple[str, int]:
        """Give the list and level of a paragraph, its own or its style's."""
        properties = paragraph.find(qn("w:pPr"))
        style = "" if properties is None else _value(properties, "w:pStyle")
        for _ in range(_PARENTS):
            found = None if properties is None else properties.find(qn("w:numPr"))
            if found is not None:
                return _value(found, "w:numId"), _whole(_value(found, "w:ilvl"))
            above = self._styles.get(style)
            if above is None:
                break
            properties, style = above.find(qn("w:pPr")), _value(above, "w:basedOn")
        return "", 0

    def _count(self, number: str, depth: int) -> str:
        level = self._levels[number].get(depth)
        if level is None:
            return ""
        count = self._counts[number].setdefault(depth, level.first)
        if level.form in {"lowerLetter", "upperLetter"}:
            letter = chr(ord("a") + (count - 1) % _ALPHABET)
            return letter if level.form == "lowerLetter" else letter.upper()
        if level.form in {"lowerRoman", "upperRoman"}:
            return _roman(count) if level.form == "lowerRoman" else _roman(count).upper()
        return str(count)


def _lists(part: Element) -> Iterator[tuple[str, dict[int, _Level]]]:
    """Give the levels of each list by its number."""
    abstract = {
        definition.get(qn("w:abstractNumId"), ""): {
            _whole(level.get(qn("w:ilvl"))): _Level(
                _value(level, "w:numFmt"), _value(level, "w:lvlText"), _whole(_value(level, "w:start"), 1)
            )
            for level in definition.iter(qn("w:lvl"))
        }
        for definition in part.iter(qn("w:abstractNum"))
    }
    for number in part.iter(qn("w:num")):
        levels = dict(abstract.get(_value(number, "w:abstractNumId"), {}))
        for override in number.iter(qn("w:lvlOverride")):
            depth, start = _whole(override.get(qn("w:ilvl"))), _value(override, "w:startOverride")
            if start and depth in levels:
                levels[depth] = levels[depth]._replace(first=_whole(start, 1))
        yield number.get(qn("w:numId"), ""), levels


def _value(parent: Element, tag: str) -> str:
    child = parent.find(qn(tag))
    return "" if child is None else child.get(qn("w:val"), "")


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isdecimal() else default


def _roman(number: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters
