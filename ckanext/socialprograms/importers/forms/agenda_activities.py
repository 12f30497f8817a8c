"""Reads the activities of an improvement agenda, whose page breaks swallow labels and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ckanext.socialprograms.importers.dates import read_date
from ckanext.socialprograms.importers.document import Place, Table
from ckanext.socialprograms.importers.draft import Draft
from ckanext.socialprograms.importers.forms import notes
from ckanext.socialprograms.importers.lines import Line, Piece, breaks_off, joined, one_line, table_text
from ckanext.socialprograms.importers.sections import Section
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.values import folded

_PROBABLE = 0.9


@dataclass
class _Entry:
    """An activity as it stands under one improvement."""

    improvement: str
    number: int
    place: Place
    text: str = ""
    people: tuple[str, ...] = ()
    due: str = ""
    garbled: bool = False
    twins: list[_Entry] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"{self.improvement}.{self.number}"


def read(parts: Sequence[Section], draft: Draft) -> None:
    """Read the activities of the improvements into a draft.

    Entries that repeat word for word are one activity that serves all their improvements. One whose label was lost
    still has people responsible after it; one whose date was lost has an empty date, with a warning.
    """
    kept: dict[str, _Entry] = {}
    for entry in _entries(parts):
        first = kept.setdefault(entry.id if entry.garbled else folded(entry.text), entry)
        if first is not entry:
            first.twins.append(entry)
    entries = list(kept.values())
    for entry in entries:
        _put(entry, draft)
    _note_probable_twins(entries, draft)


def _entries(parts: Sequence[Section]) -> Iterator[_Entry]:
    """Give the entries in order; each ends at the date or at the next label after its people."""
    improvement, count = "", 0
    entry: _Entry | None = None
    orphans: tuple[Piece, ...] = ()
    for section in parts:
        if section.key in {"improvements.number", "activities.description"} and entry:
            yield entry
            entry, orphans = None, ()
        if section.key == "improvements.number":
            improvement, count, orphans = _number(section), 0, ()
        elif section.key == "activities.description":
            count = int(_number(section) or count + 1)
            entry = _entry(improvement, count, section.place, _after_number(section.pieces))
        elif section.key == "activities.responsible":
            if entry and entry.people:
                yield entry
                entry = None
            if not entry:
                count += 1
                entry = _entry(improvement, count, _place(orphans, section.place), orphans)
            entry.people = _people(_first(section.pieces))
            orphans = _rest(section.pieces)
        elif section.key == "activities.due_date" and entry:
            entry.due = one_line(_first(section.pieces))
            orphans = _rest(section.pieces)
        else:
            orphans = _rest(section.pieces)
    if entry:
        yield entry


def _entry(improvement: str, number: int, place: Place, found: Sequence[Piece]) -> _Entry:
    text = ""
    for piece in found:
        text = joined(text, table_text(piece) if isinstance(piece, Table) else piece.text, " ")
    garbled = any(isinstance(piece, Table) for piece in found)
    text = re.sub(r"\s+", " ", text).strip()
    # The beginning of a torn text is lost where it begins small.
    return _Entry(improvement, number, place, f"… {text}" if garbled and text[:1].islower() else text, garbled=garbled)


def _number(section: Section) -> str:
    match = re.match(r"\d+", section.lines[0].text) if section.lines else None
    return match.group() if match else ""


def _after_number(found: Sequence[Piece]) -> tuple[Piece, ...]:
    """Leave out the number of *Actividad 1:*."""
    if found and isinstance(found[0], Line) and re.fullmatch(r"\d+\W*", found[0].text):
        return tuple(found[1:])
    return tuple(found)


def _first(found: Sequence[Piece]) -> list[Line]:
    """Give the first paragraph."""
    kept: list[Line] = []
    for piece in found:
        if not isinstance(piece, Line) or (kept and piece.first):
            break
        kept.append(piece)
    return kept


def _rest(found: Sequence[Piece]) -> tuple[Piece, ...]:
    """Give what stands after the first paragraph: an activity whose label was lost."""
    return tuple(found[len(_first(found)) :])


def _place(found: Sequence[Piece], otherwise: Place) -> Place:
    return found[0].place if found else otherwise


def _people(lines: Sequence[Line]) -> tuple[str, ...]:
    names = (name.strip() for name in one_line(lines).split("/"))
    return tuple(_usual_capitals(name) for name in names if name)


def _usual_capitals(name: str) -> str:
    """Mend a second capital left by a slip of the key, as in *DIrección*."""
    return re.sub(r"\b([A-ZÁÉÍÓÚÑ])([A-ZÁÉÍÓÚÑ])(?=[a-záéíóúñ]{2})", lambda m: m[1] + m[2].lower(), name)


def _put(entry: _Entry, draft: Draft) -> None:
    everyone = [entry, *entry.twins]
    due = next((twin.due for twin in everyone if read_date(twin.due)), "")
    day = read_date(due)
    row = {
        "id": entry.id,
        "serves": list(dict.fromkeys(twin.improvement for twin in everyone)),
        "description": entry.text,
        "responsible": list(dict.fromkeys(name for twin in everyone for name in twin.people)),
        "due_date": day.isoformat() if day else "",
        "due_text": due,
    }
    path = draft.add("activities", row, entry.place)
    _note_dates(everyone, path, draft)
    _note_text(entry, path, draft)


def _note_dates(everyone: Sequence[_Entry], path: str, draft: Draft) -> None:
    dates = {day.isoformat(): twin for twin in everyone if (day := read_date(twin.due))}
    if len(dates) > 1:
        draft.note(
            f"{path}.due_date", Message(_TWO_DATES, {"found": ", ".join(sorted(dates))}), place=everyone[0].place
        )
    for twin in everyone:
        if not twin.due:
            draft.note(f"{path}.due_date", Message(_NO_DATE, {"entry": twin.id}), place=twin.place)
            if dates:
                other = next(iter(dates.values()))
                values = {"found": other.due, "entry": other.id}
                draft.note(f"{path}.due_date", Message(_DATE_OF_TWIN, values), other.due, other.place)
        elif not read_date(twin.due):
            draft.note(f"{path}.due_date", notes.UNREAD_DATE, twin.due, twin.place)


def _note_text(entry: _Entry, path: str, draft: Draft) -> None:
    if entry.garbled:
        draft.note(f"{path}.description", _GARBLED, entry.text, entry.place)
    elif breaks_off(entry.text) or not entry.text:
        draft.note(f"{path}.description", notes.BREAKS_OFF, entry.text, entry.place)


def _note_probable_twins(entries: Sequence[_Entry], draft: Draft) -> None:
    """Offer a whole entry beside a garbled one that has almost the same letters."""
    for index, entry in enumerate(entries):
        if not entry.garbled:
            continue
        letters = _letters(entry.text)
        for other in entries:
            if not other.garbled and SequenceMatcher(None, letters, _letters(other.text)).ratio() >= _PROBABLE:
                message = Message(_PROBABLE_TWIN, {"found": other.text, "entry": other.id})
                draft.note(f"activities.{index}.description", message, entry.text, entry.place)


def _letters(text: str) -> str:
    return folded(text).replace(" ", "")


_NO_DATE = N_("The date of entry {entry} was not found in the document; a page break may have swallowed it.")
_DATE_OF_TWIN = N_("The same activity has the date {found} in entry {entry}; that date was kept.")
_TWO_DATES = N_("The same activity has different dates in the document: {found}. The first was kept; check it.")
_GARBLED = Message(N_("A page break garbled this text. Correct it from the original document."))
_PROBABLE_TWIN = N_(
    "It is probably the same as activity {entry}: “{found}”. If so, delete one and let the other serve both."
)
