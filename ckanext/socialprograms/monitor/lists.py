"""The records and activities behind the numbers of the board, each list in an order that stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ckanext.socialprograms.monitor.counts import Counts
from ckanext.socialprograms.monitor.filters import Filters
from ckanext.socialprograms.monitor.query import Row, many_rows, rows
from ckanext.socialprograms.monitor.records import OF_ACTIVITIES, counts, each_record
from ckanext.socialprograms.monitor.states import conditions, state
from ckanext.socialprograms.monitor.tables import activity
from ckanext.socialprograms.monitor.visible import visible
from ckanext.socialprograms.records.state import State

ACTIVITY_LISTS = OF_ACTIVITIES
RECORD_LISTS = ("all", "declared", "citing", "compared", "results_due", "results_late")
SORTS = ("date", "agency", "record", "moved")
PAGE, MOST = 50, 1000
_FARTHEST = 10**9


@dataclass(frozen=True)
class ActivityItem:
    """An activity on a list, with its record; ``slippage`` is in days."""

    key: str
    description: str
    responsible: tuple[str, ...]
    due_date: date | None
    due_text: str
    state: State
    completed_on: date | None
    has_evidence: bool
    changes: int
    slippage: int | None
    type: str
    name: str
    title: str
    agency: str
    agency_title: str


@dataclass(frozen=True)
class RecordItem:
    """A record on a list, with its own numbers."""

    type: str
    name: str
    title: str
    agency: str
    agency_title: str
    plan: str
    counts: Counts


@dataclass(frozen=True)
class Part:
    """Which part of a list is asked for; no limit gives all of it."""

    limit: int | None = PAGE
    offset: int = 0

    @classmethod
    def bounded(cls, limit: int, offset: int) -> Part:
        """Give a part of a size that the portal answers at once."""
        return cls(min(limit, MOST), min(offset, _FARTHEST))


def activities(filters: Filters, name: str, today: date, part: Part, sort: str = "") -> Iterator[ActivityItem]:
    """Yield the activities of a list (one of ``ACTIVITY_LISTS``), in one of ``SORTS`` or the list's own order."""
    seen = visible(filters)
    columns = [column for column in activity.c if column.name not in ("package_id", "position", "status")]
    query = (
        sa.select(
            *columns,
            state(today, seen.c.plan_end).label("state"),
            *(seen.c[column] for column in ("type", "name", "title", "agency", "agency_title")),
        )
        .join(seen, seen.c.package_id == activity.c.package_id)
        .where(conditions(today, seen.c.plan_end)[name])
        .order_by(*_order(name, sort, seen), activity.c.package_id, activity.c.position)
    )
    for row in _read(_limited(query, part), part):
        yield ActivityItem(**{**row, "responsible": tuple(row["responsible"]), "state": State(row["state"])})


def records(filters: Filters, name: str, today: date, part: Part) -> Iterator[RecordItem]:
    """Yield the records of a list (one of ``RECORD_LISTS``) by name, those that are compared by their gap."""
    seen = visible(filters)
    if name == "compared":
        each = each_record(seen, today)
        compared = sa.select(each).where(each.c.compared == 1)
        query = _limited(compared.order_by(each.c.gap_sum.desc(), *_by_name(each)), part)
    else:
        conditions_ = {
            "declared": seen.c.declared.is_not(None),
            "citing": seen.c.cited > 0,
            "results_due": seen.c.results_due >= today,
            "results_late": seen.c.results_due < today,
        }
        wanted = sa.select(seen).where(conditions_.get(name, sa.true())).order_by(*_by_name(seen))
        # Only what is shown is counted.
        each = each_record(_limited(wanted, part).cte("wanted"), today)
        query = sa.select(each).order_by(*_by_name(each))
    for row in _read(query, part):
        own = {field: row[field] for field in ("type", "name", "title", "agency", "agency_title", "plan")}
        yield RecordItem(**own, counts=counts(row))


def _by_name(table: sa.FromClause) -> list[sa.ColumnElement[str]]:
    return [table.c.title, table.c.name]


def _limited(query: sa.Select[Any], part: Part) -> sa.Select[Any]:
    return query if part.limit is None else query.limit(part.limit).offset(part.offset)


def _order(name: str, sort: str, seen: sa.CTE) -> list[sa.ColumnElement[Any]]:
    due = activity.c.due_date.asc().nulls_last()
    if sort == "agency":
        return [seen.c.agency_title, seen.c.title, due]
    if sort == "record":
        return [seen.c.title, due]
    if sort == "moved" or (name == "replanned" and sort != "date"):
        return [activity.c.slippage.desc().nulls_last(), due]
    return [due, seen.c.title]


def _read(query: sa.Select[Any], part: Part) -> Iterable[Row]:
    return many_rows(query) if part.limit is None else rows(query)
