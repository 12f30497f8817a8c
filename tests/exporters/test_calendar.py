from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

import icalendar

from ckanext.socialprograms.exporters.calendar import Calendar, Event, to_ical

THEN = datetime(2026, 11, 20, 10, tzinfo=timezone.utc)


def event(**fields):
    told = {
        "id": "9c1d",
        "day": date(2026, 12, 31),
        "title": "Vence: informe; versión 2, final",
        "text": "Línea uno\nLínea dos",
        "address": "https://example.org/a#activity-A1",
        "modified": THEN,
    }
    return Event(**{**told, **fields})


def written(*events):
    return b"".join(to_ical(Calendar("Promesa", "Días publicados", "https://example.org/a", events)))


def parsed(*events):
    return icalendar.Calendar.from_ical(written(*events))


def test_a_day_is_a_whole_day_in_no_time_zone():
    (found,) = parsed(event()).walk("VEVENT")
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (date(2026, 12, 31), date(2027, 1, 1))
    assert b"DTSTART;VALUE=DATE:20261231" in written(event())
    assert b"TZID" not in written(event())


def test_texts_come_back_as_they_went_in():
    (found,) = parsed(event()).walk("VEVENT")
    assert found["summary"] == "Vence: informe; versión 2, final"
    assert found["description"] == "Línea uno\nLínea dos"
    assert found["url"] == "https://example.org/a#activity-A1"


def test_lines_are_short_enough_for_every_calendar():
    assert all(len(line) <= 75 for line in written(event(title="ñ" * 300)).split(b"\r\n"))


def test_a_later_version_has_the_same_name_and_a_higher_number():
    (first,), (second,) = (
        parsed(event(modified=moment)).walk("VEVENT") for moment in (THEN, THEN + timedelta(minutes=1))
    )
    assert first["uid"] == second["uid"] == "9c1d"
    assert second.decoded("sequence") > first.decoded("sequence")
    assert second.decoded("last-modified") > first.decoded("last-modified")


def test_a_calendar_has_a_name_and_says_how_often_to_ask():
    found = parsed(event(), event(id="b"))
    assert found["x-wr-calname"] == "Promesa"
    assert found["method"] == "PUBLISH"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H" in written()
    assert len(found.walk("VEVENT")) == 2


def test_a_calendar_without_days_is_a_calendar():
    assert parsed().walk("VEVENT") == []


def test_no_text_becomes_a_line_of_the_file():
    hostile = "x\r\nBEGIN:VEVENT\nUID:1\rEND:VEVENT\u2028;,\\"
    made = b"".join(to_ical(Calendar(hostile, hostile, "https://example.org/a", [event(title=hostile, text=hostile)])))
    assert not [line for line in re.split(rb"[\r\n]+", made) if line.startswith(b"UID:1")]
    assert len(icalendar.Calendar.from_ical(made).walk("VEVENT")) == 1
