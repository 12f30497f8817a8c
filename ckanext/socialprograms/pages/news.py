"""What became of a record, for those who follow it: its publication, and every change of its promise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages.dates import shortened
from ckanext.socialprograms.pages.plan import CHANGED, PlanView
from ckanext.socialprograms.records.replanning import replannings

PUBLISHED = "published"


@dataclass(frozen=True)
class News:
    """A change: ``key`` names it within the record."""

    key: str
    at: datetime
    title: Message
    text: tuple[Message, ...]
    author: str = ""


def news(plan: PlanView, entries: Iterable[Mapping[str, Any]], value: Callable[[str, str], str]) -> Iterator[News]:
    """Give what the entries of a record's ledger (with ``id`` and ``at``) say, newest first.

    ``value`` writes an old or new value of a field as people read it.
    """
    for entry in sorted(entries, key=lambda one: one["id"], reverse=True):
        if entry["field"] == PUBLISHED:
            title, text = Message(N_("Published for the first time")), ()
        else:
            title, text = _title(plan, entry), tuple(_text(entry, value))
        yield News(str(entry["id"]), entry["at"], title, text, entry["author"])


def _title(plan: PlanView, entry: Mapping[str, Any]) -> Message:
    what = Message(CHANGED.get(str(entry["field"]), str(entry["field"])))
    subject = plan.subject(replannings([entry])[0])
    if not subject or subject == entry["before"]:
        return Message(N_("Changed: {what}"), {"what": what})
    return Message(N_("Changed: {what} ({subject})"), {"what": what, "subject": shortened(subject)})


def _text(entry: Mapping[str, Any], value: Callable[[str, str], str]) -> Iterator[Message]:
    yield Message(
        N_("Before: {before}. Now: {after}."),
        {key: value(entry["field"], entry[key]) for key in ("before", "after")},
    )
    if entry["reason"]:
        yield Message(N_("Reason: {reason}"), {"reason": entry["reason"]})
    else:
        yield Message(N_("No reason was given."))
