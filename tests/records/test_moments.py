"""CKAN keeps moments in universal time; people read the day that it was where they are."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from ckanext.socialprograms.records import moments, values

MEXICO = timezone(timedelta(hours=-6))


@pytest.fixture(autouse=True)
def in_mexico(monkeypatch):
    monkeypatch.setattr(moments, "_zone", lambda: MEXICO)


@pytest.mark.parametrize("said", ["2026-11-22T03:10:00.123456", "2026-11-22T03:10:00Z", "2026-11-21T21:10:00-06:00"])
def test_a_moment_of_the_evening_is_of_that_day(said):
    assert str(values.day({"metadata_modified": said}, "metadata_modified")) == "2026-11-21"


def test_a_day_stays_what_it_is():
    assert str(values.day({"due_date": "2026-11-22"}, "due_date")) == "2026-11-22"
    assert values.day({"due_date": "Todo el año"}, "due_date") is None


def test_a_moment_with_a_zone_is_the_same_moment():
    assert str(moments.local_day(datetime(2026, 11, 22, 3, tzinfo=timezone.utc))) == "2026-11-21"
