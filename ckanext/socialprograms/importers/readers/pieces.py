"""Lines of text, whatever the format, as paragraphs and cells: clean characters, list markers, headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from ckanext.socialprograms.importers.document import Cell, Place

BULLETS = "●•◦○▪‣⁃∙·➢➤►▶❖◆❑\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8"
_NUMBER = r"\(?(?:\d{1,3}|[a-z]|[ivx]{2,5})[.)]"
_MARKER = re.compile(rf"(?:([{BULLETS}])\s*|([-–—*])\s+|({_NUMBER})\s+)(?=\S)")
_PLUS = re.compile(r"\+\s+(?=\S)")
_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = dict.fromkeys((*range(0x200B, 0x2010), 0x00AD, 0x2060, 0xFEFF))
LONGEST_HEADING = 250
_PAGE = r"p[áa]g(?:ina|s?\.)?|p\.|page|hoja"
_FURNITURE = re.compile(
    rf"(?:{_PAGE})?\s*\d{{1,3}}(?:\s*(?:de|of|/)\s*\d{{1,3}})?|[-–—]\s*\d{{1,3}}\s*[-–—]|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|fuente:",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """A line of text and the marker that stood before it, if it begins a list item."""

    text: str
    marker: str = ""


def clean(text: str) -> str:
    """Give composed characters, single spaces, and lines without outer spaces; nothing invisible."""
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    lines = (_SPACES.sub(" ", line).strip() for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def split_marker(text: str, *, plus: bool = False) -> Line:
    """Part a line from its list marker; every bullet becomes ``●``, and of ``- 1.`` the number stays.

    ``plus`` takes ``+`` for a bullet too; in a cell it may begin a telephone number.
    """
    marker = ""
    if is_furniture(text):
        return Line(text)
    while marker in {"", "●"}:
        found = _MARKER.match(text) or (_PLUS.match(text) if plus else None)
        if not found:
            break
        marker = (found[3] if found.re is _MARKER else None) or "●"
        text = text[found.end() :]
    return Line(text, marker)


def cell(lines: Iterable[Line], place: Place, colspan: int = 1, rowspan: int = 1) -> Cell:
    """Make a cell of its lines; those with a marker are its items."""
    kept = [Line(text, line.marker) for line in lines if (text := clean(line.text))]
    items = tuple(line.text.replace("\n", " ") for line in kept if line.marker)
    text = "\n".join(line.text.replace("\n", " ") if line.marker else line.text for line in kept)
    return Cell(text, place, items, colspan, rowspan)


def is_heading(text: str) -> bool:
    """Tell whether a text is all in capitals, as forms write their headings."""
    return text.isupper() and sum(map(str.isalpha, text)) > 2 and len(text) <= LONGEST_HEADING  # noqa: PLR2004


def is_furniture(text: str) -> bool:
    """Tell page numbers, the date of printing and empty source notes, which stand between the pieces of a page."""
    return bool(_FURNITURE.fullmatch(text))
