"""The page of a work plan: each activity on a line of its own, with the dates that it had before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages.axis import Axis
from ckanext.socialprograms.pages.doubts import doubts, is_near, plan_start
from ckanext.socialprograms.pages.plan import ActivityView, PlanView, plan_view
from ckanext.socialprograms.pages.window import Window, window
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.records.workplan import Goal

PAGE = 100
BEFORE, AFTER, FAR = "before", "after", "far"
FORMER = N_("Former date")
DUE = N_("Date now")
DONE_ON = N_("Day on which it was done")


@dataclass(frozen=True)
class Bar:
    """The time until a date, in percent of the window; an ``open`` one began before the window, or nobody says when."""

    x: float
    width: float
    open: bool


@dataclass(frozen=True)
class Former:
    """A date that an activity had before; ``at`` is None where the window does not have it."""

    day: date
    bar: Bar | None
    at: float | None


@dataclass(frozen=True)
class Line:
    """An activity's line; ``due`` and ``done`` in percent, None outside the window.

    ``beyond`` says where its date is if not in the window: before, after, too far away to be drawn; else it is empty.
    """

    view: ActivityView
    goal: Goal | None
    bar: Bar | None
    due: float | None
    done: float | None
    former: tuple[Former, ...]
    beyond: str

    @property
    def is_empty(self) -> bool:
        """Say whether nothing of it happens in the window."""
        return self.due is None and self.done is None and all(one.at is None for one in self.former)


@dataclass(frozen=True)
class Asked:
    """What an address asks for."""

    zoom: str = ""
    first: str = ""
    only: bool = False
    page: int = 1

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Asked:
        """Read what an address asks for; a page that is no number is the first."""
        page = args.get("page", "")
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < len(str(PAGE**3)) else 1
        return cls(args.get("zoom", ""), args.get("from", ""), args.get("only") == "window", max(number, 1))


@dataclass(frozen=True)
class WorkPlanPage:
    """A work plan in a window of time; without a window no activity has a date that can be drawn."""

    plan: PlanView
    asked: Asked
    window: Window | None
    start: date | None
    lines: tuple[Line, ...]
    here: int
    """How many activities have something in the window."""
    doubts: tuple[Message, ...]
    pages: int

    @property
    def today(self) -> float | None:
        """Give where today is in the window, None if outside."""
        shown = self.window
        return shown.axis.x(self.plan.today) if shown and shown.axis.has(self.plan.today) else None

    @property
    def groups(self) -> tuple[tuple[Goal | None, tuple[Line, ...]], ...]:
        """Give the lines under the goal under which the plan lists them."""
        found: list[tuple[Goal | None, list[Line]]] = []
        for line in self.lines:
            if not found or found[-1][0] is not line.goal:
                found.append((line.goal, []))
            found[-1][1].append(line)
        return tuple((goal, tuple(lines)) for goal, lines in found)

    @property
    def moved(self) -> int:
        """Give how many activities had another date before."""
        return sum(bool(view.former_dates) for view in self.plan.activities)

    @property
    def undated(self) -> int:
        """Give how many activities have no date."""
        return sum(view.activity.due_date is None for view in self.plan.activities)


def work_plan_page(data: Data, today: date, asked: Asked) -> WorkPlanPage:
    """Make the page of a record's work plan as it is on a day."""
    plan = plan_view(data, today)
    start, end = plan_start(data, today), plan.plan.end_date
    dated = [day for view in plan.activities for day in view.days if is_near(day, today)]
    days = [*dated, *(day for day in (start, end) if day and is_near(day, today))]
    shown = window(Axis.around(days), asked.zoom, asked.first) if dated else None
    lines = [_line(view, group.goal, shown, start, today) for group in plan.groups for view in group.activities]
    here = [line for line in lines if not line.is_empty]
    chosen = here if asked.only and shown else lines
    pages = max(-(-len(chosen) // PAGE), 1)
    page = min(asked.page, pages)
    return WorkPlanPage(
        plan=plan,
        asked=Asked(asked.zoom, asked.first, asked.only, page),
        window=shown,
        start=start,
        lines=tuple(chosen[(page - 1) * PAGE : page * PAGE]),
        here=len(here),
        doubts=tuple(doubts(data, plan.activities, today)),
        pages=pages,
    )


def _line(view: ActivityView, goal: Goal | None, shown: Window | None, start: date | None, today: date) -> Line:
    due = view.activity.due_date
    if shown is None:
        return Line(view, goal, None, None, None, (), "")
    axis = shown.axis
    if due and not is_near(due, today):
        beyond, due = FAR, None
    else:
        beyond = "" if due is None or axis.has(due) else BEFORE if due < axis.first else AFTER
    return Line(
        view=view,
        goal=goal,
        bar=_bar(axis, start, due),
        due=_at(axis, due),
        done=_at(axis, view.activity.completed_on),
        former=tuple(Former(day, _bar(axis, start, day), _at(axis, day)) for day in view.former_dates),
        beyond=beyond,
    )


def _at(axis: Axis, day: date | None) -> float | None:
    return axis.x(day) if day and axis.has(day) else None


def _bar(axis: Axis, start: date | None, end: date | None) -> Bar | None:
    """Draw the time from the start of a plan to a date, as far as the window has it."""
    if end is None or end < axis.first or (start and (start > end or start > axis.last)):
        return None
    left = axis.x(max(start, axis.first)) if start else 0.0
    right = axis.x(min(end, axis.last))
    return Bar(left, round(right - left, 2), open=start is None or start < axis.first)


def spans(page: WorkPlanPage) -> Iterator[tuple[ActivityView, str, date, date]]:
    """Yield the former, present and done dates of each line as times: of which kind, from when, to when."""
    for view in (line.view for line in page.lines):
        kinds = [*((FORMER, day) for day in view.former_dates), (DUE, view.activity.due_date)]
        for kind, day in kinds:
            if day and is_near(day, page.plan.today):
                yield view, kind, min(page.start or day, day), day
        done = view.activity.completed_on
        if done and is_near(done, page.plan.today):
            yield view, DONE_ON, done, done
