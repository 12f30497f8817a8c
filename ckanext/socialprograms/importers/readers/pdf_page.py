"""What stands on one page of a PDF: words with their links and filled-in fields, lines, ruled tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from pdfplumber.page import Page
from pdfplumber.utils import cluster_objects

from ckanext.socialprograms.importers.readers import pieces
from ckanext.socialprograms.importers.readers.pdf_lines import (
    TextLine,
    Word,
    joined,
    lines_of,
    paragraphs,
    right_margin,
)
from ckanext.socialprograms.importers.readers.pdf_notes import with_notes
from ckanext.socialprograms.importers.readers.tabular import SpanCell

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_SIGNS = re.compile(r"wingdings|webdings|dingbats", re.IGNORECASE)
_TICKS = {"þ": "☑", "ý": "☒", "x": "☒", "¨": "☐", "o": "☐", "ü": "✓", "4": "✔", "3": "✓"}
_NAMELESS = re.compile(r"\(cid:\d+\)")
_MAX_RULES = 20_000
_SNAP = 3.0
_THIN = 4.0
_ON_ONE_ANOTHER = 1.0
_KIND = itemgetter("upright", "text", "fontname", "size")

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Ruled:
    """A ruled table and where it begins on its page."""

    top: float
    cells: tuple[SpanCell, ...]


@dataclass(frozen=True)
class Leaf:
    """One page: the lines outside its tables from top to bottom, and its tables."""

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...]
    tables: tuple[Ruled, ...]
    has_pictures: bool
    too_many_rules: bool

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written on it."""
        return not self.lines and not self.tables


def leaf_of(page: Page) -> Leaf:
    """Read a page."""
    words = with_notes(page, [_word(word) for word in _raw_words(page)])
    crowded = len(page.edges) > _MAX_RULES
    found = [] if crowded or not words else page.find_tables()
    grids = [[cell for cell in table.cells if _is_room(cell)] for table in found]
    boxes = [box for grid in grids for box in grid]
    inside: dict[Box | None, list[Word]] = defaultdict(list)
    for word in words:
        inside[_box_around(word, boxes)].append(word)
    tables = tuple(_ruled(grid, inside) for grid in grids if any(box in inside for box in grid))
    return Leaf(
        page.page_number,
        float(page.width),
        float(page.height),
        tuple(lines_of(inside[None])),
        tables,
        bool(page.images),
        crowded,
    )


def _raw_words(page: Page) -> list[dict]:
    once = {id(char) for char in _printed_once(page.chars)}
    seen = page.filter(lambda one: one["object_type"] != "char" or id(one) in once)
    return seen.extract_words(x_tolerance_ratio=0.15, extra_attrs=["fontname", "size"], return_chars=False)


def _printed_once(chars: list[dict]) -> Iterator[dict]:
    """Yield the letters of a page, one of those that stand on one another: bold type is sometimes faked so.

    ``Page.dedupe_chars`` does the same, but looks up each letter among all: a dense page takes it seconds.
    """
    for _kind, alike in groupby(sorted(chars, key=_KIND), key=_KIND):
        for row in cluster_objects(list(alike), itemgetter("doctop"), _ON_ONE_ANOTHER):
            for spot in cluster_objects(row, itemgetter("x0"), _ON_ONE_ANOTHER):
                yield min(spot, key=itemgetter("doctop", "x0"))


def _word(raw: dict) -> Word:
    text, font = str(raw["text"]), str(raw["fontname"])
    if _SIGNS.search(font) and len(text) == 1:  # letters of such a font are bullets and ticks
        text = _TICKS.get(text, "●")
    elif _NAMELESS.fullmatch(text):  # a lone sign that the font has no name for
        text = "●"
    x0, top, x1, bottom, size = (float(raw[key]) for key in ("x0", "top", "x1", "bottom", "size"))
    return Word(text, x0, top, x1, bottom, size, bool(_BOLD.search(font)))


def _is_room(box: Box) -> bool:
    """Tell a cell from the gap between two rules drawn side by side."""
    return box[2] - box[0] > _THIN and box[3] - box[1] > _THIN


def _box_around(word: Word, boxes: Sequence[Box]) -> Box | None:
    """Give the smallest cell around a word's middle."""
    x, y = word.middle
    around = [box for box in boxes if box[0] <= x <= box[2] and box[1] <= y <= box[3]]
    return min(around, key=lambda box: (box[2] - box[0]) * (box[3] - box[1])) if around else None


def _ruled(grid: Sequence[Box], inside: dict[Box | None, list[Word]]) -> Ruled:
    columns = _snapped([side for box in grid for side in (box[0], box[2])])
    rows = _snapped([side for box in grid for side in (box[1], box[3])])
    cells = tuple(
        SpanCell(
            row=_nearest(rows, box[1]),
            column=_nearest(columns, box[0]),
            lines=tuple(cell_lines(inside.get(box, []), box)),
            colspan=max(1, _nearest(columns, box[2]) - _nearest(columns, box[0])),
            rowspan=max(1, _nearest(rows, box[3]) - _nearest(rows, box[1])),
        )
        for box in sorted(grid, key=lambda box: (box[1], box[0]))
    )
    return Ruled(min(box[1] for box in grid), cells)


def cell_lines(words: Sequence[Word], box: Box) -> Iterator[pieces.Line]:
    """Give the paragraphs and items in a cell."""
    lines = lines_of(words)
    margin = right_margin(lines, box[0], box[2])
    for group in paragraphs(lines, margin):
        yield joined(group, margin)


def _snapped(sides: Sequence[float]) -> list[float]:
    """Give the rules of a grid, those drawn nearly at the same place as one."""
    rules: list[float] = []
    for side in sorted(sides):
        if not rules or side - rules[-1] > _SNAP:
            rules.append(side)
    return rules


def _nearest(rules: Sequence[float], side: float) -> int:
    return min(range(len(rules)), key=lambda index: abs(rules[index] - side))
