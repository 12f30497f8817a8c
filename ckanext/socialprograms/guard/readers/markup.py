"""The texts in XML of any vocabulary: those between its tags, and those in its attributes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import IO
from xml.parsers import expat

from ckanext.socialprograms.guard.parts import Part, Source, Text
from ckanext.socialprograms.guard.readers import plain
from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.limits import MEGABYTE

_RUNS = ("wordprocessingml", "drawingml/2006/main", "xmlns:text")
_ENDS = frozenset(["p", "h", "tab", "br", "line-break"])
_INLINE = frozenset(
    ["t", "r", "rPr", "b", "i", "u", "sz", "color", "rFont", "family", "scheme", "charset", "vertAlign"]
)


def read(source: Source) -> Iterator[Part]:
    """Give the texts of an XML or KML file; of one that is not well formed, as most web pages, all that it says."""
    yield Text(source.part, _texts(source))


def _texts(source: Source) -> Iterator[tuple[None, str]]:
    try:
        with source.path.open("rb") as file:
            for piece in pieces(file, source.name):
                source.clock.check(source.name)
                yield None, piece
    except expat.ExpatError:
        yield from plain.pieces(source)


def of_part(data: bytes, name: str, skipped: str = "") -> Iterator[tuple[None, str]]:
    """Give the texts of one part of an office file, without the elements called ``skipped``. Raises UnreadableFile."""
    try:
        for piece in pieces(io.BytesIO(data), name, skipped):
            yield None, piece
    except expat.ExpatError as error:
        raise errors.damaged(name, name) from error


def pieces(file: IO[bytes], name: str, skipped: str = "") -> Iterator[str]:
    """Give the texts in order, a megabyte of the file at a time. Raises UnreadableFile for declared entities."""
    walk = _Walk(name, skipped)
    while chunk := file.read(MEGABYTE):
        walk.parser.Parse(chunk, False)
        yield walk.taken()
    walk.parser.Parse(b"", True)
    yield walk.taken()


class _Walk:
    """Gathers texts: the runs of a paragraph together, all else a line each."""

    def __init__(self, name: str, skipped: str) -> None:
        self.name, self.skipped, self.depth = name, skipped, 0
        self.gathered: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator="|")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.EntityDeclHandler = self.refuse

    def taken(self) -> str:
        """Give what was gathered since it was asked last; a paragraph that is not at its end waits."""
        text = "".join(self.gathered)
        whole, end, rest = text.rpartition("\n")
        self.gathered = [rest]
        return whole + end

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        vocabulary, _, local = tag.rpartition("|")
        if local == self.skipped or self.depth:
            self.depth += 1
        elif not _is_of_runs(vocabulary):
            self.gathered += [f"{value}\n" for value in attributes.values()]

    def end(self, tag: str) -> None:
        if self.depth:
            self.depth -= 1
            return
        vocabulary, _, local = tag.rpartition("|")
        if local in _ENDS if _is_of_runs(vocabulary) else local not in _INLINE:
            self.gathered.append("\n")

    def text(self, text: str) -> None:
        if not self.depth:
            self.gathered.append(text)

    def refuse(self, *_: object) -> None:
        raise errors.entities(self.name, self.name)


def _is_of_runs(vocabulary: str) -> bool:
    """Tell a vocabulary that cuts its paragraphs into runs."""
    return any(name in vocabulary for name in _RUNS)
