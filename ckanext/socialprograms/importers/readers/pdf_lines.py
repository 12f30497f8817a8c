"""Words on a page become lines, and lines paragraphs: some line breaks the writer meant, others only the margin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from ckanext.socialprograms.importers.readers import pieces

_SAME_LINE = 0.5
_WORD_GAP = 0.12
_TIGHT = 0.55
_SPACE = 0.25
_PADDING = 12.0


@dataclass(frozen=True)
class Word:
    """A word and where it stands, in points from the page's top left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 10.0
    bold: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """Give the point in its middle."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class TextLine:
    """Words that stand side by side."""

    words: tuple[Word, ...]
    furniture: bool = False

    @cached_property
    def text(self) -> str:
        """Give the words with a space wherever there is room for one."""
        parts = [self.words[0].text]
        for before, word in pairwise(self.words):
            parts.append(" " if word.x0 - before.x1 > _WORD_GAP * before.size else "")
            parts.append(word.text)
        return pieces.clean("".join(parts)).replace("\n", " ")

    @cached_property
    def top(self) -> float:
        """Give its upper side."""
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        """Give its lower side."""
        return max(word.bottom for word in self.words)

    @property
    def x0(self) -> float:
        """Give its left side."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Give its right side."""
        return self.words[-1].x1

    @cached_property
    def size(self) -> float:
        """Give its type size in points."""
        return median(word.size for word in self.words)

    @cached_property
    def bold(self) -> bool:
        """Tell whether all of it is in bold type."""
        return all(word.bold for word in self.words)


def lines_of(words: Sequence[Word]) -> list[TextLine]:
    """Give the lines from top to bottom, each from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle[1], word.x0)):
        last = rows[-1][-1] if rows else None
        height = min(word.bottom - word.top, last.bottom - last.top) if last else 0
        if last and word.middle[1] - last.middle[1] <= _SAME_LINE * height:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [TextLine(tuple(sorted(row, key=lambda word: word.x0))) for row in rows]


def right_margin(lines: Sequence[TextLine], left: float, right: float) -> float:
    """Give how far lines may reach in a box: to its padding, taken to be the same on both sides."""
    if not lines:
        return right
    padding = max(0.0, min(_PADDING, min(line.x0 for line in lines) - left))
    return max(right - padding, *(line.x1 for line in lines))


def paragraphs(lines: Sequence[TextLine], margin: float) -> Iterator[list[TextLine]]:
    """Give the lines of each paragraph: lines close together and of one type, one list item at most."""
    gaps = [after.top - before.bottom for before, after in pairwise(lines)]
    usual = median([gap for gap in gaps if gap > 0] or [0])
    group: list[TextLine] = []
    for line in lines:
        if group and not _goes_on(group, line, margin, usual):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def joined(lines: Sequence[TextLine], margin: float) -> pieces.Line:
    """Give a paragraph's text: a space where a line was full, a newline where the writer broke it."""
    text = lines[0].text
    for before, line in pairwise(lines):
        full = _is_full(before, line, margin)
        if full and text[-1:] == "-" and text[-2:-1].islower() and line.text[:1].islower():
            text = text[:-1] + line.text
        else:
            text += f"{' ' if full else chr(10)}{line.text}"
    return pieces.split_marker(text)


def _goes_on(group: Sequence[TextLine], line: TextLine, margin: float, usual: float) -> bool:
    last = group[-1]
    if line.furniture != last.furniture or line.bold != last.bold or abs(line.size - last.size) > 1:
        return False
    full = _is_full(last, line, margin)
    marker = pieces.split_marker(line.text).marker
    if marker and (marker == "●" or not full or pieces.split_marker(group[0].text).marker):
        return False
    gap = line.top - last.bottom
    return gap <= _TIGHT * line.size or (full and gap <= usual + _TIGHT * line.size / 2)


def _is_full(line: TextLine, following: TextLine, margin: float) -> bool:
    """Tell whether the following line's first word would not have fitted on this one."""
    word = following.words[0]
    return line.x1 + _SPACE * line.size + (word.x1 - word.x0) > margin + 0.5
