"""The tests that a risk signal's rule may make of a program; each finds nothing where it lacks what it needs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import program, values
from ckanext.socialprograms.records.absence import UNPUBLISHED, absence
from ckanext.socialprograms.records.known import Found, Known, after
from ckanext.socialprograms.records.program import Indicator
from ckanext.socialprograms.records.spending import Overspent, SpendingUnpublished, Underspent

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


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
                "Fires when nothing is published in the field, no file of that kind is here, and the source says "
                "neither that it does not apply nor that it is not available."
            )
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
        return Found({"year": str(years[0])}, after(years[0], self.years)) if years else None

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
        return Found({"year": str(year)}, after(year, self.years), is_dated=True)

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
        return Found(told, after(max(row.year or 0 for row in lacking), self.years))

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


def _later(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _years_message(sentence: str, years: int) -> Message:
    return Message(sentence, {"years": years})
