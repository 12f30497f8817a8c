"""The tables and lists of the board as tables to download."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.exporters.column import Column, Kind, said
from ckanext.socialprograms.exporters.mixed import KIND_NAMES
from ckanext.socialprograms.exporters.table import Table, Value
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.monitor import names
from ckanext.socialprograms.monitor.board import board
from ckanext.socialprograms.monitor.counts import Counts
from ckanext.socialprograms.monitor.filters import NONE, Filters
from ckanext.socialprograms.monitor.lists import ActivityItem, Part, RecordItem, activities, records
from ckanext.socialprograms.monitor.numbers import NUMBERS, numbers
from ckanext.socialprograms.records.state import STATES

ALL = Part(limit=None)
ACTIVITIES = {"activities" if name == "all" else name: name for name in names.ACTIVITY_LISTS}
RECORDS = {"records" if name == "all" else name: name for name in names.RECORD_LISTS}
NAMES = ("totals", *names.TABLES, *ACTIVITIES, *RECORDS)
"""What can be downloaded, as it is called in addresses."""
_KINDS = tuple((kind, KIND_NAMES[kind]) for kind in names.TYPES)
_RECORD = (
    Column("record", N_("Record"), N_("What the record is called.")),
    Column("type", N_("Kind of record"), N_("Whether it is a commitment or an evaluation."), Kind.CODE, _KINDS),
    Column("agency", N_("Agency"), N_("The agency that answers for the record.")),
)
_OF_AN_ACTIVITY = (
    *_RECORD,
    Column("key", N_("Key"), N_("The key of the activity in its plan; it does not change.")),
    Column("activity", N_("Activity"), N_("What will be done, as the plan words it.")),
    Column("responsible", N_("Responsible"), N_("Who answers for the activity."), Kind.TEXTS),
    Column("due_date", N_("Due date"), N_("By when it is promised today; empty while it is to be defined."), Kind.DAY),
    Column(
        "due_text",
        N_("Due date as the document words it"),
        N_("What the document says where that is no exact day."),
    ),
    Column("state", N_("State (code)"), N_("How far the activity is on the day of the download."), Kind.CODE, STATES),
    Column("state_name", N_("State"), N_("The name of the state.")),
    Column("completed_on", N_("Done on"), N_("The day on which it was done, as reported."), Kind.DAY),
    Column(
        "has_evidence",
        N_("With evidence (1) or without it (0)"),
        N_("Whether it has a written result and evidence that can be opened here."),
        Kind.FLAG,
    ),
    Column(
        "changes",
        N_("Changes after publishing"),
        N_("How often something that was promised of it changed after it was published."),
        Kind.COUNT,
    ),
    Column(
        "slippage",
        N_("Days of delay by re-planning"),
        N_("Days from the first date to the date now; below zero if it came forward, empty if it was never moved."),
        Kind.COUNT,
    ),
    Column("url", N_("Address"), N_("The address of the record's page."), Kind.ADDRESS),
)
_NOT_OF_A_RECORD = ("records", "commitments", "evaluations")
_OF_A_RECORD = (
    *_RECORD,
    Column("plan", N_("Action plan"), N_("The action plan that a commitment belongs to.")),
    *(one.column for one in NUMBERS if one.column.key not in _NOT_OF_A_RECORD),
    Column("url", N_("Address"), N_("The address of the record's page."), Kind.ADDRESS),
)
_TOTALS = tuple(one.column for one in NUMBERS)
_KEY = Column(
    "key",
    N_("Key"),
    N_("What filters call it in addresses; empty for the records of which it is not stated."),
)
_ADDRESS = Column("url", N_("Address"), N_("The board with the records of this line."), Kind.ADDRESS)
_LINES = {
    "agency": N_("The agency whose records the line counts."),
    "theme": N_("The theme whose records the line counts."),
    "plan": N_("The action plan whose records the line counts."),
    "sdg": N_("The goal of the 2030 Agenda whose records the line counts; a record can count in several."),
    "year": N_("The year whose records the line counts; a record can count in several."),
}
COLUMNS = {
    "totals": _TOTALS,
    **{
        name: (_KEY, Column("name", names.DIMENSIONS[name], meaning), *_TOTALS, _ADDRESS)
        for name, meaning in _LINES.items()
    },
    "activities": _OF_AN_ACTIVITY,
    "records": _OF_A_RECORD,
}
"""The columns of each table; all lists of activities have the same, and so have those of records."""
TITLES = {
    "totals": N_("Totals"),
    **names.TABLES,
    "activities": names.ACTIVITY_LISTS["all"][0],
    "records": names.RECORD_LISTS["all"][0],
}
"""What the tables are called (msgids)."""


@dataclass(frozen=True)
class Wording:
    """What only the portal knows: the language, the names of goals, and the addresses of records and of the board."""

    say: Callable[[str], str]
    goal: Callable[[str], str]
    record_url: Callable[[str, str], str]
    board_url: Callable[[Filters], str]


def download(name: str, filters: Filters, today: date, wording: Wording) -> Table:
    """Give one of ``NAMES`` as a table, with the filters that are set."""
    rows, title = _content(name, filters, today, wording)
    return Table(
        name=name,
        title=wording.say(title),
        columns=said(COLUMNS[shape(name)], wording.say),
        rows=rows,
        about={"today": today.isoformat(), **{f"filter_{key}": value for key, value in filters.chosen.items()}},
    )


def shape(name: str) -> str:
    """Say which of ``COLUMNS`` one of ``NAMES`` has."""
    return "activities" if name in ACTIVITIES else "records" if name in RECORDS else name


def label(table: str, key: str, text: str, wording: Wording) -> str:
    """Give the name of a line of a table."""
    if key == NONE:
        return wording.say(names.NOT_STATED[table])
    return wording.goal(key) if table == "sdg" else text


def _content(name: str, filters: Filters, today: date, wording: Wording) -> tuple[Iterable[Sequence[Value]], str]:
    if name in RECORDS:
        found = records(filters, RECORDS[name], today, ALL)
        return _record_rows(found, wording), names.RECORD_LISTS[RECORDS[name]][0]
    if name in ACTIVITIES:
        found = activities(filters, ACTIVITIES[name], today, ALL)
        return _activity_rows(found, wording), names.ACTIVITY_LISTS[ACTIVITIES[name]][0]
    counted = board(filters, today)
    if name == "totals":
        return [_values(counted.totals)], TITLES[name]
    lines = [
        (
            "" if row.key == NONE else row.key,
            label(name, row.key, row.label, wording),
            *_values(row.counts),
            wording.board_url(filters.having(name, row.key)),
        )
        for row in counted.tables[name]
    ]
    return lines, TITLES[name]


def _values(counts: Counts, *without: str) -> list[int | None]:
    return [value for key, value in numbers(counts).items() if key not in without]


def _record_rows(found: Iterable[RecordItem], wording: Wording) -> Iterator[Sequence[Value]]:
    for one in found:
        own = _values(one.counts, *_NOT_OF_A_RECORD)
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
