"""A work plan as a table: a line an activity, with the dates that it had before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ckanext.socialprograms.exporters.table import Column, Table, Value
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages.plan import ActivityView, PlanView

_COLUMNS = (
    ("id", N_("Key")),
    ("activity", N_("Activity")),
    ("serves", N_("Goals or improvements")),
    ("responsible", N_("Responsible")),
    ("state", N_("State (code)")),
    ("state_name", N_("State")),
    ("due_date", N_("Date now")),
    ("due_text", N_("Date as the document words it")),
    ("first_date", N_("First date")),
    ("former_dates", N_("Former dates")),
    ("days_later", N_("Days later than first promised")),
    ("reasons", N_("Reasons for the changes")),
    ("completed_on", N_("Done on")),
    ("evidence", N_("Pieces of evidence that can be opened")),
)


def work_plan_table(plan: PlanView, say: Callable[[str], str], about: Mapping[str, str]) -> Table:
    """Give all activities of a plan, whatever window of it a page shows."""
    return Table(
        name="work-plan",
        title=say(N_("Work plan")),
        columns=[Column(key, say(label)) for key, label in _COLUMNS],
        rows=_rows(plan, say),
        about=about,
    )


def _rows(plan: PlanView, say: Callable[[str], str]) -> Iterator[Sequence[Value]]:
    for view in plan.activities:
        yield _row(view, say)


def _row(view: ActivityView, say: Callable[[str], str]) -> Sequence[Value]:
    activity, former = view.activity, view.former_dates
    return (
        activity.id,
        activity.description,
        ", ".join(activity.serves),
        "; ".join(activity.responsible),
        view.state.value,
        say(view.state.label),
        activity.due_date,
        activity.due_text,
        former[0] if former else activity.due_date,
        ", ".join(day.isoformat() for day in former),
        view.slippage,
        "; ".join(dict.fromkeys(change.reason for change in view.changes if change.reason)),
        activity.completed_on,
        sum(piece.can_be_opened for piece in view.evidence),
    )
