"""By when the results of an evaluation have to be published, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.official.laws import deadline
from ckanext.socialprograms.pages.dates import BASIS
from ckanext.socialprograms.records.publication import RESULTS, Clock, clock
from ckanext.socialprograms.records.values import Data


@dataclass(frozen=True)
class Results:
    """The last day, how it stands, and which law sets it."""

    due: date
    told: Message
    basis: Message


def results(data: Data, today: date) -> Results | None:
    """Give by when the results of an evaluation have to be published, None while nobody says when it ended."""
    found = clock(data)
    if found is None:
        return None
    law = deadline(RESULTS)
    basis = Message(BASIS, {"days": law.days, "law": law.law.name, "article": law.article})
    return Results(found.due, _told(found, today), basis)


def awaited(data: Data, today: date) -> Message | None:
    """Say how the results of an evaluation stand that are not here."""
    found = clock(data)
    return None if found is None or found.is_published else _told(found, today)


def _told(found: Clock, today: date) -> Message:
    left = found.days_left(today)
    if found.is_published:
        return Message(N_("They are published."))
    if left < 0:
        return Message(_LATE, {"days": -left})
    return Message(_LAST_DAY) if left == 0 else Message(_LEFT, {"days": left})


_LATE = N_("The results are not here, and their day passed (days ago: {days}). They may be published elsewhere.")
_LAST_DAY = N_("Today is the last day to publish the results.")
_LEFT = N_("Days left to publish the results: {days}.")
