"""The board as the action ``socialprograms_monitor`` answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from ckanext.socialprograms.monitor.board import Row, board
from ckanext.socialprograms.monitor.filters import NONE, Filters
from ckanext.socialprograms.monitor.lists import ActivityItem, Part, RecordItem, activities, records
from ckanext.socialprograms.monitor.numbers import numbers


def answer(asked: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Give the numbers of the board on a day, and the part of a list that is asked for (``state`` or ``records``)."""
    filters = Filters.read(asked)
    counted = board(filters, today)
    part = Part.bounded(asked["limit"], asked["offset"])
    found: dict[str, Any] = {
        "today": today.isoformat(),
        "modified": counted.totals.modified.isoformat() if counted.totals.modified else None,
        "filters": filters.chosen,
        "totals": numbers(counted.totals),
        "tables": {name: [_line(row) for row in rows] for name, rows in counted.tables.items()},
    }
    if asked.get("state"):
        found["activities"] = [_activity(one) for one in activities(filters, asked["state"], today, part)]
    if asked.get("records"):
        found["records"] = [_record(one) for one in records(filters, asked["records"], today, part)]
    return found


def _line(row: Row) -> dict[str, Any]:
    return {"key": None if row.key == NONE else row.key, "name": row.label, **numbers(row.counts)}


def _activity(item: ActivityItem) -> dict[str, Any]:
    dates = {"due_date": item.due_date, "completed_on": item.completed_on}
    return {
        **asdict(item),
        **{name: day.isoformat() if day else None for name, day in dates.items()},
        "state": item.state.value,
    }


def _record(item: RecordItem) -> dict[str, Any]:
    own = {key: value for key, value in asdict(item).items() if key != "counts"}
    return {**own, **numbers(item.counts)}
