"""A work plan as a table: a line an activity, with the dates that it had before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ckanext.socialprograms.exporters.column import Column, Kind, said
from ckanext.socialprograms.exporters.table import Table, Value
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages.plan import ActivityView, PlanView
from ckanext.socialprograms.records.state import STATES

COLUMNS = (
    Column("id", N_("Key"), N_("The key of the activity in its plan; it does not change.")),
    Column("activity", N_("Activity"), N_("What will be done, as the plan words it.")),
    Column("serves", N_("Goals or improvements"), N_("The numbers of what the activity serves."), Kind.TEXTS),
    Column("responsible", N_("Responsible"), N_("Who answers for the activity."), Kind.TEXTS),
    Column("state", N_("State (code)"), N_("How far the activity is on the day of the download."), Kind.CODE, STATES),
    Column("state_name", N_("State"), N_("The name of the state.")),
    Column("due_date", N_("Date now"), N_("By when it is promised today; empty while it is to be defined."), Kind.DAY),
    Column("due_text", N_("Date as the document words it"), N_("What the document says where that is no exact day.")),
    Column("first_date", N_("First date"), N_("The first day that was promised."), Kind.DAY),
    Column(
        "former_dates", N_("Former dates"), N_("The days that were promised before, the first one first."), Kind.DAYS
    ),
    Column(
        "days_later",
        N_("Days later than first promised"),
        N_("Days from the first date to the date now; below zero if it came forward, empty if it was never moved."),
        Kind.COUNT,
    ),
    Column("reasons", N_("Reasons for the changes"), N_("Why the promise changed, in the agency's words."), Kind.TEXTS),
    Column("completed_on", N_("Done on"), N_("The day on which it was done, as reported."), Kind.DAY),
    Column(
        "evidence",
        N_("Pieces of evidence that can be opened"),
        N_("How many documents or links prove it here; what is only cited does not count."),
        Kind.COUNT,
    ),
)


def work_plan_table(plan: PlanView, say: Callable[[str], str], about: Mapping[str, str]) -> Table:
    """Give all activities of a plan, whatever window of it a page shows."""
    return Table(
        name="work-plan",
        title=say(N_("Work plan")),
        columns=said(COLUMNS, say),
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
