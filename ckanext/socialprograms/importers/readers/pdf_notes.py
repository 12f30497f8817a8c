"""Links and filled-in form fields of a PDF page: they lie over the page and are not among its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text
from pdfplumber.page import Page

from ckanext.socialprograms.importers.readers.inline import linked
from ckanext.socialprograms.importers.readers.pdf_lines import Word

_MOST = 10_000
_PARENTS = 10


class _Note(NamedTuple):
    x0: float
    top: float
    x1: float
    bottom: float
    address: str = ""
    value: str = ""


def with_notes(page: Page, words: Sequence[Word]) -> list[Word]:
    """Give a page's words with the address after those that are linked, and with the values of its form's fields."""
    found = list(words)
    for address, notes in groupby(_notes(page), lambda note: note.address):
        boxes = list(notes)
        if not address:
            found += [Word(note.value, *note[:4], size=min(10.0, note.bottom - note.top)) for note in boxes]
            continue
        under = [index for index, word in enumerate(words) if any(_covers(note, word) for note in boxes)]
        if not under:
            found.append(Word(address, *boxes[0][:4], size=min(10.0, boxes[0].bottom - boxes[0].top)))
            continue
        said = " ".join(words[index].text for index in under)
        last = found[under[-1]]
        if linked(said, address) != said:
            found[under[-1]] = replace(last, text=linked(last.text, address))
    return found


def _covers(note: _Note, word: Word) -> bool:
    x, y = word.middle
    return note.x0 <= x <= note.x1 and note.top <= y <= note.bottom


def _notes(page: Page) -> Iterator[_Note]:
    height = float(page.root_page.height)
    for reference in (resolve1(page.page_obj.annots) or ())[:_MOST]:
        note = resolve1(reference)
        box = [resolve1(side) for side in resolve1(note.get("Rect")) or ()] if isinstance(note, dict) else []
        if len(box) != 4 or not all(isinstance(side, (int, float)) for side in box):  # noqa: PLR2004 (a rectangle)
            continue
        left, right = sorted((float(box[0]), float(box[2])))
        low, high = sorted((float(box[1]), float(box[3])))
        address, value = _address(note), _value(note)
        if address or value:
            yield _Note(left, height - high, right, height - low, address, value)


def _address(note: Mapping[str, Any]) -> str:
    action = resolve1(note.get("A"))
    return _text(action.get("URI")) if isinstance(action, dict) else ""


def _value(note: Mapping[str, Any]) -> str:
    """Give what a form's field holds; a ticked box as ☒, an empty one as ☐."""
    if _name(note.get("Subtype")) != "Widget":
        return ""
    if _name(_inherited(note, "FT")) == "Btn":
        state = _name(note.get("AS"))
        return ("☐" if state == "Off" else "☒") if state else ""
    return _text(_inherited(note, "V"))


def _inherited(note: Mapping[str, Any], key: str) -> Any:
    """Give an entry of a field or of the fields above it."""
    for _ in range(_PARENTS):
        if key in note:
            return note[key]
        above = resolve1(note.get("Parent"))
        if not isinstance(above, dict):
            break
        note = above
    return None


def _text(value: Any) -> str:
    plain = resolve1(value)
    return decode_text(plain).strip() if isinstance(plain, bytes) else ""


def _name(value: Any) -> str:
    plain = resolve1(value)
    return str(plain.name) if isinstance(plain, PSLiteral) else ""
