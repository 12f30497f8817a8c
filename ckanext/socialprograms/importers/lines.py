"""A document as lines and tables in their order, for forms that are headings with text under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ckanext.socialprograms.importers.document import Document, Paragraph, Place, Table

_URL = re.compile(r"https?://[^\s<>\"“”|)\]]+[^\s<>\"“”|)\].,;:]")
_UNFINISHED = re.compile(r"(?:^|\s)(?:a|al|con|del?|e|el|en|la|las|los|o|para|por|que|su|sus|una?|y)$")
_IMPOSSIBLE_END = re.compile(r"[bcdfghjklmnñpqrstvwxz]{2}$")


@dataclass(frozen=True)
class Line:
    """A line of text; ``first`` where it begins a paragraph, ``marker`` what stood before it as an item of a list."""

    text: str
    place: Place
    first: bool = True
    marker: str = ""


Piece = Line | Table


def pieces(document: Document) -> tuple[Piece, ...]:
    """Give the lines and tables of a document, without the page's furniture."""
    return tuple(piece for block in document.blocks for piece in _pieces_of(block))


def lines_of(some: Iterable[Piece]) -> tuple[Line, ...]:
    """Give the lines among some pieces."""
    return tuple(piece for piece in some if isinstance(piece, Line))


def prose(lines: Iterable[Line]) -> str:
    """Give lines as text: a sentence that a page or column break tore is one again, items keep a bullet."""
    text = ""
    for line in lines:
        written = f"• {line.text}" if line.marker and not line.marker[:1].isalnum() else line.text
        written = f"{line.marker} {line.text}" if line.marker[:1].isalnum() else written
        text = joined(text, written, "\n\n" if line.first and not line.marker else "\n")
    return text


def joined(before: str, after: str, otherwise: str = "\n") -> str:
    """Join two texts by a space where the second continues the first, else by a line break (or two)."""
    if not before or not after:
        return before or after
    return f"{before} {after}" if continues(before, after) else f"{before}{otherwise}{after}"


def continues(before: str, after: str) -> bool:
    """Say whether a text goes on from another: it begins small, or the other stops at a word that cannot end it."""
    begins_small = after[:1].islower() and before[-1:] not in ".:;!?"
    return begins_small or bool(_UNFINISHED.search(before))


def breaks_off(text: str) -> bool:
    """Say whether a text stops in the middle of a sentence or of a word."""
    words = text.split()
    if not words or text.rstrip()[-1] in '.!?)”"':
        return False
    last = words[-1].strip('()“”"')
    return last.endswith(",") or bool(_UNFINISHED.search(last)) or bool(last.islower() and _IMPOSSIBLE_END.search(last))


def urls(text: str) -> tuple[str, ...]:
    """Give the web addresses in a text, each once, without the punctuation after them."""
    return tuple(dict.fromkeys(match.group() for match in _URL.finditer(text)))


def table_text(table: Table) -> str:
    """Give what a table says as one line, for running text that a layout tore into cells."""
    return " ".join(cell.text for row in table.rows for cell in row if cell.text).replace("\n", " ")


def one_line(lines: Iterable[Line]) -> str:
    """Give lines as one, for headings that stand on several."""
    return re.sub(r"\s+", " ", " ".join(line.text for line in lines)).strip()


def _pieces_of(block: Paragraph | Table) -> Iterator[Piece]:
    if isinstance(block, Table):
        yield block
        return
    if block.furniture:
        return
    first = True
    for raw in block.text.splitlines():
        if text := " ".join(raw.split()):
            yield Line(text, block.place, first, block.marker if first else "")
            first = False
