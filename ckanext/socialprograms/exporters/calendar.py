"""Days that a calendar can show and subscribe to, as iCalendar; each is a whole day, in no time zone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import icalendar

MEDIA_TYPE = "text/calendar; charset=utf-8"
_PRODUCT = "-//ckanext-socialprograms//ES"
_END = b"END:VCALENDAR\r\n"
_REFRESH = timedelta(hours=12)
_LONGEST = 2_000
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u2029]")
_FIRST = datetime(2020, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Event:
    """A day: its ``id`` is the same for ever; ``modified`` has a time zone and tells one version from the next."""

    id: str
    day: date
    title: str
    text: str
    address: str
    modified: datetime


@dataclass(frozen=True)
class Calendar:
    """Days about one thing."""

    title: str
    about: str
    address: str
    events: Iterable[Event]


def to_ical(calendar: Calendar) -> Iterator[bytes]:
    """Yield the calendar, event by event."""
    head = icalendar.Calendar()
    head.add("prodid", _PRODUCT)
    head.add("version", "2.0")
    head.add("calscale", "GREGORIAN")
    head.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        head.add(name, _text(calendar.title))
    for name in ("description", "x-wr-caldesc"):
        head.add(name, _text(calendar.about))
    head.add("url", calendar.address)
    head.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    head.add("x-published-ttl", icalendar.vDuration(_REFRESH))
    yield head.to_ical().removesuffix(_END)
    for event in calendar.events:
        yield _event(event).to_ical()
    yield _END


def _event(event: Event) -> icalendar.Event:
    written = icalendar.Event()
    written.add("uid", event.id)
    written.add("dtstamp", event.modified)
    written.add("last-modified", event.modified)
    written.add("sequence", max(0, int((event.modified - _FIRST).total_seconds())))
    written.add("dtstart", event.day)
    written.add("dtend", event.day + timedelta(days=1))
    written.add("summary", _text(event.title))
    written.add("description", _text(event.text))
    written.add("url", event.address)
    written.add("transp", "TRANSPARENT")
    return written


def _text(text: str) -> icalendar.vText:
    """Make a text that can't be taken for a line of the file; names that are not of the standard need it told."""
    return icalendar.vText(_CONTROL.sub(" ", text)[:_LONGEST])
