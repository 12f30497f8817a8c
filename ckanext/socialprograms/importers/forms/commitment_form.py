"""Reads the form of a commitment of an open-government action plan, with its yearly work plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import phonenumbers

from ckanext.socialprograms.importers.dates import read_date
from ckanext.socialprograms.importers.document import Document, Table
from ckanext.socialprograms.importers.draft import Draft, key_of
from ckanext.socialprograms.importers.forms import notes, structure
from ckanext.socialprograms.importers.forms.cells import Value, pairs
from ckanext.socialprograms.importers.forms.plans import plan_named, put_plan
from ckanext.socialprograms.importers.forms.work_plan import plan_columns, read_work_plan
from ckanext.socialprograms.importers.lines import Line, lines_of, one_line, pieces
from ckanext.socialprograms.importers.records import ImportedRecord
from ckanext.socialprograms.importers.sections import sections
from ckanext.socialprograms.importers.vocabulary import after_label, choice, choices, labels
from ckanext.socialprograms.messages import N_, Message

TYPE = "commitment"
_TEXTS = (
    "theme",
    "contact_name",
    "contact_position",
    "contact_area",
    "contact_email",
    "contact_phone",
    "contact_extension",
    "problem",
    "main_objective",
    "notes",
    "anticorruption_relevance",
)
_DATES = ("start_date", "end_date")
_LISTS = ("government_actors", "civil_society_actors")
_FIELDS = (*_TEXTS, *_DATES, *_LISTS, "owner_org", "ogp_values")
_ENOUGH = 4
_BRIEF = 280
_MEXICO = "+52"


def recognise(document: Document) -> bool:
    """Say whether a document is such a form: enough of its labels, or a work plan's heading row."""
    before, plan = _split(document.tables)
    return bool(plan) or len(pairs(before, TYPE, _FIELDS)) >= _ENOUGH


def read(document: Document) -> Iterable[ImportedRecord]:
    """Give the commitment of a form."""
    before, plan = _split(document.tables)
    said = pairs(before, TYPE, _FIELDS)
    draft = Draft(TYPE)
    _read_heading(document, draft)
    _read_stage(before, draft)
    _read_values(said, draft)
    _read_ogp_values(said.get("ogp_values"), draft)
    _check(draft)
    read_work_plan(plan, draft)
    if any(after_label(line.text, structure.SUBJECT_TO_CHANGE) == "" for line in lines_of(pieces(document))):
        draft.note("activities", _SUBJECT_TO_CHANGE)
    institution = said.get("owner_org")
    yield draft.record(
        key_of(TYPE, draft.data.get("action_plan", ""), draft.data.get("title", "")),
        organization=institution.text if institution else None,
    )


def _split(tables: tuple[Table, ...]) -> tuple[tuple[Table, ...], tuple[Table, ...]]:
    """Part the tables of the form from those of the work plan."""
    for index, table in enumerate(tables):
        for number, row in enumerate(table.rows):
            if plan_columns(row):
                above, below = Table(table.rows[:number], table.place), Table(table.rows[number:], table.place)
                return (*tables[:index], above), (below, *tables[index + 1 :])
    return tables, ()


def _read_heading(document: Document, draft: Draft) -> None:
    found = pieces(document)
    headed = {section.key: section for section in sections(found, {"title": labels(TYPE, "title")})}
    if title := headed.get("title"):
        lines = title.lines[:1] + tuple(_following(title.lines))
        draft.put("title", one_line(lines), title.place)
    put_plan(plan_named(lines_of(found), draft.data.get("title", "")), draft)


def _following(lines: tuple[Line, ...]) -> Iterable[Line]:
    """Give the lines after the first that belong to the same paragraph."""
    for line in lines[1:]:
        if line.first:
            return
        yield line


def _read_stage(tables: Iterable[Table], draft: Draft) -> None:
    """Find the mark beside the name of a stage."""
    for row in (row for table in tables for row in table.rows):
        stages = [choice(TYPE, "stage", cell.text) for cell in row]
        for index, cell in enumerate(row):
            if any(stages) and cell.text.strip().lower() in structure.MARKS and index and stages[index - 1]:
                draft.put("stage", stages[index - 1], cell.place)
                return


def _read_values(said: Mapping[str, Value], draft: Draft) -> None:
    for name in _TEXTS:
        if value := said.get(name):
            draft.put(name, value.text, value.place)
    for name in _LISTS:
        if value := said.get(name):
            draft.put(name, value.items, value.place)
    for name in _DATES:
        if value := said.get(name):
            day = read_date(value.text)
            draft.put(name, day.isoformat() if day else "", value.place)
            if not day:
                draft.note(name, notes.UNREAD_DATE, value.text, value.place)
    if value := said.get("owner_org"):
        draft.put("responsible_institution", value.text, value.place)


def _read_ogp_values(value: Value | None, draft: Draft) -> None:
    """Read the relevance for each value: by the name that stands before a colon, else by its order."""
    ordered = choices(TYPE, "ogp_values.value")
    for index, item in enumerate(value.items if value else ()):
        name, text = _named(item)
        if not name and index < len(ordered) and value:
            name = ordered[index][0]
            draft.note(f"ogp_values.{index}.value", _BY_ORDER, item, value.place)
        draft.add("ogp_values", {"value": name, "text": text}, value.place if value else None)


def _named(item: str) -> tuple[str, str]:
    for name, known in choices(TYPE, "ogp_values.value"):
        rest = after_label(re.sub(r"^\w[.)]\s+", "", item), known)
        if rest is not None:
            return name, rest
    return "", item


def _check(draft: Draft) -> None:
    phone = draft.data.get("contact_phone", "")
    code, national = _parted(phone)
    if code not in {"", _MEXICO} and _is_mexican(national):
        draft.note("contact_phone", Message(_FOREIGN_CODE, {"found": code}), phone)
    if len(draft.data.get("notes", "")) > _BRIEF:
        draft.note("notes", Message(_TOO_LONG, {"found": len(draft.data["notes"]), "limit": _BRIEF}))
    if not draft.data.get("title"):
        draft.note("title", notes.NO_TITLE)


def _parted(phone: str) -> tuple[str, str]:
    """Part a telephone number from the dialling code before it, such as ``+52``."""
    match = re.match(r"(\+\d{1,3})\b\s*(.*)", phone)
    return (match[1], match[2]) if match else ("", phone)


def _is_mexican(national: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(national, "MX"))
    except phonenumbers.NumberParseException:
        return False


_SUBJECT_TO_CHANGE = Message(N_("The document says that its work plan may change."))
_BY_ORDER = Message(N_("The document does not name this value; it was taken from its place in the list. Check it."))
_FOREIGN_CODE = N_("The number begins with {found}, but Mexico's code is +52. It was kept as it is; check it.")
_TOO_LONG = N_("The brief description has {found} characters; the limit is {limit}. Shorten it.")
