"""Dates of a plan that can hardly be right, and which of them a drawing has room for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages.dates import shortened
from ckanext.socialprograms.pages.plan import ActivityView
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

FARTHEST = 50
"""Years from today: a plan of centuries would leave no room for its activities. What is outside is told, not drawn."""
_SHORT = 60


def is_near(day: date, today: date) -> bool:
    """Say whether a day is near enough to be drawn."""
    return abs(day.year - today.year) <= FARTHEST


def plan_start(data: Data, today: date) -> date | None:
    """Give the day on which a plan begins, None if nobody says; an evaluation's dates are those of its study."""
    start, end = values.day(data, "start_date"), values.day(data, "end_date")
    if start is None or data.get("type") == "evaluation" or (end and end < start):
        return None
    return start if is_near(start, today) else None


def doubts(data: Data, activities: Iterable[ActivityView], today: date) -> Iterator[Message]:
    """Say which dates of a plan and of its activities can hardly be right."""
    is_study = data.get("type") == "evaluation"
    start, end = (None, None) if is_study else (values.day(data, name) for name in ("start_date", "end_date"))
    for day in (start, end):
        if day and not is_near(day, today):
            yield Message(N_("The plan itself has the date {date}, too far away to be drawn."), _written(date=day))
    if start and end and end < start:
        sentence = N_("The plan ends on {end}, before it begins on {start}: no beginning is drawn.")
        yield Message(sentence, _written(start=start, end=end))
    drawn_from = plan_start(data, today)
    for view in activities:
        yield from _doubts_of(view, drawn_from, today)


def _doubts_of(view: ActivityView, start: date | None, today: date) -> Iterator[Message]:
    activity = view.activity
    about = {"activity": shortened(activity.description or activity.id, _SHORT)}
    for day in view.days:
        if not is_near(day, today):
            sentence = N_("“{activity}” has the date {date}, too far away to be drawn.")
            yield Message(sentence, {**about, **_written(date=day)})
    early = (
        (activity.due_date, N_("“{activity}” ends on {date}, before the plan begins on {start}.")),
        (activity.completed_on, N_("“{activity}” was done on {date}, before the plan begins on {start}.")),
    )
    for day, sentence in early:
        if start and day and day < start and is_near(day, today):
            yield Message(sentence, {**about, **_written(date=day, start=start)})
    if activity.completed_on and activity.completed_on > today:
        sentence = N_("“{activity}” is given as done on {date}, a day to come.")
        yield Message(sentence, {**about, **_written(date=activity.completed_on)})


def _written(**days: date) -> dict[str, str]:
    return {name: day.isoformat() for name, day in days.items()}
