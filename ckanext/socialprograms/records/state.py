"""In which state an activity is on a day."""

from __future__ import annotations

from datetime import date, timedelta

from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.records.told import Told
from ckanext.socialprograms.records.workplan import CANCELLED, DONE, Activity

DUE_SOON = timedelta(days=30)


class State(Told):
    """What a citizen is told about an activity; ``symbol`` and ``label`` say the same without colour."""

    DONE = "done", N_("Done"), "✓"
    DONE_LATE = "done_late", N_("Done late"), "✓"
    IN_PROGRESS = "in_progress", N_("In progress"), "◐"
    PLANNED = "planned", N_("Planned"), "○"
    DUE_SOON = "due_soon", N_("Due soon"), "▲"
    OVERDUE = "overdue", N_("Overdue"), "!"
    NO_REPORT = "no_report", N_("No report"), "?"
    UNDATED = "undated", N_("Undated"), "…"
    PLAN_CLOSED = "plan_closed", N_("Plan closed without a date"), "■"
    CANCELLED = "cancelled", N_("Cancelled"), "✕"


STATES = tuple((state.value, state.label) for state in State)
"""The states by code, each with its name (a msgid)."""


def state_of(activity: Activity, today: date, plan_end: date | None = None) -> State:
    """Give the state of an activity on a day.

    A date that has passed while nobody reported here is *no report*, which is not the same as *overdue*: that is
    said only of work that was reported as planned or in progress. *Plan closed* is an undated activity of a plan
    whose own end has passed.
    """
    if activity.status == CANCELLED:
        return State.CANCELLED
    if activity.status == DONE:
        late = activity.due_date and activity.completed_on and activity.completed_on > activity.due_date
        return State.DONE_LATE if late else State.DONE
    if activity.due_date is None:
        return State.PLAN_CLOSED if plan_end and plan_end < today else State.UNDATED
    if activity.due_date < today:
        return State.OVERDUE if activity.status else State.NO_REPORT
    if activity.due_date <= today + DUE_SOON:
        return State.DUE_SOON
    return State.IN_PROGRESS if activity.status == "in_progress" else State.PLANNED
