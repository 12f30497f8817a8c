"""The calls of programs that everyone may see: those that are open on a day, and those that will be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.monitor.tables import call
from ckanext.socialprograms.monitor.visible import package, public


@dataclass(frozen=True)
class PublicCall:
    """A call, with the program and the agency that it is of."""

    program: str
    program_title: str
    agency: str
    agency_title: str
    title: str
    opens: date | None
    closes: date
    url: str

    def days_left(self, today: date) -> int:
        """Give the days until it closes: 0 on its last day."""
        return (self.closes - today).days


@dataclass(frozen=True)
class Calls:
    """Calls in their order, as many as were asked for; ``all`` says how many there are."""

    calls: tuple[PublicCall, ...]
    all: int


def open_on(today: date, limit: int | None = None) -> Calls:
    """Give the calls that people can answer on a day, the first to close first."""
    is_open = sa.and_(call.c.closes >= today, sa.or_(call.c.opens.is_(None), call.c.opens <= today))
    return _found(is_open, (call.c.closes,), limit)


def opening_after(today: date, limit: int | None = None) -> Calls:
    """Give the calls that open after a day, the first to open first."""
    return _found(call.c.opens > today, (call.c.opens, call.c.closes), limit)


def _found(condition: sa.ColumnElement[bool], order: tuple[sa.ColumnElement[Any], ...], limit: int | None) -> Calls:
    told = (call.c.title.label("call"), call.c.opens, call.c.closes, call.c.url, sa.func.count().over().label("all"))
    query = (
        public(*told, of=call.join(package, package.c.id == call.c.package_id))
        .where(condition)
        .order_by(*order, package.c.name, call.c.position)
        .limit(limit)
    )
    rows = model.Session.execute(query).mappings().all()
    return Calls(tuple(_call(row) for row in rows), rows[0]["all"] if rows else 0)


def _call(row: sa.RowMapping) -> PublicCall:
    return PublicCall(
        program=row["name"],
        program_title=row["title"],
        agency=row["agency"],
        agency_title=row["agency_title"],
        title=row["call"],
        opens=row["opens"],
        closes=row["closes"],
        url=row["url"],
    )
