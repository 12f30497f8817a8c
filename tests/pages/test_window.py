from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from ckanext.socialprograms.pages.axis import Axis
from ckanext.socialprograms.pages.window import MOST_LABELS, Zoom, window

YEAR = Axis(date(2019, 8, 1), date(2020, 9, 1))
TODAY = date(2020, 3, 10)


def texts(shown):
    return [str(note) for note in shown.notes]


def test_a_plan_is_first_seen_whole():
    for last, zoom in ((date(2020, 2, 1), Zoom.MONTHS), (date(2021, 9, 1), Zoom.QUARTERS), (date(2031, 1, 1), "years")):
        shown = window(Axis(date(2019, 8, 1), last))
        assert shown.zoom == zoom
        assert shown.axis.first <= date(2019, 8, 1)
        assert shown.axis.last >= last
        assert (shown.earlier, shown.later) == (None, None)


@pytest.mark.parametrize("zoom", list(Zoom))
def test_the_marks_follow_one_another_over_the_whole_width(zoom):
    shown = window(YEAR, zoom.value)
    assert shown.marks[0].x == 0
    assert round(sum(one.width for one in shown.marks)) == 100
    assert all(after.x == pytest.approx(before.x + before.width, abs=0.05) for before, after in pairwise(shown.marks))
    assert shown.marks[0].opens


def test_weeks_begin_on_mondays():
    shown = window(YEAR, "weeks", "2019-10-10")
    assert shown.axis.first == date(2019, 10, 7)
    assert {one.first.weekday() for one in shown.marks} == {0}
    assert len(shown.marks) == 12


def test_the_last_window_reaches_the_end_and_no_farther():
    shown, ways = window(YEAR, "weeks"), 0
    while shown.later:
        before = shown.axis.last
        shown, ways = window(YEAR, "weeks", shown.later.isoformat()), ways + 1
        assert shown.axis.first < before
        assert ways < 20
    assert YEAR.last <= shown.axis.last <= YEAR.last + timedelta(days=7)


def test_the_way_back_ends_at_the_beginning():
    shown = window(YEAR, "weeks", "2020-06-01")
    while shown.earlier:
        shown = window(YEAR, "weeks", shown.earlier.isoformat())
    assert shown.axis.first <= YEAR.first


def test_coming_closer_keeps_what_is_in_the_middle():
    shown = window(Axis(date(2015, 1, 1), date(2026, 1, 1)), "months", "2019-01-01")
    start = shown.closer(Zoom.WEEKS, TODAY)
    assert start
    assert start < date(2019, 7, 1) < start + timedelta(weeks=12)


def test_coming_closer_to_a_whole_plan_goes_to_today_or_to_its_beginning():
    start = window(YEAR, "years").closer(Zoom.WEEKS, TODAY)
    assert start
    assert start < TODAY < start + timedelta(weeks=12)
    assert window(YEAR, "years").closer(Zoom.MONTHS, date(2026, 1, 1)) == YEAR.first


@pytest.mark.parametrize(
    ("zoom", "first", "said"),
    [
        ("decades", "", "no step “decades”"),
        ("weeks", "yesterday", "“yesterday” is not a day"),
        ("weeks", "2019-13-45", "is not a day"),
        ("weeks", "9999-12-31", "There is nothing of this plan at that time"),
        ("months", "0001-01-01", "There is nothing of this plan at that time"),
        ("<script>" * 100, "\x00" * 5000, "is not a day"),
    ],
)
def test_what_can_not_be_followed_is_said_and_something_is_shown(zoom, first, said):
    shown = window(YEAR, zoom, first)
    assert any(said in text for text in texts(shown))
    assert all(len(text) < 200 for text in texts(shown))
    assert shown.marks
    assert shown.axis.first < YEAR.last


@pytest.mark.parametrize("years", [1, 15, 40, 101])
def test_years_never_crowd(years):
    shown = window(Axis.around([date(1976, 1, 1), date(1976 + years - 1, 12, 31)]), "years")
    assert len(shown.marks) <= MOST_LABELS
