"""The signals of the programs that anyone may see, on a day: counted, and one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.messages import Message
from ckanext.socialprograms.monitor.query import Row, many_rows, rows
from ckanext.socialprograms.monitor.visible import Sign, public, sign_of
from ckanext.socialprograms.records.predicates import Unevaluated
from ckanext.socialprograms.records.signal_rules import Rule, rule_set
from ckanext.socialprograms.signals.filters import Filters
from ckanext.socialprograms.signals.tables import evaluated, signal

PAGE = 50
# An evaluation without a year is of nobody knows when: later than any day on which somebody asks.
_NO_YEAR = 9000
package = model.package_table
organization = model.group_table


@dataclass(frozen=True)
class Counted:
    """How many signals of a rule the programs of an agency have, and how many of them have an answer."""

    rule: str
    agency: str
    agency_title: str
    signals: int
    answered: int


@dataclass(frozen=True)
class Item:
    """A signal of a program on a list."""

    rule: Rule
    version: str
    cause: Message
    as_of: str
    answer: str
    answered_on: date | None
    name: str
    title: str
    agency: str
    agency_title: str


def counted(filters: Filters, today: date) -> list[Counted]:
    """Count the signals by rule and agency, agencies in the order of their names."""
    up = _up(filters, today)
    query = (
        sa.select(
            up.c.rule,
            up.c.agency,
            up.c.agency_title,
            sa.func.count().label("signals"),
            sa.func.count(sa.func.nullif(up.c.answer, "")).label("answered"),
        )
        .group_by(up.c.rule, up.c.agency, up.c.agency_title)
        .order_by(up.c.agency_title, up.c.agency)
    )
    return [Counted(**row) for row in rows(query)]


def programs(filters: Filters, today: date) -> dict[str, tuple[int, int]]:
    """Count the public programs of each agency: those with a signal, and all of them."""
    up = _up(filters, today)
    shown = _public("program", filters)
    query = (
        sa.select(
            shown.c.agency,
            sa.func.count(shown.c.id).filter(shown.c.id.in_(sa.select(up.c.id))).label("with_signal"),
            sa.func.count().label("all"),
        )
        .group_by(shown.c.agency)
    )  # fmt: skip
    return {row["agency"]: (row["with_signal"], row["all"]) for row in rows(query)}


def items(filters: Filters, today: date, offset: int = 0, limit: int | None = PAGE) -> Iterator[Item]:
    """Yield signals by agency, program and rule; no limit gives all of them, read as they come."""
    up = _up(filters, today)
    order = sa.case({rule.id: n for n, rule in enumerate(rule_set().rules)}, value=up.c.rule)
    query = sa.select(up).order_by(up.c.agency_title, up.c.agency, up.c.title, up.c.name, order)
    if limit is not None:
        query = query.limit(limit).offset(offset)
    found: Iterable[Row] = many_rows(query) if limit is None else rows(query)
    known = rule_set().by_id
    for row in found:
        yield _item(row, known[row["rule"]])


def version() -> Sign:
    """Give a sign that differs whenever a program, an evaluation or an organization changed, or all was rebuilt.

    Signals are written with their record, so that the records tell; a rebuild writes every row, so that one row does.
    """
    one = sa.select(signal.c.package_id, sa.literal_column("xmin::text").label("written")).select_from(signal)
    first = one.order_by(signal.c.package_id, signal.c.rule).limit(1).subquery("first")
    signs = (
        sa.select(sign_of(package)).select_from(package).where(package.c.type.in_(("program", "evaluation"))),
        sa.select(sign_of(organization)).select_from(organization).where(organization.c.is_organization),
        sa.select(first.c.written),
    )
    return tuple(model.Session.execute(sa.select(*(sign.scalar_subquery() for sign in signs))).one())


def evaluated_years(program_id: str, name: str) -> tuple[int | None, ...]:
    """Give the years of the public evaluations that name a program."""
    shown = _public("evaluation", Filters())
    query = (
        sa.select(evaluated.c.year)
        .join(shown, shown.c.id == evaluated.c.package_id)
        .where(evaluated.c.reference.in_([program_id, name]))
        .distinct()
    )
    return tuple(row["year"] for row in rows(query))


def _item(row: Row, rule: Rule) -> Item:
    cause = Message.from_json(row["cause"])
    if row["linked"] is not None and isinstance(rule.test, Unevaluated):
        own = str(cause.values.get("year", ""))
        cause = rule.caused(rule.test.of(max(row["linked"], int(own) if own.isdigit() else 0)))
    fields = ("version", "as_of", "answer", "answered_on", "name", "title", "agency", "agency_title")
    return Item(rule=rule, cause=cause, **{field: row[field] for field in fields})


def _up(filters: Filters, today: date) -> sa.CTE:
    """Select the signals that fire on a day; ``linked`` is the year of the newest evaluation that names the program."""
    shown, linked = _public("program", filters), _linked()
    since: Any = sa.case(
        *(
            (
                sa.and_(signal.c.rule == rule.id, linked.c.year.is_not(None)),
                sa.func.greatest(signal.c.since, sa.func.make_date(linked.c.year + rule.test.years + 1, 1, 1)),
            )
            for rule in rule_set().rules
            if isinstance(rule.test, Unevaluated)
        ),
        else_=signal.c.since,
    )
    columns = [column for column in signal.c if column.name not in ("package_id", "since")]
    return (
        sa.select(shown, *columns, linked.c.year.label("linked"))
        .join(signal, signal.c.package_id == shown.c.id)
        .outerjoin(linked, linked.c.id == shown.c.id)
        .where(signal.c.rule.in_(filters.rules), sa.or_(since.is_(None), since <= today))
        .cte("up")
    )


def _public(type_: str, filters: Filters) -> sa.Subquery:
    """Select the active, public records of a type; the agency is empty where there is none."""
    everyone = public(package.c.id).where(package.c.type == type_).subquery()
    query = sa.select(everyone)
    return (query.where(everyone.c.agency == filters.agency_name) if filters.agency else query).subquery(
        f"public_{type_}"
    )


def _linked() -> sa.Subquery:
    """Select the year of the newest public evaluation that names each program, by its id or by its name."""
    shown = _public("evaluation", Filters())
    named = sa.union_all(
        *(
            sa.select(package.c.id, sa.func.coalesce(evaluated.c.year, _NO_YEAR).label("year"))
            .join(evaluated, evaluated.c.reference == column)
            .join(shown, shown.c.id == evaluated.c.package_id)
            for column in (package.c.id, package.c.name)
        )
    ).subquery("named")
    return sa.select(named.c.id, sa.func.max(named.c.year).label("year")).group_by(named.c.id).subquery("linked")
