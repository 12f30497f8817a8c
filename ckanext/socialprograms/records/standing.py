"""How far something promised is, in the five words by which an improvement agenda is filtered."""

from __future__ import annotations

from collections.abc import Iterable

from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.records.state import State
from ckanext.socialprograms.records.told import Told
from ckanext.socialprograms.records.workplan import CANCELLED, DONE, Activity


class Standing(Told):
    """What an activity, or all that leads to something, comes to; ``symbol`` and ``label`` say it without colour."""

    MET = "met", N_("Met"), "✓"
    IN_PROGRESS = "in_progress", N_("In progress"), "◐"
    LATE = "late", N_("Late"), "!"
    NOT_BEGUN = "not_begun", N_("Not begun"), "○"
    NO_REPORT = "no_report", N_("No report"), "?"


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
