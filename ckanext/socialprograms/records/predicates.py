"""The tests that a risk signal's rule may make of a program; each says what it found, and nothing where it can't know.

A test that has what it needs gives a ``Found``: the values of the rule's sentence, and the first day on which it is
true, None if it is true whatever the day. So nothing that is stored grows stale at midnight.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import program, values
from ckanext.socialprograms.records.absence import UNPUBLISHED, absence, is_marked
from ckanext.socialprograms.records.program import BudgetYear, Indicator
from ckanext.socialprograms.records.values import Data

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_AMOUNTS = {"approved": N_("approved"), "modified": N_("modified")}


@dataclass(frozen=True)
class Known:
    """What the tests may look at: a program's dataset dict, and the year of each evaluation that is linked with it.

    An evaluation whose year nobody has published is None.
    """

    data: Data
    evaluated: Sequence[int | None] = ()


@dataclass(frozen=True)
class Found:
    """That a rule's test is true: the values of its sentence, since when, and whether it speaks of a year."""

    values: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    is_dated: bool = False


class Predicate(Protocol):
    """A test of a kind, with the thresholds that its rule gives."""

    def __call__(self, known: Known) -> Found | None:
        """Test a program."""
        ...

    def how(self) -> Message:
        """Say in a sentence how it is computed."""
        ...


@dataclass(frozen=True)
class Unpublished:
    """None of the fields is published, and the source calls none of them not available or not applicable.

    A file of a kind (``documents``) publishes them too; an answer of no in ``unless_no`` says that there is none.
    """

    fields: Sequence[str]
    documents: str = ""
    unless_no: str = ""

    def __call__(self, known: Known) -> Found | None:
        files = values.rows(known.data, "resources") if self.documents else ()
        if any(values.text(file, "kind") == self.documents for file in files):
            return None
        if self.unless_no and values.text(known.data, self.unless_no) == "no":
            return None
        return Found() if absence(known.data, *self.fields) == UNPUBLISHED else None

    def how(self) -> Message:
        return Message(
            N_(
                "Fires when nothing is published in the field, no file of that kind is here, and the source says neither "
                "that it does not apply nor that it is not available."
            )
        )


@dataclass(frozen=True)
class Overspent:
    """More than ``percent`` % above a budget was spent, in the newest year that has both figures.

    The approved budget counts only in a year without a modified one.
    """

    of: str
    percent: int

    def __call__(self, known: Known) -> Found | None:
        for row in program.budget(known.data):
            whole = getattr(row, self.of)
            if row.year is None or row.spent is None or not whole or whole < 0:
                continue
            if self.of == "approved" and row.modified is not None:
                continue
            over = (row.spent - whole) * 100 / whole
            return Found(_spending(row, whole, int(over))) if over > self.percent else None
        return None

    def how(self) -> Message:
        return Message(
            N_(
                "Fires when more than {percent} % above the {budget} budget was spent, in the newest year with both figures."
            ),
            {"percent": self.percent, "budget": Message(_AMOUNTS[self.of])},
        )


@dataclass(frozen=True)
class Underspent:
    """Less than ``percent`` % of the modified (else the approved) budget was spent in the newest year with both."""

    percent: int

    def __call__(self, known: Known) -> Found | None:
        for row in program.budget(known.data):
            if row.year is None or row.spent_percent is None or row.spent is None or row.spent < 0:
                continue
            whole = row.modified if row.modified is not None else row.approved
            if whole is None or row.spent * 100 >= whole * self.percent:
                return None
            return Found(_spending(row, whole, row.spent_percent), _after(row.year, 0))
        return None

    def how(self) -> Message:
        sentence = N_(
            "Fires when less than {percent} % of the modified (else the approved) budget was spent, in the newest year "
            "with both figures, once that year is over."
        )
        return Message(sentence, {"percent": self.percent})


@dataclass(frozen=True)
class SpendingUnpublished:
    """The newest approved budget has no figure of what was spent, ``years`` full years after its own."""

    years: int

    def __call__(self, known: Known) -> Found | None:
        newest = next((row for row in program.budget(known.data) if row.approved is not None and row.year), None)
        if newest is None or newest.year is None or newest.spent is not None or newest.approved is None:
            return None
        figure = f"budget.{newest.year}.spent"
        if any(is_marked(known.data, mark, figure) for mark in ("not_available", "not_applicable")):
            return None
        told = {"year": str(newest.year), "approved": _money(newest.approved)}
        return Found(told, _after(newest.year, self.years))

    def how(self) -> Message:
        return _years_message(
            N_(
                "Fires when the newest approved budget has no figure of what was spent and the source does not call it "
                "not available, {years} years after the year of that budget."
            ),
            self.years,
        )


@dataclass(frozen=True)
class RulesBehind:
    """The newest rules of operation are of a year before the newest budget; a document without a year says nothing."""

    def __call__(self, known: Known) -> Found | None:
        rules = [one.year for one in program.rules(known.data)]
        budgets = [row.year for row in program.budget(known.data) if row.year and row.approved is not None]
        years = [year for year in rules if year]
        if not years or not budgets or len(years) < len(rules) or max(years) >= max(budgets):
            return None
        return Found({"budget_year": str(max(budgets)), "rules_year": str(max(years))})

    def how(self) -> Message:
        return Message(N_("Fires when the newest rules with a year are older than the newest approved budget."))


@dataclass(frozen=True)
class CallWithoutResults:
    """The last call to close has neither a day of results nor a number of people selected, ``days`` days later."""

    days: int

    def __call__(self, known: Known) -> Found | None:
        last = next(iter(program.calls(known.data)), None)
        if last is None or last.closes is None or last.results_on or last.selected is not None:
            return None
        since = _later(last.closes, self.days)
        return Found({"closed": last.closes.isoformat()}, since) if since else None

    def how(self) -> Message:
        sentence = N_(
            "Fires {days} days after the last call closed, when neither a day of results nor the number of people "
            "selected is published."
        )
        return Message(sentence, {"days": self.days})


@dataclass(frozen=True)
class OldData:
    """The newest year that is known of a program is more than ``years`` years ago."""

    years: int

    def __call__(self, known: Known) -> Found | None:
        years = program.known_years(known.data)
        return Found({"year": str(years[0])}, _after(years[0], self.years)) if years else None

    def how(self) -> Message:
        return _years_message(
            N_("Fires when the newest year in the record is more than {years} years ago."), self.years
        )


@dataclass(frozen=True)
class Unevaluated:
    """No evaluation is known of the last ``years`` years: neither linked with the program nor published in its fields.

    An evaluation of nobody knows which year silences it.
    """

    years: int

    def __call__(self, known: Known) -> Found | None:
        own = [int(year) for year in _YEAR.findall(values.text(known.data, "evaluated_period"))]
        has_results = bool(values.text(known.data, "evaluation_results_url"))
        marked = absence(known.data, "evaluated_period", "evaluation_results_url")
        if (marked and marked != UNPUBLISHED) or (has_results and not own) or None in known.evaluated:
            return None
        years = [*own, *(year for year in known.evaluated if year)]
        return self.of(max(years)) if years else Found()

    def of(self, year: int) -> Found:
        """Give what is found where the newest evaluation is of a year."""
        return Found({"year": str(year)}, _after(year, self.years), is_dated=True)

    def how(self) -> Message:
        sentence = N_(
            "Fires when the newest evaluation, linked here or named in the fields, is of more than {years} years ago, "
            "or when there is none. An evaluation without a year silences it."
        )
        return _years_message(sentence, self.years)


@dataclass(frozen=True)
class IndicatorsWithout:
    """Some indicators have no goal, or no result; with ``years``, only those whose year ended so long ago count."""

    figure: str
    years: int | None = None

    def __call__(self, known: Known) -> Found | None:
        rows = [row for row in program.indicators(known.data) if self.years is None or row.year]
        lacking = [row for row in rows if self._lacks(row)]
        if not lacking:
            return None
        told = {"n": str(len(lacking)), "all": str(len(rows))}
        if self.years is None:
            return Found(told)
        return Found(told, _after(max(row.year or 0 for row in lacking), self.years))

    def _lacks(self, row: Indicator) -> bool:
        if self.figure == "goal":
            return row.goal is None and row.adjusted_goal is None
        return row.actual is None

    def how(self) -> Message:
        if self.years is None:
            return Message(N_("Fires when at least one indicator has neither a goal nor an adjusted goal."))
        return _years_message(
            N_(
                "Fires when at least one indicator with a year has no result, {years} years after the newest such year."
            ),
            self.years,
        )


KINDS: Mapping[str, Any] = {
    "unpublished": Unpublished,
    "overspent": Overspent,
    "underspent": Underspent,
    "spending_unpublished": SpendingUnpublished,
    "rules_behind": RulesBehind,
    "call_without_results": CallWithoutResults,
    "old_data": OldData,
    "unevaluated": Unevaluated,
    "indicators_without": IndicatorsWithout,
}
"""The kinds of tests by their name in ``catalogues/signals.yaml``."""


def _after(year: int, years: int) -> date:
    """Give the first day on which a year is more than so many years ago, the last day of all where there is none."""
    first = year + years + 1
    return date(first, 1, 1) if date.min.year <= first <= date.max.year else date.max


def _later(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _spending(row: BudgetYear, whole: Decimal, percent: int) -> dict[str, str]:
    spent = row.spent if row.spent is not None else Decimal(0)
    return {"year": str(row.year), "spent": _money(spent), "budget": _money(whole), "percent": str(percent)}


def _money(amount: Decimal) -> str:
    return f"${amount:,.2f}"


def _years_message(sentence: str, years: int) -> Message:
    return Message(sentence, {"years": years})
