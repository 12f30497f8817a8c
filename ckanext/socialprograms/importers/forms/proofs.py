"""Reads the evidence that a result sheet cites; what stands behind a lost link is cited, not available here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ckanext.socialprograms.importers.document import Place
from ckanext.socialprograms.importers.draft import Draft
from ckanext.socialprograms.importers.lines import Line, continues, one_line, urls
from ckanext.socialprograms.importers.sections import Section
from ckanext.socialprograms.importers.spelling import Spelling, is_shouted
from ckanext.socialprograms.importers.vocabulary import after_label, choices
from ckanext.socialprograms.messages import N_, Message

TYPE = "commitment"
_LISTED = re.compile(r":?\s*-\s*(\w+)\s*-\s*$")
_LONG = 100
_SHORT = 60


def read_proofs(found: Iterable[Section], draft: Draft, spelling: Spelling) -> None:
    """Read each section's captions as pieces of evidence; a section without any gives one, named by its heading."""
    everything = [row["id"] for row in draft.data.get("activities", ())]
    for section in found:
        lines = list(_whole(section.lines))
        captions = list(_captions(lines, spelling))
        activities = everything if _is_of_work(section) else []
        for caption, place in captions or [(spelling.sentence(section.heading), section.place)]:
            path = cite(caption, draft, place, activities)
            if not captions:
                draft.note(f"{path}.url", _LOST, section.heading, section.place)
        add_links(one_line(section.lines), activities, draft, section.place)
        left = [line for line in lines if captions and len(line.text) > _LONG]
        if left:
            draft.note("evidence", _LEFT_OUT, left[0].text, left[0].place)


def cite(caption: str, draft: Draft, place: Place, activities: Sequence[str] = ()) -> str:
    """Add a piece of evidence that the document cites without an address, and give its path."""
    title = _LISTED.sub(r" (\1)", caption).strip(" :.-")
    row = {"title": title, "activities": list(activities), "kind": _kind(title)}
    return draft.add("evidence", row, place)


def add_links(text: str, activities: Sequence[str], draft: Draft, place: Place) -> None:
    """Add the web addresses in a text as evidence."""
    known = {row.get("url") for row in draft.data.get("evidence", ())}
    for url in urls(text):
        if url not in known:
            row = {
                "title": url.split("://", 1)[1].rstrip("/"),
                "url": url,
                "activities": list(activities),
                "kind": "web_page",
            }
            draft.add("evidence", row, place)


def _captions(lines: Sequence[Line], spelling: Spelling) -> Iterator[tuple[str, Place]]:
    """Give the captions: every short line, but where they stand between running text only those with a colon.

    A caption that only numbers a part (*Primer compromiso:*) goes before the captions under it.
    """
    mixed = any(len(line.text) > _LONG for line in lines)
    part = ""
    for line in lines:
        if urls(line.text) or len(line.text) > _LONG:
            continue
        text = spelling.sentence(line.text).strip(" :")
        if mixed and _is_part(line.text):
            part = f"{text}: "
        elif not mixed or _stands_out(line):
            yield part + (text[:1].lower() + text[1:] if part else text), line.place


def _stands_out(line: Line) -> bool:
    return line.text.endswith(":") and not line.marker and (is_shouted(line.text) or len(line.text) <= _SHORT)


def _is_part(text: str) -> bool:
    words = text.lower().strip(" :").split()
    return len(words) == 2 and words[1] in {"compromiso", "componente", "apartado", "eje"}  # noqa: PLR2004


def _whole(lines: Sequence[Line]) -> Iterator[Line]:
    """Join the lines of a caption that stands on several."""
    whole: Line | None = None
    for line in lines:
        goes_on = whole and not line.first and not line.marker and _goes_on(whole.text, line.text)
        if whole and (goes_on or continues(whole.text, line.text)):
            whole = replace(whole, text=f"{whole.text} {line.text}")
        else:
            if whole:
                yield whole
            whole = line
    if whole:
        yield whole


def _goes_on(before: str, after: str) -> bool:
    return is_shouted(before) and is_shouted(after) and not before.endswith((":", "."))


def _is_of_work(section: Section) -> bool:
    return after_label(section.heading, ("EVIDENCIA DOCUMENTAL",)) is not None


def _kind(title: str) -> str:
    for value, names in choices(TYPE, "evidence.kind"):
        if after_label(title, names) is not None:
            return value
    return ""


_LOST = Message(N_("The document cites evidence here, but this copy lost its link or picture. Add its address."))
_LEFT_OUT = Message(
    N_("Text that stands here as evidence itself was left out of the record; it stays in the document.")
)
