"""In which state an activity is on a day."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.records.workplan import CANCELLED, DONE, Activity

DUE_SOON = timedelta(days=30)


class State(str, Enum):
    """What a citizen is told about an activity; ``symbol`` and ``label`` say the same without colour."""

    DONE = "done"
    DONE_LATE = "done_late"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    NO_REPORT = "no_report"
    UNDATED = "undated"
    PLAN_CLOSED = "plan_closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """Give the state's name as a msgid."""
        return _LABELS[self][0]

    @property
    def symbol(self) -> str:
        """Give a sign that tells the state without colour."""
        return _LABELS[self][1]


_LABELS = {
    State.DONE: (N_("Done"), "✓"),
    State.DONE_LATE: (N_("Done late"), "✓"),
    State.IN_PROGRESS: (N_("In progress"), "◐"),
    State.PLANNED: (N_("Planned"), "○"),
    State.DUE_SOON: (N_("Due soon"), "▲"),
    State.OVERDUE: (N_("Overdue"), "!"),
    State.NO_REPORT: (N_("No report"), "?"),
    State.UNDATED: (N_("Undated"), "…"),
    State.PLAN_CLOSED: (N_("Plan closed without a date"), "■"),
    State.CANCELLED: (N_("Cancelled"), "✕"),
}


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
