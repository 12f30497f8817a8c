"""Two editions of the same rules: which sections came, went, changed or moved, and which words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from ckanext.socialprograms.importers.regulation import Part
from ckanext.socialprograms.records.values import folded

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
KINDS = (ADDED, REMOVED, CHANGED, SAME)
# Beyond these nothing is compared word by word or each with each: it went and came as a whole.
MOST_WORDS = 1_000_000
MOST_PAIRS = 400_000
_ALIKE = 0.5
_RELATED = 0.3
# An amount, a date or a time is one word; a comma that moved does not change the word before it.
_WORD = re.compile(r"\$?\w+(?:[.,:/'’-]\w+)*%?\s*|[^\w\s]\s*")


@dataclass(frozen=True)
class Segment:
    """Some words of a paragraph: the same in both editions, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """A paragraph: the same, changed, added or removed."""

    kind: str
    segments: tuple[Segment, ...]

    def text(self, *kinds: str) -> str:
        """Give the words of some kinds, in order."""
        return "".join(segment.text for segment in self.segments if segment.kind in kinds).strip()

    @property
    def before(self) -> str:
        """Give the paragraph as the older edition has it, empty where it is new."""
        return self.text(SAME, REMOVED) if self.kind != ADDED else ""

    @property
    def after(self) -> str:
        """Give the paragraph as the newer edition has it, empty where it is gone."""
        return self.text(SAME, ADDED) if self.kind != REMOVED else ""


@dataclass(frozen=True)
class SectionChange:
    """A section of one edition or of both; a heading is empty where that edition does not have the section."""

    kind: str
    before: str
    after: str
    is_moved: bool
    changes: tuple[Change, ...]

    @property
    def heading(self) -> str:
        """Give the newest heading."""
        return self.after or self.before

    @property
    def is_renamed(self) -> bool:
        """Say whether both editions have it under different headings or numbers."""
        return bool(self.before and self.after and self.before != self.after)


@dataclass(frozen=True)
class Comparison:
    """The sections of both editions, in the order of the newer one; what went stands where it was."""

    sections: tuple[SectionChange, ...]

    def of(self, kind: str) -> tuple[SectionChange, ...]:
        """Give the sections of a kind."""
        return tuple(section for section in self.sections if section.kind == kind)

    def in_runs(self) -> tuple[tuple[SectionChange, ...], ...]:
        """Give the sections in their order, those without changes that follow one another together."""
        return tuple(
            run
            for is_same, sections in groupby(self.sections, lambda section: section.kind == SAME)
            for run in ([tuple(sections)] if is_same else ((section,) for section in sections))
        )

    @property
    def moved(self) -> tuple[SectionChange, ...]:
        """Give the sections that stand elsewhere, changed or not."""
        return tuple(section for section in self.sections if section.is_moved)


def compare(older: Sequence[Part], newer: Sequence[Part]) -> Comparison:
    """Compare two editions."""
    pairs = _paired(older, newer)
    moved = _moved(pairs)
    of_new = {new: old for old, new in pairs.items()}
    gone = defaultdict(list)  # by the older section that stays before it
    last = -1
    for index, part in enumerate(older):
        if index in pairs:
            last = index
        else:
            gone[last].append(SectionChange(REMOVED, part.heading, "", False, _all(REMOVED, part)))
    found = list(gone[-1])
    for index, part in enumerate(newer):
        old = of_new.get(index)
        if old is None:
            found.append(SectionChange(ADDED, "", part.heading, False, _all(ADDED, part)))
        else:
            found += [_changed(older[old], part, is_moved=index in moved), *gone[old]]
    return Comparison(tuple(found))


def word_changes(before: str, after: str) -> tuple[Segment, ...]:
    """Compare two paragraphs word by word."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > MOST_WORDS:
        return Segment(REMOVED, before), Segment(ADDED, after)
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    spans = [_Span(old[i1:i2], new[j1:j2], i1, j1) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]
    found: list[Segment] = []
    last = 0
    for span in _readable(spans, old, new):
        found.append(Segment(SAME, "".join(new[last : span.j])))
        found.append(Segment(REMOVED, _gap(old[: span.i], new[: span.j]) + "".join(span.old)))
        found.append(Segment(ADDED, "".join(span.new)))
        last = span.j + len(span.new)
    found.append(Segment(SAME, "".join(new[last:])))
    return tuple(segment for segment in found if segment.text.strip())


@dataclass(frozen=True)
class _Span:
    """Words of the older paragraph and what stands for them in the newer one, each with the place of the first."""

    old: list[str]
    new: list[str]
    i: int
    j: int

    @property
    def size(self) -> int:
        return max(len("".join(self.old)), len("".join(self.new)))


def _readable(spans: Sequence[_Span], old: list[str], new: list[str]) -> list[_Span]:
    """Join changes with less between them than in each: a lone “de” that stayed helps nobody to read."""
    found: list[_Span] = []
    for span in spans:
        before = found[-1] if found else None
        if before and len("".join(new[before.j + len(before.new) : span.j])) <= min(before.size, span.size):
            i, j = span.i + len(span.old), span.j + len(span.new)
            found[-1] = _Span(old[before.i : i], new[before.j : j], before.i, before.j)
        else:
            found.append(span)
    return found


def _gap(old: list[str], new: list[str]) -> str:
    """Give the space before words that went, where the newer text has none any more."""
    return " " if old and new and old[-1][-1].isspace() and not new[-1][-1].isspace() else ""


def _all(kind: str, part: Part) -> tuple[Change, ...]:
    return tuple(Change(kind, (Segment(kind, text),)) for text in part.paragraphs)


def _changed(old: Part, new: Part, *, is_moved: bool) -> SectionChange:
    changes = tuple(_aligned(old.paragraphs, new.paragraphs))
    is_same = all(one.kind == SAME for one in changes) and folded(old.title) == folded(new.title)
    return SectionChange(SAME if is_same else CHANGED, old.heading, new.heading, is_moved, changes)


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    if len(old) * len(new) > MOST_WORDS:
        yield from _apart(old, new)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from (Change(SAME, (Segment(SAME, text),)) for text in new[j1:j2])
        else:
            yield from _replaced(old[i1:i2], new[j1:j2])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Pair paragraphs that are related, the most alike first, each side of a pair on its own."""
    best = _most_alike(old, new) if old and new and len(old) * len(new) <= MOST_WORDS // 1000 else None
    if best is None:
        yield from _apart(old, new)
        return
    i, j = best
    yield from _replaced(old[:i], new[:j])
    yield Change(CHANGED, word_changes(old[i], new[j]))
    yield from _replaced(old[i + 1 :], new[j + 1 :])


def _apart(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    yield from (Change(REMOVED, (Segment(REMOVED, text),)) for text in old)
    yield from (Change(ADDED, (Segment(ADDED, text),)) for text in new)


def _most_alike(old: Sequence[str], new: Sequence[str]) -> tuple[int, int] | None:
    words = [frozenset(folded(text).split()) for text in new]
    score, i, j = max(
        (_alike(frozenset(folded(text).split()), words[j]), -i, -j)
        for i, text in enumerate(old)
        for j in range(len(new))
    )
    return (-i, -j) if score >= _RELATED else None


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _paired(older: Sequence[Part], newer: Sequence[Part]) -> dict[int, int]:
    """Pair the sections of both editions: by title, by content, and then those that are most alike."""
    pairs: dict[int, int] = {}
    keys: tuple[Callable[[Part], Hashable], ...] = (
        lambda part: (folded(part.heading), part.paragraphs),
        lambda part: folded(part.title),
        lambda part: part.paragraphs,
    )
    for key in keys:
        _pair_equal(older, newer, pairs, key)
    free_old = [index for index in range(len(older)) if index not in pairs]
    taken = set(pairs.values())
    free_new = [index for index in range(len(newer)) if index not in taken]
    if len(free_old) * len(free_new) <= MOST_PAIRS:
        _pair_alike(older, newer, pairs, [(old, new) for old in free_old for new in free_new])
    return pairs


def _pair_equal(
    older: Sequence[Part], newer: Sequence[Part], pairs: dict[int, int], key: Callable[[Part], Hashable]
) -> None:
    """Pair what has the same key, in order; an empty key (no title, no text) pairs nothing."""
    taken = set(pairs.values())
    waiting = defaultdict(list)
    for index, part in enumerate(newer):
        if index not in taken:
            waiting[key(part)].append(index)
    for index, part in enumerate(older):
        if index not in pairs and key(part) and waiting[key(part)]:
            pairs[index] = waiting[key(part)].pop(0)


def _pair_alike(
    older: Sequence[Part], newer: Sequence[Part], pairs: dict[int, int], free: Sequence[tuple[int, int]]
) -> None:
    scored = []
    for old, new in free:
        alike = _alike(older[old].words, newer[new].words)
        has_number = older[old].number and folded(older[old].number) == folded(newer[new].number)
        if alike >= (_RELATED if has_number else _ALIKE):
            scored.append((-alike, abs(old - new), old, new))
    taken = set(pairs.values())
    for _score, _distance, old, new in sorted(scored):
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)


def _moved(pairs: dict[int, int]) -> set[int]:
    """Give the newer sections that are out of the order of the older edition: those outside the longest ordered run."""
    order = [pairs[old] for old in sorted(pairs)]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, new in enumerate(order):
        place = bisect_left(tails, new)
        tails[place : place + 1] = [new]
        ends[place : place + 1] = [index]
        before.append(ends[place - 1] if place else -1)
    kept = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(order[index])
        index = before[index]
    return set(order) - kept
