"""What a program spends, when people can apply, which rules govern it and what it measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data


@dataclass(frozen=True)
class Source:
    """Where a figure was published; either part may be empty."""

    name: str = ""
    url: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.url)


@dataclass(frozen=True)
class BudgetYear:
    """The money of a program in a year, in current pesos; None is a figure that nobody has published."""

    year: int | None
    approved: Decimal | None = None
    modified: Decimal | None = None
    accrued: Decimal | None = None
    spent: Decimal | None = None
    funding_source: str = ""
    approved_source: Source = Source()
    spent_source: Source = Source()
    note: str = ""

    @property
    def spent_percent(self) -> int | None:
        """Give what was spent of the modified (else the approved) budget, rounded down; it can exceed 100."""
        whole = self.modified if self.modified is not None else self.approved
        if self.spent is None or not whole or whole < 0:
            return None
        return int(self.spent * 100 / whole)


@dataclass(frozen=True)
class Call:
    """A window in which people can apply."""

    title: str = ""
    opens: date | None = None
    closes: date | None = None
    results_on: date | None = None
    url: str = ""
    applicants: Decimal | None = None
    selected: Decimal | None = None
    note: str = ""

    def is_open(self, today: date) -> bool:
        """Say whether people can apply on a day, both ends included; a call without a closing day is not open."""
        if self.closes is None or today > self.closes:
            return False
        return self.opens is None or self.opens <= today


@dataclass(frozen=True)
class Rules:
    """The rules of operation (or another governing document) of a year."""

    year: int | None
    title: str = ""
    kind: str = ""
    url: str = ""
    published: date | None = None
    summary: str = ""


@dataclass(frozen=True)
class Indicator:
    """What a program measures, with the figures of a year."""

    name: str
    level: str = ""
    definition: str = ""
    formula: str = ""
    unit: str = ""
    dimension: str = ""
    frequency: str = ""
    direction: str = ""
    baseline: Decimal | None = None
    goal: Decimal | None = None
    adjusted_goal: Decimal | None = None
    actual: Decimal | None = None
    year: int | None = None
    source: str = ""

    @property
    def reached_percent(self) -> int | None:
        """Give the actual figure as a percent of the goal (the adjusted one if there is one), None if it can't be said.

        An indicator that should go down has no such percent: less is better there.
        """
        goal = self.adjusted_goal if self.adjusted_goal is not None else self.goal
        if self.direction == "down" or self.actual is None or not goal or goal < 0:
            return None
        return int(self.actual * 100 / goal)


def budget(data: Data) -> tuple[BudgetYear, ...]:
    """Read the budget of a program's dataset dict, newest year first."""
    return _newest_first(
        BudgetYear(
            year=values.whole(row, "year"),
            approved=values.number(row, "approved"),
            modified=values.number(row, "modified"),
            accrued=values.number(row, "accrued"),
            spent=values.number(row, "spent"),
            funding_source=values.text(row, "funding_source"),
            approved_source=Source(values.text(row, "approved_source"), values.text(row, "approved_url")),
            spent_source=Source(values.text(row, "spent_source"), values.text(row, "spent_url")),
            note=values.text(row, "note"),
        )
        for row in values.rows(data, "budget")
    )


def calls(data: Data) -> tuple[Call, ...]:
    """Read the calls of a program's dataset dict, the last to close first, those without a closing day at the end."""
    read = (
        Call(
            title=values.text(row, "title"),
            opens=values.day(row, "opens"),
            closes=values.day(row, "closes"),
            results_on=values.day(row, "results_on"),
            url=values.text(row, "url"),
            applicants=values.number(row, "applicants"),
            selected=values.number(row, "selected"),
            note=values.text(row, "note"),
        )
        for row in values.rows(data, "calls")
    )
    return tuple(sorted(read, key=lambda call: call.closes or date.min, reverse=True))


def open_calls(data: Data, today: date) -> tuple[Call, ...]:
    """Give the calls that people can answer on a day, the first to close first."""
    return tuple(call for call in reversed(calls(data)) if call.is_open(today))


def rules(data: Data) -> tuple[Rules, ...]:
    """Read the rules of operation of a program's dataset dict, newest year first."""
    return _newest_first(
        Rules(
            year=values.whole(row, "year"),
            title=values.text(row, "title"),
            kind=values.text(row, "kind"),
            url=values.text(row, "url"),
            published=values.day(row, "published"),
            summary=values.text(row, "summary"),
        )
        for row in values.rows(data, "rules")
    )


def indicators(data: Data) -> tuple[Indicator, ...]:
    """Read the indicators of a program's dataset dict, in order."""
    return tuple(
        Indicator(
            name=values.text(row, "name"),
            level=values.text(row, "level"),
            definition=values.text(row, "definition"),
            formula=values.text(row, "formula"),
            unit=values.text(row, "unit"),
            dimension=values.text(row, "dimension"),
            frequency=values.text(row, "frequency"),
            direction=values.text(row, "direction"),
            baseline=values.number(row, "baseline"),
            goal=values.number(row, "goal"),
            adjusted_goal=values.number(row, "adjusted_goal"),
            actual=values.number(row, "actual"),
            year=values.whole(row, "year"),
            source=values.text(row, "source"),
        )
        for row in values.rows(data, "indicators")
    )


def known_years(data: Data) -> tuple[int, ...]:
    """Give the years for which something is known of a program, newest first."""
    years = {int(edition) for edition in values.texts(data, "editions") if edition.isdigit()}
    for group in ("budget", "rules", "indicators"):
        years |= {year for row in values.rows(data, group) if (year := values.whole(row, "year"))}
    for field in ("reported_to", "validated_on", "updated_on", "valid_until"):
        years |= {day.year for day in (values.day(data, field),) if day}
    years |= {call.closes.year for call in calls(data) if call.closes}
    return tuple(sorted(years, reverse=True))


def _newest_first(rows: Iterable) -> tuple:
    return tuple(sorted(rows, key=lambda row: row.year or 0, reverse=True))
