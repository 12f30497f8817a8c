"""The tables and lists of the board as tables to download."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.exporters.table import Column, Table, Value
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.monitor import names
from ckanext.socialprograms.monitor.board import board
from ckanext.socialprograms.monitor.counts import Counts
from ckanext.socialprograms.monitor.filters import NONE, Filters
from ckanext.socialprograms.monitor.lists import ActivityItem, Part, RecordItem, activities, records
from ckanext.socialprograms.monitor.numbers import NUMBERS, numbers

ALL = Part(limit=None)
ACTIVITIES = {"activities" if name == "all" else name: name for name in names.ACTIVITY_LISTS}
RECORDS = {"records" if name == "all" else name: name for name in names.RECORD_LISTS}
NAMES = ("totals", *names.TABLES, *ACTIVITIES, *RECORDS)
"""What can be downloaded, as it is called in addresses."""
_OF_AN_ACTIVITY = (
    ("record", N_("Record")),
    ("type", N_("Kind of record")),
    ("agency", N_("Agency")),
    ("key", N_("Key")),
    ("activity", N_("Activity")),
    ("responsible", N_("Responsible")),
    ("due_date", N_("Due date")),
    ("due_text", N_("Due date as the document words it")),
    ("state", N_("State (code)")),
    ("state_name", N_("State")),
    ("completed_on", N_("Done on")),
    ("has_evidence", N_("With evidence (1) or without it (0)")),
    ("changes", N_("Changes after publishing")),
    ("slippage", N_("Days of delay by re-planning")),
    ("url", N_("Address")),
)
_OF_A_RECORD = (
    ("record", N_("Record")),
    ("type", N_("Kind of record")),
    ("agency", N_("Agency")),
    ("plan", N_("Action plan")),
)
_ADDRESS = ("url", N_("Address"))


@dataclass(frozen=True)
class Wording:
    """What only the portal knows: the language, the names of goals, and the addresses of records and of the board."""

    say: Callable[[str], str]
    goal: Callable[[str], str]
    record_url: Callable[[str, str], str]
    board_url: Callable[[Filters], str]


def download(name: str, filters: Filters, today: date, wording: Wording) -> Table:
    """Give one of ``NAMES`` as a table, with the filters that are set."""
    columns, rows, title = _content(name, filters, today, wording)
    return Table(
        name=name,
        title=wording.say(title),
        columns=[Column(key, wording.say(label)) for key, label in columns],
        rows=rows,
        about={"today": today.isoformat(), **{f"filter_{key}": value for key, value in filters.chosen.items()}},
    )


def label(table: str, key: str, text: str, wording: Wording) -> str:
    """Give the name of a line of a table."""
    if key == NONE:
        return wording.say(names.NOT_STATED[table])
    return wording.goal(key) if table == "sdg" else text


def _content(
    name: str, filters: Filters, today: date, wording: Wording
) -> tuple[Sequence[tuple[str, str]], Iterable[Sequence[Value]], str]:
    if name in RECORDS:
        columns = (*_OF_A_RECORD, *_number_columns("records", "commitments", "evaluations"), _ADDRESS)
        found = records(filters, RECORDS[name], today, ALL)
        return columns, _record_rows(found, wording), names.RECORD_LISTS[RECORDS[name]][0]
    if name in ACTIVITIES:
        found = activities(filters, ACTIVITIES[name], today, ALL)
        return _OF_AN_ACTIVITY, _activity_rows(found, wording), names.ACTIVITY_LISTS[ACTIVITIES[name]][0]
    counted = board(filters, today)
    if name == "totals":
        return _number_columns(), [_values(counted.totals)], N_("Totals")
    columns = (("key", N_("Key")), ("name", names.DIMENSIONS[name]), *_number_columns(), _ADDRESS)
    lines = [
        (
            "" if row.key == NONE else row.key,
            label(name, row.key, row.label, wording),
            *_values(row.counts),
            wording.board_url(filters.having(name, row.key)),
        )
        for row in counted.tables[name]
    ]
    return columns, lines, names.TABLES[name]


def _number_columns(*without: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, text) for key, text, _read in NUMBERS if key not in without)


def _values(counts: Counts, *without: str) -> list[int | None]:
    return [value for key, value in numbers(counts).items() if key not in without]


def _record_rows(found: Iterable[RecordItem], wording: Wording) -> Iterator[Sequence[Value]]:
    for one in found:
        own = _values(one.counts, "records", "commitments", "evaluations")
        yield one.title, one.type, one.agency_title, one.plan, *own, wording.record_url(one.type, one.name)


def _activity_rows(found: Iterable[ActivityItem], wording: Wording) -> Iterator[Sequence[Value]]:
    for one in found:
        yield (
            one.title,
            one.type,
            one.agency_title,
            one.key,
            one.description,
            "; ".join(one.responsible),
            one.due_date,
            one.due_text,
            one.state.value,
            wording.say(one.state.label),
            one.completed_on,
            int(one.has_evidence),
            one.changes,
            one.slippage,
            wording.record_url(one.type, one.name),
        )
