"""Counts everything that the board shows, in one query, and remembers it while nothing has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from ckanext.socialprograms.monitor.counts import Counts
from ckanext.socialprograms.monitor.filters import NONE, Filters
from ckanext.socialprograms.monitor.lists import ActivityItem, Part, activities
from ckanext.socialprograms.monitor.query import rows
from ckanext.socialprograms.monitor.records import OF_ACTIVITIES, OF_RECORDS, counts, each_record
from ckanext.socialprograms.monitor.visible import Sign, version, visible

TABLES = ("agency", "theme", "plan", "sdg", "year")
"""The tables of the board; each has the name of its filter."""
WATCHED = ("due_soon", "overdue", "no_report", "undated", "replanned", "no_evidence")
"""The lists of activities that ask for someone's attention, in the order in which they are shown."""
_SHOWN_OF_A_LIST = 5


@dataclass(frozen=True)
class Row:
    """A line of a table: the value of its filter, its name (a text of the records) and its numbers."""

    key: str
    label: str
    counts: Counts


@dataclass(frozen=True)
class Board:
    """All numbers of a day: the totals, the rows of each table, and the first activities of the watched lists."""

    today: date
    totals: Counts
    tables: dict[str, tuple[Row, ...]]
    watched: dict[str, tuple[ActivityItem, ...]]


def board(filters: Filters, today: date, sign: Sign | None = None) -> Board:
    """Give the board as it is on a day, from memory if nothing has changed since it was counted.

    ``sign`` is that of ``visible.version``, for those who have asked for it already.
    """
    return _remembered(sign or version(), filters, today)


def forget() -> None:
    """Count anew when the board is asked for next."""
    _remembered.cache_clear()


def counted(filters: Filters, today: date) -> Board:
    """Count the board as it is on a day."""
    lines = rows(_query(filters, today))
    tables = {name: tuple(_sorted(name, lines)) for name in TABLES}
    totals = next((counts(line) for line in lines if line["table"] == "totals"), Counts())
    shown = Part(limit=_SHOWN_OF_A_LIST)
    watched = {name: tuple(activities(filters, name, today, shown)) for name in WATCHED if getattr(totals, name)}
    return Board(today=today, totals=totals, tables=tables, watched=watched)


@lru_cache(maxsize=32)
def _remembered(_sign: Sign, filters: Filters, today: date) -> Board:
    return counted(filters, today)


def _query(filters: Filters, today: date) -> sa.CompoundSelect[Any]:
    each = each_record(visible(filters), today)
    numbers = (
        sa.func.count().label("records"),
        *(sa.func.sum(each.c[name]).label(name) for name in (*OF_RECORDS, *OF_ACTIVITIES)),
        sa.func.max(each.c.modified).label("modified"),
    )
    return sa.union_all(
        _by_one_value(each, numbers),
        *(_by_many_values(each, numbers, table, column) for table, column in (("sdg", "goals"), ("year", "years"))),
    )


def _by_one_value(each: sa.CTE, numbers: tuple[sa.ColumnElement[Any], ...]) -> sa.Select[Any]:
    values = (each.c.agency, each.c.theme, each.c.plan)
    table = sa.case(*((sa.func.grouping(value) == 0, value.name) for value in values), else_="totals")
    key = sa.func.coalesce(*values)
    title = sa.case((sa.func.grouping(each.c.agency) == 0, sa.func.max(each.c.agency_title)))
    return sa.select(
        table.label("table"), key.label("key"), sa.func.coalesce(title, key).label("label"), *numbers
    ).group_by(sa.func.grouping_sets(*(sa.tuple_(value) for value in values), sa.tuple_()))


def _by_many_values(
    each: sa.CTE, numbers: tuple[sa.ColumnElement[Any], ...], table: str, column: str
) -> sa.Select[Any]:
    values = sa.func.unnest(each.c[column]).table_valued("value").render_derived(name=f"own_{column}")
    name = sa.func.coalesce(sa.cast(values.c.value, sa.UnicodeText), "")
    return (
        sa.select(sa.literal(table).label("table"), name.label("key"), name.label("label"), *numbers)
        .select_from(each.outerjoin(values, sa.true()))
        .group_by(values.c.value)
    )


def _sorted(table: str, lines: Iterable[Mapping[str, Any]]) -> list[Row]:
    found = [Row(line["key"] or NONE, line["label"], counts(line)) for line in lines if line["table"] == table]
    return sorted(found, key=_ORDERS.get(table, _by_size))


def _by_size(row: Row) -> tuple[Any, ...]:
    return (row.key == NONE, -row.counts.all, -row.counts.records, row.label, row.key)


_ORDERS = {
    "sdg": lambda row: (row.key == NONE, int(row.label or 0)),
    "year": lambda row: (row.key == NONE, -int(row.label or 0)),
}
