"""Reads the work that a result sheet lists as done: bullets, numbered or bare lines, paragraphs, or sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ckanext.socialprograms.importers.draft import Draft
from ckanext.socialprograms.importers.forms.proofs import add_links, cite
from ckanext.socialprograms.importers.lines import Line, continues, one_line, prose
from ckanext.socialprograms.importers.sections import Section
from ckanext.socialprograms.importers.spelling import Spelling, is_shouted
from ckanext.socialprograms.messages import N_, Message

_CODE = re.compile(r"^(?P<code>[A-Z]\.?\d+(?:\.[A-Z0-9]+)*)\.?\s+(?P<text>\S.*)$")
_NAMED_STEP = re.compile(r"^[^\W\d_]+(?:\s\w+){0,2}:\s+\S")
_ONGOING = re.compile(r"\b(?:sigue avanzando|en proceso de|se encuentra en proceso|en desarrollo)\b", re.IGNORECASE)
_QUOTES = "“”\"'"
_SHORT = 100


def read_work_done(section: Section, draft: Draft, spelling: Spelling) -> None:
    """Read a section's activities into a draft, as done: the document lists them as carried out."""
    lines = list(section.lines)
    if section.heading:
        lines = list(_without_heading(lines))
    if any(is_shouted(line.text) for line in lines):
        _read_titled(lines, draft, spelling)
    else:
        _read_items(lines, draft)


def _without_heading(lines: Sequence[Line]) -> Iterator[Line]:
    """Leave out the lines in capitals at the start: the heading names the institution after its label."""
    begun = False
    for line in lines:
        begun = begun or not is_shouted(line.text)
        if begun:
            yield line


def _read_titled(lines: Sequence[Line], draft: Draft, spelling: Spelling) -> None:
    """Read sections with a title in capitals; a title that ends in a colon with nothing under it cites evidence."""
    for title, text in _titled(lines):
        heading = spelling.sentence(one_line(title))
        if not text and heading.endswith(":"):
            cite(heading, draft, title[0].place, activities=_last_id(draft))
        else:
            _put(heading.rstrip(" .:"), title[0] if title else text[0], draft, result=prose(text))


def _titled(lines: Sequence[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    title: list[Line] = []
    text: list[Line] = []
    for line in lines:
        if is_shouted(line.text) and (text or not title or line.first):
            if title or text:
                yield title, text
            title, text = [line], []
        elif is_shouted(line.text):
            title.append(line)
        else:
            text.append(line)
    if title or text:
        yield title, text


def _read_items(lines: Sequence[Line], draft: Draft) -> None:
    items = list(_items(lines))
    steps = [line for line in items if _NAMED_STEP.match(line.text) and not line.marker]
    listed = [line for line in items if line.marker] or (steps if len(steps) > 1 else [])
    for line in items:
        introduces = listed and line is items[0] and line not in listed
        if introduces:
            draft.note("activities", _INTRODUCTION, line.text, line.place)
        else:
            _put(line.text, line, draft)


def _items(lines: Sequence[Line]) -> Iterator[Line]:
    """Give the lines that are items; one that goes on from the line above belongs to it."""
    item: Line | None = None
    for line in lines:
        if item and not line.marker and continues(item.text, line.text):
            item = replace(item, text=f"{item.text} {line.text}")
        else:
            if item:
                yield item
            item = line
    if item:
        yield item


def _put(said: str, line: Line, draft: Draft, result: str = "") -> None:
    coded = _CODE.match(said)
    code = coded["code"] if coded and "." in coded["code"] else f"A{len(draft.data.get('activities', ())) + 1}"
    text = (coded["text"] if coded and "." in coded["code"] else said).strip()
    ongoing = bool(_ONGOING.search(f"{text} {result}"))
    row = {
        "id": code,
        "description": _unquoted(text),
        "status": "in_progress" if ongoing else "done",
        "result": result,
    }
    path = draft.add("activities", row, line.place)
    if ongoing:
        draft.note(f"{path}.status", _STILL_GOING_ON, text[:_SHORT], line.place)
    add_links(f"{text} {result}", [code], draft, line.place)


def _last_id(draft: Draft) -> list[str]:
    return [row["id"] for row in draft.data.get("activities", ())[-1:]]


def _unquoted(text: str) -> str:
    """Take off quotation marks that open or close a list of lines, not those inside one line."""
    opened, closed = text[:1] in _QUOTES, text.rstrip(".")[-1:] in _QUOTES
    inner = text.strip(_QUOTES + ".")
    return text.strip(_QUOTES).replace("”.", ".") if opened != closed and not set(inner) & set('“”"') else text


_INTRODUCTION = Message(N_("This sentence introduces the list of activities; it is not an activity of its own."))
_STILL_GOING_ON = Message(
    N_("The document lists this among the work done, but says that it still goes on. Check its state.")
)
