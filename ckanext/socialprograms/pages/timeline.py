"""The timeline of a work plan: where each activity stands between the plan's first and last month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.pages.axis import Axis, add_months
from ckanext.socialprograms.pages.plan import ActivityView, GoalView, PlanView
from ckanext.socialprograms.records.state import State
from ckanext.socialprograms.records.workplan import Goal

# A mark is about as wide as this many percent of a phone's timeline: closer ones go into another lane.
NEAR = 7.0
MOST_LABELS = 14
MOST_ROWS = 40


@dataclass(frozen=True)
class Tick:
    """A month (or a quarter, or a year) on the axis; ``x`` and ``width`` in percent of the axis.

    ``new_year`` is true of the first one of each year.
    """

    first: date
    x: float
    width: float
    months: int
    new_year: bool


@dataclass(frozen=True)
class Mark:
    """Activities of one state that are due at about the same time; ``x`` in percent of the axis."""

    x: float
    lane: int
    state: State
    views: tuple[ActivityView, ...]

    @property
    def lacks_evidence(self) -> bool:
        """Say whether its activities are done without evidence that can be opened."""
        return self.views[0].lacks_evidence


@dataclass(frozen=True)
class Move:
    """The way from an earlier date of an activity to its date now, in percent of the axis."""

    x: float
    width: float
    lane: int
    was: float


@dataclass(frozen=True)
class Row:
    """A goal's (or, where there are none, an activity's) line of the timeline."""

    goal: Goal | None
    label: str
    marks: tuple[Mark, ...]
    moves: tuple[Move, ...]
    undated: tuple[ActivityView, ...]

    @property
    def lanes(self) -> int:
        """Give how many lanes its marks need."""
        return max((mark.lane for mark in self.marks), default=0) + 1


@dataclass(frozen=True)
class Timeline:
    """Rows over a common axis; ``today`` in percent of it, None if today is outside."""

    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    today: float | None
    states: tuple[State, ...]
    has_moves: bool
    lacks_evidence: bool


def timeline(view: PlanView, start: date | None = None, end: date | None = None) -> Timeline | None:
    """Lay a work plan out in time, None if no activity of it has a date."""
    dated = [one.activity.due_date for one in view.activities if one.activity.due_date]
    if not dated:
        return None
    earlier = [day for one in view.activities for day in one.earlier_dates if day]
    days = [*dated, *earlier, *(day for day in (start, end) if day)]
    axis = Axis.around(days)
    rows = tuple(_row(*line, axis) for line in _lines(view.groups))[:MOST_ROWS]
    plain = [one for one in view.activities if not one.lacks_evidence]
    return Timeline(
        ticks=tuple(_ticks(axis)),
        rows=rows,
        today=axis.x(view.today) if axis.has(view.today) else None,
        states=tuple(state for state in State if any(one.state is state for one in plain)),
        has_moves=any(row.moves for row in rows),
        lacks_evidence=len(plain) < len(view.activities),
    )


def _lines(groups: Iterable[GoalView]) -> Iterator[tuple[Goal | None, str, tuple[ActivityView, ...]]]:
    for group in groups:
        if group.goal and group.activities:
            yield group.goal, group.goal.description, group.activities
        elif group.goal is None:
            yield from ((None, view.activity.description, (view,)) for view in group.activities)


def _row(goal: Goal | None, label: str, views: tuple[ActivityView, ...], axis: Axis) -> Row:
    dated = sorted((view for view in views if view.activity.due_date), key=_due)
    marks = tuple(_marks(dated, axis))
    lanes = {view.activity.id: mark.lane for mark in marks for view in mark.views}
    return Row(
        goal=goal,
        label=label,
        marks=marks,
        moves=tuple(move for view in dated for move in _moves(view, lanes[view.activity.id], axis)),
        undated=tuple(view for view in views if not view.activity.due_date),
    )


def _due(view: ActivityView) -> date:
    return view.activity.due_date or date.min


def _marks(views: Iterable[ActivityView], axis: Axis) -> Iterator[Mark]:
    ends: list[float] = []
    for x, together in _together(views, axis):
        lane = next((number for number, end in enumerate(ends) if x - end >= NEAR), len(ends))
        ends[lane : lane + 1] = [x]
        yield Mark(x, lane, together[0].state, tuple(together))


def _together(views: Iterable[ActivityView], axis: Axis) -> list[tuple[float, list[ActivityView]]]:
    """Join neighbours that look the same and would cover each other."""
    joined: list[tuple[float, list[ActivityView]]] = []
    for view in views:
        x = axis.x(_due(view))
        near = next((one for at, one in joined if _look(one[0]) == _look(view) and abs(at - x) < NEAR), None)
        if near:
            near.append(view)
        else:
            joined.append((x, [view]))
    return joined


def _look(view: ActivityView) -> tuple[State, bool]:
    return view.state, view.lacks_evidence


def _moves(view: ActivityView, lane: int, axis: Axis) -> Iterator[Move]:
    now = view.activity.due_date
    for day in view.earlier_dates:
        if day and now and day != now:
            was, is_ = axis.x(day), axis.x(now)
            yield Move(x=min(was, is_), width=round(abs(is_ - was), 2), lane=lane, was=was)


def _ticks(axis: Axis) -> Iterator[Tick]:
    step = next(step for step in (1, 3, 6, 12, 24, 60, 120, 1200, 12000) if axis.months / step <= MOST_LABELS)
    first, year = axis.first, 0
    while first < axis.last:
        after = min(add_months(first, step), axis.last)
        yield Tick(first, axis.x(first), round(axis.x(after) - axis.x(first), 2), step, new_year=first.year != year)
        first, year = after, first.year
