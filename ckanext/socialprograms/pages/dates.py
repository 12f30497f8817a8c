"""The days of a record that people put into a calendar: what is due, and when they can apply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.official.laws import deadline
from ckanext.socialprograms.pages.plan import anchor
from ckanext.socialprograms.records import program, values
from ckanext.socialprograms.records.publication import RESULTS, results_due
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.records.workplan import CANCELLED, DONE, work_plan

_SHORT = 90
BASIS = N_("The law gives {days} days after the end of the evaluation ({law}, article {article}).")


@dataclass(frozen=True)
class Dated:
    """A day of a record: ``key`` names it within the record, ``anchor`` its place in the page, if it has one."""

    key: str
    day: date
    title: Message
    text: tuple[Message, ...] = ()
    anchor: str = ""


def dates(data: Data) -> tuple[Dated, ...]:
    """Give the days of a record: of activities neither done nor cancelled, of calls, by when results are due."""
    found = _calls(data) if values.text(data, "type") == "program" else (*_activities(data), *_results(data))
    return tuple(sorted(found, key=lambda dated: dated.day))


def _results(data: Data) -> Iterator[Dated]:
    if due := results_due(data):
        law = deadline(RESULTS)
        yield Dated(
            key="results",
            day=due,
            title=Message(N_("Results due: {title}"), {"title": shortened(values.text(data, "title"))}),
            text=(Message(BASIS, {"days": law.days, "law": law.law.name, "article": law.article}),),
            anchor="results",
        )


def _activities(data: Data) -> Iterator[Dated]:
    for number, activity in enumerate(work_plan(data).activities):
        if activity.due_date is None or activity.status in (DONE, CANCELLED):
            continue
        about = [Message(N_("Record: {title}"), {"title": values.text(data, "title")})]
        if activity.responsible:
            about.append(Message(N_("Responsible: {names}"), {"names": ", ".join(activity.responsible)}))
        what = {"activity": shortened(activity.description or activity.id)}
        yield Dated(
            key=f"activity:{activity.id or number}",
            day=activity.due_date,
            title=Message(N_("Due: {activity}"), what),
            text=(Message(N_("Activity: {activity}"), {"activity": activity.description}), *about),
            anchor=anchor("activity", activity.id),
        )


def _calls(data: Data) -> Iterator[Dated]:
    seen: Counter[str] = Counter()
    title = values.text(data, "title")
    for call in program.calls(data):
        # A call has no key of its own; its title tells it from the others, or else its place among those with it.
        key = f"{call.title}:{seen[call.title]}"
        seen[call.title] += 1
        named = {"program": shortened(title)}
        about = [Message(N_("Call: {title}"), {"title": call.title})] if call.title else []
        if call.url:
            about.append(Message(N_("More about the call: {address}"), {"address": call.url}))
        if call.opens:
            yield Dated(f"opens:{key}", call.opens, Message(N_("Applications open: {program}"), named), tuple(about))
        if call.closes:
            sentence = Message(N_("Last day to apply: {program}"), named)
            yield Dated(f"closes:{key}", call.closes, sentence, tuple(about))


def shortened(text: str, length: int = _SHORT) -> str:
    """Cut a text after a whole word."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return f"{text[:length].rpartition(' ')[0] or text[:length]}…"
