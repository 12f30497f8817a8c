"""How far something promised is, in the five words by which an improvement agenda is filtered."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.records.state import State
from ckanext.socialprograms.records.workplan import CANCELLED, DONE, Activity


class Standing(str, Enum):
    """What an activity, or all that leads to something, comes to; ``symbol`` and ``label`` say it without colour."""

    MET = "met"
    IN_PROGRESS = "in_progress"
    LATE = "late"
    NOT_BEGUN = "not_begun"
    NO_REPORT = "no_report"

    @property
    def label(self) -> str:
        """Give its name as a msgid."""
        return _LABELS[self][0]

    @property
    def symbol(self) -> str:
        """Give a sign that tells it without colour."""
        return _LABELS[self][1]


_LABELS = {
    Standing.MET: (N_("Met"), "✓"),
    Standing.IN_PROGRESS: (N_("In progress"), "◐"),
    Standing.LATE: (N_("Late"), "!"),
    Standing.NOT_BEGUN: (N_("Not begun"), "○"),
    Standing.NO_REPORT: (N_("No report"), "?"),
}


def standing_of(activity: Activity, state: State) -> Standing | None:
    """Give the standing of an activity in a state, None of a cancelled one.

    *Late* is said only of work that was reported as planned or in progress: where nobody reported, nobody knows.
    """
    if activity.status == CANCELLED:
        return None
    if activity.status == DONE:
        return Standing.MET
    if state is State.OVERDUE:
        return Standing.LATE
    if activity.status == "in_progress":
        return Standing.IN_PROGRESS
    if activity.status or state in (State.PLANNED, State.DUE_SOON):
        return Standing.NOT_BEGUN
    return Standing.NO_REPORT


def together(standings: Iterable[Standing | None]) -> Standing | None:
    """Give what several standings come to: all met, or one late, or some way on; None where there is none."""
    found = {standing for standing in standings if standing}
    if len(found) <= 1:
        return next(iter(found), None)
    if Standing.LATE in found:
        return Standing.LATE
    if found & {Standing.MET, Standing.IN_PROGRESS}:
        return Standing.IN_PROGRESS
    return Standing.NO_REPORT
