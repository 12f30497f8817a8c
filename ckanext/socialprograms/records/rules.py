"""The rules that a record's fields keep among themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

BRIEF_LENGTH = 280


@dataclass(frozen=True)
class Problem:
    """A rule that a record breaks, and where: ``("end_date",)`` or ``("activities", 3, "serves")``."""

    path: tuple[str | int, ...]
    message: Message


def problems(data: Data) -> list[Problem]:
    """List the rules that a dataset dict of one of our types breaks."""
    return [
        *_dates_in_order(data),
        *_unique(data, "activities", "id", N_("Two activities have the key {found}. Give each one a key of its own.")),
        *_unique(data, "goals", "number", N_("Two goals have the number {found}. Give each one its own number.")),
        *_unique(
            data,
            "improvements",
            "number",
            N_("Two improvements have the number {found}. Give each one its own number."),
        ),
        *_served_exist(data),
        *_proved_exist(data),
        *_calls_in_order(data),
    ]


def missing_activity_ids(data: Data) -> dict[int, str]:
    """Give a key (A1, A2, …) for each activity row that has none, by row; keys in use are left alone."""
    rows = values.rows(data, "activities")
    used = {values.text(row, "id") for row in rows}
    free = (key for n in range(1, len(rows) * 2 + 1) if (key := f"A{n}") not in used)
    return {index: next(free) for index, row in enumerate(rows) if not values.text(row, "id")}


def _dates_in_order(data: Data) -> Iterator[Problem]:
    for start, end in (("start_date", "end_date"), ("valid_from", "valid_until"), ("reported_from", "reported_to")):
        first, last = values.day(data, start), values.day(data, end)
        if first and last and last < first:
            yield Problem((end,), _too_early(last.isoformat(), first.isoformat()))
    first_year, last_year = values.whole(data, "action_plan_start_year"), values.whole(data, "action_plan_end_year")
    if first_year and last_year and last_year < first_year:
        yield Problem(("action_plan_end_year",), _too_early(str(last_year), str(first_year)))


def _calls_in_order(data: Data) -> Iterator[Problem]:
    for index, row in enumerate(values.rows(data, "calls")):
        opens, closes = values.day(row, "opens"), values.day(row, "closes")
        if opens and closes and closes < opens:
            yield Problem(("calls", index, "closes"), _too_early(closes.isoformat(), opens.isoformat()))


def _too_early(end: str, start: str) -> Message:
    return Message(
        N_("The end ({end}) is before the start ({start}). Correct one of the two."), {"end": end, "start": start}
    )


def _unique(data: Data, group: str, field: str, msgid: str) -> Iterator[Problem]:
    keys = [values.text(row, field) for row in values.rows(data, group)]
    repeated = {key for key, times in Counter(keys).items() if key and times > 1}
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if key in repeated and key in seen:
            yield Problem((group, index, field), Message(msgid, {"found": key}))
        seen.add(key)


def _served_exist(data: Data) -> Iterator[Problem]:
    served = {values.text(row, "number") for group in ("goals", "improvements") for row in values.rows(data, group)}
    msgid = N_("There is no goal or improvement number {found}. Write the number of one that is in this record.")
    for index, row in enumerate(values.rows(data, "activities")):
        yield from _unknown(("activities", index, "serves"), values.texts(row, "serves"), served, msgid)


def _proved_exist(data: Data) -> Iterator[Problem]:
    activities = {values.text(row, "id") for row in values.rows(data, "activities")}
    msgid = N_("There is no activity with the key {found}. Write the key of one that is in this record.")
    for group, field in (("evidence", "activities"), ("voices", "verified"), ("resources", "activities")):
        for index, row in enumerate(values.rows(data, group)):
            yield from _unknown((group, index, field), values.texts(row, field), activities, msgid)


def _unknown(path: tuple[str | int, ...], named: Iterable[str], known: set[str], msgid: str) -> Iterator[Problem]:
    missing = [name for name in named if name not in known]
    if missing:
        yield Problem(path, Message(msgid, {"found": ", ".join(missing)}))
