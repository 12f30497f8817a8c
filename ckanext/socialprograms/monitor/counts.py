"""The numbers of the board: of everything that is seen, and of each agency, theme, plan, goal and year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ckanext.socialprograms.records.progress import Share


@dataclass(frozen=True)
class Counts:
    """How many records and activities there are of each kind; ``all`` are the activities that were not cancelled.

    ``declared_sum`` adds up the percents (0 to 100) of the records that state one, ``gap_sum`` the points between
    that percent and the percent with evidence, over the records of which both are known. ``cited`` are the pieces of
    evidence that records cite and that can't be opened here, ``citing`` the records that do so. ``results_due`` are
    the evaluations whose results are not here and can still be published in time, ``results_late`` those whose day has
    passed.
    """

    records: int = 0
    commitments: int = 0
    evaluations: int = 0
    declared: int = 0
    declared_sum: int = 0
    compared: int = 0
    gap_sum: int = 0
    citing: int = 0
    cited: int = 0
    results_due: int = 0
    results_late: int = 0
    all: int = 0
    reported: int = 0
    with_evidence: int = 0
    no_evidence: int = 0
    replanned: int = 0
    done: int = 0
    done_late: int = 0
    in_progress: int = 0
    planned: int = 0
    due_soon: int = 0
    overdue: int = 0
    no_report: int = 0
    undated: int = 0
    plan_closed: int = 0
    cancelled: int = 0
    modified: datetime | None = None

    @property
    def reported_share(self) -> Share:
        """Give the activities that are reported as done, of all."""
        return Share(self.reported, self.all)

    @property
    def evidence_share(self) -> Share:
        """Give the activities that are done and have evidence, of all."""
        return Share(self.with_evidence, self.all)

    @property
    def declared_percent(self) -> int | None:
        """Give the mean of the percents that the records state, rounded down, None if none states one."""
        return self.declared_sum // self.declared if self.declared else None

    @property
    def gap(self) -> int | None:
        """Give the mean of the records' gaps in points, rounded towards zero, None if no record can be compared."""
        return int(self.gap_sum / self.compared) if self.compared else None

    @property
    def pending(self) -> int:
        """Give the activities that have a date which has not passed and are not done."""
        return self.due_soon + self.in_progress + self.planned

    @property
    def without_date(self) -> int:
        """Give the activities that are not done and have no date, whether their plan has ended or not."""
        return self.undated + self.plan_closed
