"""Cuts lines into sections at the labels of a form, wherever a label stands and however many lines it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ckanext.socialprograms.importers.document import Place
from ckanext.socialprograms.importers.lines import Line, Piece, lines_of
from ckanext.socialprograms.importers.spelling import is_shouted
from ckanext.socialprograms.importers.vocabulary import after_label, label_words
from ckanext.socialprograms.records.values import folded

Labels = Mapping[str, Iterable[str]]
_LONGEST_HEADING = 4


@dataclass(frozen=True)
class Section:
    """What stands under a label: ``key`` says which, ``heading`` how it is written.

    What follows the label on its own line is the first of ``pieces``.
    """

    key: str
    heading: str
    place: Place
    pieces: tuple[Piece, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Give the lines, without the tables."""
        return lines_of(self.pieces)


@dataclass(frozen=True)
class _Heading:
    key: str
    written: str
    rest: str
    length: int


def sections(pieces: Sequence[Piece], labels: Labels) -> tuple[Section, ...]:
    """Give the sections in order; what stands before the first label has the empty key.

    A label that ends in ``…`` may be followed by any words; another counts where it stands alone, has a colon or a
    number after it, or is written in capitals.
    """
    first_words = {label_words(name)[0] for names in labels.values() for name in names}
    found = [Section("", "", Place())]
    contents: list[list[Piece]] = [[]]
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        begins = isinstance(piece, Line) and _first_word(piece.text) in first_words
        heading = _heading(pieces[index : index + _LONGEST_HEADING], labels) if begins else None
        if heading:
            last = lines_of(pieces[index : index + heading.length])[-1]
            found.append(Section(heading.key, heading.written, piece.place))
            contents.append([replace(last, text=heading.rest, marker="")] if heading.rest else [])
            index += heading.length
        else:
            contents[-1].append(piece)
            index += 1
    return tuple(replace(section, pieces=tuple(own)) for section, own in zip(found, contents, strict=True))


def _first_word(text: str) -> str:
    match = re.search(r"\w+", text)
    return folded(match.group()) if match else ""


def _heading(ahead: Sequence[Piece], labels: Labels) -> _Heading | None:
    """Give the longest label that begins the pieces ahead."""
    text, candidates = "", []
    for length, piece in enumerate(ahead, 1):
        if not isinstance(piece, Line):
            break
        text = f"{text} {piece.text}".strip()
        candidates += [found for key, names in labels.items() if (found := _labelled(text, key, names, length))]
    # The same label is found again in every longer stretch of lines: the shortest one is where it ends.
    return max(candidates, key=lambda found: (len(found.written.split()), -found.length), default=None)


def _labelled(text: str, key: str, names: Iterable[str], length: int) -> _Heading | None:
    rest = after_label(text, names)
    if rest is None:
        return None
    written = text[: len(text) - len(rest)] if rest else text
    is_open = any(name.endswith("…") and after_label(text, (name,)) == rest for name in names)
    alone = not rest or ":" in written[-3:] or re.match(r"\d", rest) or is_shouted(written)
    return _Heading(key, written.strip(), rest, length) if alone or is_open else None
