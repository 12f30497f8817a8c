"""By when the results of an evaluation have to be published, and whether they are here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ckanext.socialprograms.official.laws import deadline
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

RESULTS = "evaluation_results"


@dataclass(frozen=True)
class Clock:
    """The last day to publish results; ``is_published`` where they are in this portal or linked from it."""

    due: date
    is_published: bool

    def days_left(self, today: date) -> int:
        """Give the days that are left, below zero after the last one."""
        return (self.due - today).days

    def is_late(self, today: date) -> bool:
        """Say whether the last day has passed and the results are not here."""
        return not self.is_published and self.due < today


def clock(data: Data) -> Clock | None:
    """Give the clock of an evaluation, None of other records and while nobody says when it ended."""
    ended = values.day(data, "end_date")
    if values.text(data, "type") != "evaluation" or not ended:
        return None
    return Clock(ended + timedelta(days=deadline(RESULTS).days), _has_results(data))


def results_due(data: Data) -> date | None:
    """Give the last day to publish results that are not here yet."""
    found = clock(data)
    return found.due if found and not found.is_published else None


def _has_results(data: Data) -> bool:
    files = values.rows(data, "resources")
    has_report = any(values.text(row, "kind") == "report" and values.text(row, "url") for row in files)
    return values.text(data, "state") != "draft" and (has_report or bool(values.text(data, "evaluation_url")))
