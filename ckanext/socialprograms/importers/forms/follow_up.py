"""Reads a note of follow-up of a commitment: one activity of its work plan was done, perhaps changed, with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ckanext.socialprograms.importers.dates import read_date
from ckanext.socialprograms.importers.document import Document
from ckanext.socialprograms.importers.draft import Draft
from ckanext.socialprograms.importers.forms import structure
from ckanext.socialprograms.importers.lines import Line, lines_of, pieces, urls
from ckanext.socialprograms.importers.records import ImportedRecord
from ckanext.socialprograms.importers.vocabulary import after_label, labels
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.values import folded

TYPE = "commitment"
_ORDINALS = (
    "primera", "segunda", "tercera", "cuarta", "quinta", "sexta", "septima", "octava", "novena", "decima",
    "undecima", "duodecima", "decimotercera", "decimocuarta", "decimoquinta",
)  # fmt: skip
_ACTIVITY = re.compile(rf"\b({'|'.join(_ORDINALS)}|\d{{1,2}}a?) actividad del plan (?:anual )?de trabajo\b")
_CHANGED = re.compile(
    r"\b(?:evolucionara|cambiara|pasara|se modificara|se sustituyera)\b.*?\bde (?P<old>.+?) a (?P<new>.+)$"
)
_MOTIVE = re.compile(r"\b(?:por|debido a|a causa de|derivado de)\s+(?:la|el|los|las)\b", re.IGNORECASE)
_VIDEO = re.compile(r"https?://(?:www\.)?(?:youtu\.be|youtube\.com|vimeo\.com|fb\.watch)/", re.IGNORECASE)


def recognise(document: Document) -> bool:
    """Say whether a document is such a note: it names a commitment and an activity of the work plan that was done."""
    lines = lines_of(pieces(document))
    return _title(lines) is not None and any(_ACTIVITY.search(folded(line.text)) for line in lines)


def read(document: Document) -> Iterator[ImportedRecord]:
    """Give what the note changes in its commitment: one activity, its evidence, and the reason."""
    lines = lines_of(pieces(document))
    title = _title(lines)
    told = next(line for line in lines if _ACTIVITY.search(folded(line.text)))
    draft = Draft(TYPE)
    draft.put("title", title.text if title else "", title.place if title else None)
    number = _number(told.text)
    change = next((line for line in lines if _CHANGED.search(line.text)), None)
    _put_activity(number, lines, change, draft)
    session = next((line.text for line in lines if any(word in folded(line.text) for word in structure.SESSION)), "")
    for line in lines:
        _put_links(line, f"{number}.1", session.rpartition(":")[2].strip(), draft)
    reason = _reason(lines, change)
    if change and not reason:
        draft.note("replanning_reason", _NO_REASON, change.text, change.place)
    yield ImportedRecord(
        TYPE,
        draft.data,
        tuple(draft.warnings),
        draft.places,
        updates=draft.data.get("title"),
        reason=reason or None,
    )


def _title(lines: Sequence[Line]) -> Line | None:
    for line in lines:
        rest = after_label(line.text, labels(TYPE, "title"))
        if rest:
            return Line(rest, line.place)
    return None


def _number(text: str) -> str:
    match = _ACTIVITY.search(folded(text))
    said = match[1] if match else ""
    return str(_ORDINALS.index(said) + 1) if said in _ORDINALS else said.rstrip("a")


def _put_activity(number: str, lines: Sequence[Line], change: Line | None, draft: Draft) -> None:
    day_line = next((line for line in lines if read_date(line.text)), None)
    day = read_date(day_line.text) if day_line else None
    row = {
        "id": f"{number}.1",
        "serves": [number],
        "description": _new_content(change),
        "status": "done",
        "completed_on": day.isoformat() if day else "",
        "result": _result(lines),
    }
    path = draft.add("activities", row, change.place if change else None)
    if day_line:
        draft.places[f"{path}.completed_on"] = day_line.place
    else:
        draft.note(f"{path}.completed_on", _NO_DAY)
    if change:
        match = _CHANGED.search(change.text)
        draft.note(f"{path}.description", _CONTENT_CHANGED, match["old"] if match else "", change.place)


def _new_content(change: Line | None) -> str:
    match = _CHANGED.search(change.text) if change else None
    text = match["new"].strip(" .") if match else ""
    return text[:1].upper() + text[1:]


def _result(lines: Sequence[Line]) -> str:
    """Give what the session was for and held, from its objective to the end of the list under it."""
    for index, line in enumerate(lines):
        goal = after_label(line.text, structure.SESSION_OBJECTIVE)
        if goal:
            listed = [
                f"{item.marker} {item.text}" for item in lines[index + 1 :] if item.marker and not urls(item.text)
            ]
            return "\n".join((goal, *listed))
    return ""


def _put_links(line: Line, activity: str, session: str, draft: Draft) -> None:
    for url in urls(line.text):
        if _VIDEO.match(url):
            part = re.split(r":?\s*[<(\[]?https?://", line.text)[0].strip(" :")
            title = ", ".join(filter(None, (session, part))) or url
            draft.add("evidence", {"title": title, "url": url, "activities": [activity], "kind": "video"}, line.place)
        else:
            draft.add("more_links", {"title": url.split("://", 1)[1].strip("/"), "url": url}, line.place)


def _reason(lines: Sequence[Line], change: Line | None) -> str:
    """Give the sentence before the change that says why, from its motive on."""
    if not change:
        return ""
    for line in reversed(lines[: lines.index(change)]):
        if (match := _MOTIVE.search(line.text)) and line.place != change.place:
            text = line.text[match.start() :]
            return text[:1].upper() + text[1:]
    return ""


_NO_DAY = Message(N_("The note does not say on which day this was done. Write it."))
_NO_REASON = Message(N_("The note does not say why the activity changed. Write the reason."))
_CONTENT_CHANGED = Message(
    N_("The note changes what this activity consists of; the old text stays in the record's history.")
)
