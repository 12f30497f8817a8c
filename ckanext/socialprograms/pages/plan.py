"""A work plan as people read it: how far it is, what was done, and what was moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.progress import Progress, Share, progress
from ckanext.socialprograms.records.replanning import Replanning, replannings, slippage
from ckanext.socialprograms.records.state import State, state_of
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.records.workplan import CANCELLED, DONE, Activity, Evidence, Goal, WorkPlan, work_plan

CHANGED = {
    "start_date": N_("Start of the plan"),
    "end_date": N_("End of the plan"),
    "due_date": N_("Date of an activity"),
    "description": N_("Content of an activity"),
    "activity": N_("An activity"),
    "goal": N_("A goal"),
    "status": N_("State of an activity"),
    "percent": N_("Declared percent"),
}
"""What an entry of the ledger changed (msgids), by its field."""


@dataclass(frozen=True)
class ActivityView:
    """An activity with its state today, its evidence, and what became of its promise.

    ``also_serves`` holds the goals that it serves beside the one under which it is listed; ``earlier_dates`` the
    dates (None: to be defined) that it had before, oldest first.
    """

    activity: Activity
    state: State
    evidence: tuple[Evidence, ...]
    lacks_evidence: bool
    is_verified: bool
    also_serves: tuple[Goal, ...]
    changes: tuple[Replanning, ...]
    earlier_dates: tuple[date | None, ...]
    slippage: int | None

    @property
    def anchor(self) -> str:
        """Give its place in the page."""
        return anchor("activity", self.activity.id)

    @property
    def former_dates(self) -> tuple[date, ...]:
        """Give the dates that it had before and has no more, each once, the first promised first."""
        return tuple(dict.fromkeys(day for day in self.earlier_dates if day and day != self.activity.due_date))

    @property
    def is_done_on_another_day(self) -> bool:
        """Say whether it was done on a day that is known and not the day of the plan."""
        return self.activity.completed_on not in (None, self.activity.due_date)

    @property
    def days(self) -> tuple[date, ...]:
        """Give all the days of it, each once: of today's plan, of its end, of former plans."""
        days = (self.activity.due_date, self.activity.completed_on, *self.former_dates)
        return tuple(dict.fromkeys(day for day in days if day))


@dataclass(frozen=True)
class GoalView:
    """A goal (None: activities that serve none) with the activities listed under it and those listed elsewhere."""

    goal: Goal | None
    activities: tuple[ActivityView, ...]
    elsewhere: tuple[ActivityView, ...] = ()

    @property
    def anchor(self) -> str:
        """Give its place in the page."""
        return anchor("goal", self.goal.number if self.goal else "none")

    @property
    def done(self) -> Share:
        """Give how many of the activities that serve the goal are done; cancelled ones do not count."""
        counted = [view for view in (*self.activities, *self.elsewhere) if view.activity.status != CANCELLED]
        return Share(sum(view.activity.status == DONE for view in counted), len(counted))


@dataclass(frozen=True)
class PlanView:
    """A work plan and all that its page says of it; ``as_of`` is the day of the data."""

    plan: WorkPlan
    progress: Progress
    as_of: date | None
    today: date
    groups: tuple[GoalView, ...]
    loose_evidence: tuple[Evidence, ...]
    ledger: tuple[Replanning, ...]
    summary: tuple[Message, ...]
    counts: Mapping[State, int]

    @property
    def activities(self) -> tuple[ActivityView, ...]:
        """Give all activities in the order of the page, each once."""
        return tuple(view for group in self.groups for view in group.activities)

    def subject(self, entry: Replanning) -> str:
        """Give the words for what an entry of the ledger is about: the activity's, the goal's, the declared part's."""
        if entry.field == "goal":
            return next((goal.description for goal in self.plan.goals if goal.number == entry.item), entry.before)
        activity = next((activity for activity in self.plan.activities if activity.id == entry.item), None)
        if activity:
            return activity.description
        return entry.before if entry.field == "activity" else entry.item


def plan_view(data: Data, today: date) -> PlanView:
    """Make the view of a commitment's or an evaluation's work plan on a day."""
    plan = work_plan(data)
    ledger = replannings(values.rows(data, "replanning"))
    views = tuple(_view(activity, plan, ledger, today) for activity in plan.activities)
    known = {activity.id for activity in plan.activities}
    counts = Counter(view.state for view in views)
    told = progress(data, plan)
    return PlanView(
        plan=plan,
        progress=told,
        as_of=values.day(data, "metadata_modified"),
        today=today,
        groups=tuple(_groups(plan, views)),
        loose_evidence=tuple(piece for piece in plan.evidence if not known & set(piece.activities)),
        ledger=ledger,
        summary=tuple(summary(told, counts[State.NO_REPORT])),
        counts=counts,
    )


def summary(told: Progress, without_report: int) -> Iterator[Message]:
    """Say in whole sentences what the three percentages mean together, without hiding or overstating a gap."""
    declared, done, proved = told.declared_percent, told.reported, told.with_evidence
    if not done.whole:
        yield from _without_plan(declared)
    elif not done.part:
        yield Message(N_("Nobody has reported an activity as done here yet. That does not mean that nothing was done."))
    elif done.part > proved.part:
        yield _count(
            done.part - proved.part,
            N_("One activity is reported as done without evidence that can be opened here."),
            N_("{n} activities are reported as done without evidence that can be opened here."),
        )
    else:
        yield Message(N_("Everything that is reported as done has evidence that you can open."))
    if done.whole and without_report:
        yield _count(
            without_report,
            N_("The date of one activity has passed, and nobody has reported on it here."),
            N_("The dates of {n} activities have passed, and nobody has reported on them here."),
        )
    if done.whole and told.gap is not None and told.gap > 0:
        sentence = N_("The government declares {declared} %; the evidence that is here reaches {proved} %.")
        yield Message(sentence, {"declared": declared, "proved": proved.percent})
    if told.cited:
        yield _count(
            told.cited,
            N_("The document cites one piece of evidence that is not available here."),
            N_("The document cites {n} pieces of evidence that are not available here."),
        )


def anchor(kind: str, key: str) -> str:
    """Give the name of a place in the page, safe in an address."""
    return f"{kind}-{re.sub('[^A-Za-z0-9]+', '-', key).strip('-') or 'x'}"


def _without_plan(declared: int | None) -> Iterator[Message]:
    if declared is None:
        yield Message(N_("No work plan has been published here yet."))
        return
    sentence = N_("The government declares {declared} %. No work plan has been published here to compare it with.")
    yield Message(sentence, {"declared": declared})


def _count(n: int, one: str, many: str) -> Message:
    return Message(one) if n == 1 else Message(many, {"n": n})


def _view(activity: Activity, plan: WorkPlan, ledger: Iterable[Replanning], today: date) -> ActivityView:
    changes = tuple(entry for entry in ledger if entry.item == activity.id and entry.field not in ("goal", "percent"))
    earlier = [values.day({"d": entry.before}, "d") for entry in changes if entry.field == "due_date"]
    return ActivityView(
        activity=activity,
        state=state_of(activity, today, plan.end_date),
        evidence=plan.evidence_of(activity),
        lacks_evidence=activity.status == DONE and not plan.has_evidence(activity),
        is_verified=activity.id in plan.verified,
        also_serves=tuple(goal for goal in plan.goals if goal.number in activity.serves)[1:],
        changes=changes,
        earlier_dates=tuple(earlier),
        slippage=slippage(activity, changes),
    )


def _groups(plan: WorkPlan, views: tuple[ActivityView, ...]) -> Iterator[GoalView]:
    homes = [(_home(view.activity, plan), view) for view in views]
    for goal in plan.goals:
        serving = [(home, view) for home, view in homes if goal.number in view.activity.serves]
        here = tuple(view for home, view in serving if home == goal.number)
        yield GoalView(goal, here, tuple(view for home, view in serving if home != goal.number))
    rest = tuple(view for home, view in homes if home is None)
    if rest:
        yield GoalView(None, rest)


def _home(activity: Activity, plan: WorkPlan) -> str | None:
    """Give the number of the goal under which an activity is listed: the first of the plan's that it serves."""
    return next((goal.number for goal in plan.goals if goal.number in activity.serves), None)
