"""The card of a record in a list: enough to know whether to open it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.messages import Message
from ckanext.socialprograms.pages.program import outdated
from ckanext.socialprograms.pages.results import awaited
from ckanext.socialprograms.records import program, values
from ckanext.socialprograms.records.progress import Progress, Share, progress
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.records.workplan import CANCELLED, DONE, WorkPlan, work_plan


@dataclass(frozen=True)
class Card:
    """What a list shows of a record; ``improvements`` is None without any, ``outdated`` where it is current.

    ``results`` says by when those of an evaluation have to be published, while they are not here.
    """

    start: date | None = None
    end: date | None = None
    told: Progress | None = None
    improvements: Share | None = None
    year: int | None = None
    programs: tuple[str, ...] = ()
    is_open: bool = False
    outdated: Message | None = None
    results: Message | None = None


def card(data: Data, today: date) -> Card:
    """Make the card of a dataset dict."""
    make = {"commitment": _commitment, "program": _program, "evaluation": _evaluation}.get(values.text(data, "type"))
    return make(data, today) if make else Card()


def improved(plan: WorkPlan) -> Share:
    """Count the improvements whose activities are all done, among those that have any."""
    counted = [activity for activity in plan.activities if activity.status != CANCELLED]
    serving = [[activity for activity in counted if goal.number in activity.serves] for goal in plan.goals]
    return Share(sum(bool(own) and all(one.status == DONE for one in own) for own in serving), len(plan.goals))


def _commitment(data: Data, _today: date) -> Card:
    return Card(
        start=values.day(data, "start_date"),
        end=values.day(data, "end_date"),
        told=progress(data, work_plan(data)),
    )


def _program(data: Data, today: date) -> Card:
    years = program.known_years(data)
    is_open = bool(program.open_calls(data, today))
    warning = None if is_open else outdated(data, today)
    return Card(year=years[0] if years else None, is_open=is_open, outdated=warning)


def _evaluation(data: Data, today: date) -> Card:
    share = improved(work_plan(data))
    return Card(
        year=values.whole(data, "year"),
        programs=values.texts(data, "programs"),
        improvements=share if share.whole else None,
        results=awaited(data, today),
    )
