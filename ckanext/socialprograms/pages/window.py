"""The part of a plan's time that is looked at: from years, which show all of it, down to twelve weeks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages.axis import Axis, add_months

MOST_LABELS = 14
_WEEK = timedelta(days=7)
_WEEKS = 12
_MONTHS = 12
_QUARTERS = 12
_LONGEST_QUOTED = 40


class Zoom(str, Enum):
    """How close one looks."""

    YEARS = "years"
    QUARTERS = "quarters"
    MONTHS = "months"
    WEEKS = "weeks"

    @property
    def label(self) -> str:
        """Give its name as a msgid."""
        return _LABELS[self]


_LABELS = {Zoom.YEARS: N_("Years"), Zoom.QUARTERS: N_("Quarters"), Zoom.MONTHS: N_("Months"), Zoom.WEEKS: N_("Weeks")}
_NO_ZOOM = N_("There is no step “{found}” between years and weeks. The plan is shown by: {shown}.")
_NO_DAY = N_("“{found}” is not a day such as 2026-11-21: the plan is shown from {shown}.")
_OUTSIDE = N_("There is nothing of this plan at that time: it goes from {first} to {last}.")


@dataclass(frozen=True)
class Mark:
    """A line of the grid with the name of what begins there; ``x`` and ``width`` in percent.

    ``opens`` is true of the first one of each year, and among weeks of each month.
    """

    first: date
    x: float
    width: float
    opens: bool


@dataclass(frozen=True)
class Window:
    """What is looked at (``axis``) of all the time that the plan takes (``whole``), and how close."""

    zoom: Zoom
    axis: Axis
    whole: Axis
    notes: tuple[Message, ...] = ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Give the lines of the grid."""
        return tuple(_marks(self))

    @property
    def earlier(self) -> date | None:
        """Give where the window before this one begins, None if the plan has nothing before."""
        if self.axis.first <= self.whole.first:
            return None
        return max(_moved(self.zoom, self.axis.first, -1), _begin(self.zoom, self.whole.first))

    @property
    def later(self) -> date | None:
        """Give where the window after this one begins, None if the plan has nothing after."""
        return _moved(self.zoom, self.axis.first, 1) if self.axis.last < self.whole.last else None

    @property
    def last_day(self) -> date:
        """Give the last day that is looked at."""
        return self.axis.last - timedelta(days=1)

    def around(self, zoom: Zoom, day: date) -> date:
        """Give where the window of a zoom begins that has a day in its middle."""
        if zoom is Zoom.WEEKS:
            start = day - _WEEK * (_WEEKS // 2)
        else:
            start = add_months(day.replace(day=1), -_shown(zoom) // 2)
        return _begin(zoom, max(start, self.whole.first))

    def closer(self, zoom: Zoom, today: date) -> date | None:
        """Give where the window of another zoom begins: around what is looked at, or today where that is everything."""
        if zoom is Zoom.YEARS:
            return None
        if self.earlier or self.later:
            return self.around(zoom, self.axis.first + (self.axis.last - self.axis.first) / 2)
        return self.around(zoom, today) if self.whole.has(today) else _begin(zoom, self.whole.first)


def window(whole: Axis, zoom: str = "", first: str = "") -> Window:
    """Give the window that an address asks for, as near as there is one, and say what could not be followed."""
    notes = []
    wanted = next((one for one in Zoom if one.value == zoom), None)
    chosen = wanted or _fitting(whole)
    if zoom and not wanted:
        notes.append(Message(_NO_ZOOM, {"found": zoom[:_LONGEST_QUOTED], "shown": Message(chosen.label)}))
    day = _read(first)
    start = _begin(chosen, whole.first)
    if chosen is not Zoom.YEARS and day:
        start = _begin(chosen, min(max(day, whole.first), whole.last - timedelta(days=1)))
        if not whole.has(day):
            notes.append(Message(_OUTSIDE, {"first": whole.first.isoformat(), "last": whole.last.isoformat()}))
    elif first and not day:
        notes.append(Message(_NO_DAY, {"found": first[:_LONGEST_QUOTED], "shown": start.isoformat()}))
    return Window(chosen, Axis(start, _end(chosen, start, whole)), whole, tuple(notes))


def _fitting(whole: Axis) -> Zoom:
    return next((zoom for zoom in (Zoom.MONTHS, Zoom.QUARTERS) if whole.months <= _shown(zoom)), Zoom.YEARS)


def _shown(zoom: Zoom) -> int:
    return _QUARTERS * 3 if zoom is Zoom.QUARTERS else _MONTHS


def _begin(zoom: Zoom, day: date) -> date:
    if zoom is Zoom.WEEKS:
        return day - timedelta(days=day.weekday())
    if zoom is Zoom.QUARTERS:
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(month=1, day=1) if zoom is Zoom.YEARS else day.replace(day=1)


def _end(zoom: Zoom, start: date, whole: Axis) -> date:
    """Give the end of a window: its full width, or the end of the plan where that comes first."""
    last = _begin(zoom, whole.last - timedelta(days=1))
    if zoom is Zoom.WEEKS:
        return min(start + _WEEK * _WEEKS, last + _WEEK)
    step = {Zoom.YEARS: 12, Zoom.QUARTERS: 3, Zoom.MONTHS: 1}[zoom]
    ending = add_months(last, step)
    return ending if zoom is Zoom.YEARS else min(add_months(start, _shown(zoom)), ending)


def _moved(zoom: Zoom, start: date, ways: int) -> date:
    """Give the start of a window half its width away."""
    if zoom is Zoom.WEEKS:
        return start + _WEEK * (_WEEKS // 2) * ways
    return add_months(start, _shown(zoom) // 2 * ways)


def _marks(shown: Window) -> Iterator[Mark]:
    axis, first, before = shown.axis, shown.axis.first, 0
    while first < axis.last:
        after = min(_next(shown, first), axis.last)
        opened = first.month if shown.zoom is Zoom.WEEKS else first.year
        yield Mark(first, axis.x(first), round(axis.x(after) - axis.x(first), 2), opens=opened != before)
        first, before = after, opened


def _next(shown: Window, first: date) -> date:
    if shown.zoom is Zoom.WEEKS:
        return first + _WEEK
    if shown.zoom is Zoom.YEARS:
        years = -(-shown.axis.months // 12)
        return add_months(first, next(step for step in (1, 2, 5, 10, 20) if years / step <= MOST_LABELS) * 12)
    return add_months(first, 3 if shown.zoom is Zoom.QUARTERS else 1)


def _read(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
