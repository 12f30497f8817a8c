"""The tests of a risk signal's rule that compare what was spent with what was budgeted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import program
from ckanext.socialprograms.records.absence import is_marked
from ckanext.socialprograms.records.known import Found, Known, after
from ckanext.socialprograms.records.program import BudgetYear

_AMOUNTS = {"approved": N_("approved"), "modified": N_("modified")}


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
                "Fires when more than {percent} % above the {budget} budget was spent, in the newest year with both "
                "figures."
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
            return Found(_spending(row, whole, row.spent_percent), after(row.year, 0))
        return None

    def how(self) -> Message:
        sentence = N_(
            "Fires when less than {percent} percent of the modified (else the approved) budget was spent, in the "
            "newest year with both figures, once that year is over."
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
        return Found(told, after(newest.year, self.years))

    def how(self) -> Message:
        return Message(
            N_(
                "Fires when the newest approved budget has no figure of what was spent and the source does not call it "
                "not available, {years} years after the year of that budget."
            ),
            {"years": self.years},
        )


def _spending(row: BudgetYear, whole: Decimal, percent: int) -> dict[str, str]:
    spent = row.spent if row.spent is not None else Decimal(0)
    return {"year": str(row.year), "spent": _money(spent), "budget": _money(whole), "percent": str(percent)}


def _money(amount: Decimal) -> str:
    return f"${amount:,.2f}"
