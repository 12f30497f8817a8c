"""How far a work plan is, told three times: as declared, as reported, and as evidence shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.records.workplan import CANCELLED, DONE, WorkPlan


@dataclass(frozen=True)
class Share:
    """``part`` of ``whole``; the percent (0 to 100) is rounded down, so that 100 means all."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Give the percent, None where there is nothing to count."""
        return self.part * 100 // self.whole if self.whole else None

    @property
    def shown(self) -> str:
        """Give the percent as people read it: less than one is not nothing."""
        return "< 1" if self.part and not self.percent else str(self.percent or 0)


@dataclass(frozen=True)
class DeclaredPart:
    """A percent (0 to 100) that the government states for a commitment or a part of it."""

    part: str
    percent: Decimal | None
    note: str
    date: date | None


@dataclass(frozen=True)
class Progress:
    """The three percentages; ``reported`` and ``with_evidence`` count activities that were not cancelled."""

    declared: tuple[DeclaredPart, ...]
    reported: Share
    with_evidence: Share
    verified: Share
    cited: int
    """Pieces of evidence that are cited and cannot be opened here."""

    @property
    def declared_percent(self) -> int | None:
        """Give the mean of the declared percents, rounded down, None if none was stated."""
        return mean_percent(part.percent for part in self.declared)

    @property
    def gap(self) -> int | None:
        """Give the points between what is declared and what has evidence, None if either is unknown."""
        if self.declared_percent is None or self.with_evidence.percent is None:
            return None
        return self.declared_percent - self.with_evidence.percent


def progress(data: Data, plan: WorkPlan) -> Progress:
    """Compute the three percentages of a record; an activity that serves several goals counts once."""
    counted = [activity for activity in plan.activities if activity.status != CANCELLED]
    done = [activity for activity in counted if activity.status == DONE]
    verified = plan.verified
    return Progress(
        declared=declared_parts(data),
        reported=Share(len(done), len(counted)),
        with_evidence=Share(sum(plan.has_evidence(activity) for activity in done), len(counted)),
        verified=Share(sum(activity.id in verified for activity in done), len(counted)),
        cited=sum(not piece.can_be_opened for piece in plan.evidence),
    )


def declared_parts(data: Data) -> tuple[DeclaredPart, ...]:
    """Read the declared percents of a record."""
    return tuple(
        DeclaredPart(
            part=values.text(row, "part"),
            percent=values.number(row, "percent"),
            note=values.text(row, "note"),
            date=values.day(row, "date"),
        )
        for row in values.rows(data, "declared")
    )


def mean_percent(percents: Iterable[Decimal | None]) -> int | None:
    """Give the mean of the percents that are known, rounded down, None if none is."""
    known = [percent for percent in percents if percent is not None]
    if not known:
        return None
    return int((sum(known, Decimal()) / len(known)).quantize(Decimal(1), ROUND_DOWN))
