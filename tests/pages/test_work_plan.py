from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from ckanext.socialprograms.pages.work_plan import AFTER, BEFORE, DUE, FAR, FORMER, PAGE, Asked, spans, work_plan_page

TODAY = date(2026, 11, 21)


def page_of(activities, asked=None, **fields):
    data = {"type": "commitment", "start_date": "2026-01-01", "end_date": "2026-12-31", "activities": activities}
    return work_plan_page({**data, **fields}, TODAY, asked or Asked())


def moved(key, *days):
    return [
        {"activity": key, "field": "due_date", "before": before, "after": after, "date": "2026-05-01"}
        for before, after in pairwise(days)
    ]


def test_a_bar_runs_from_the_start_of_the_plan_to_the_date():
    (line,) = page_of([{"id": "A1", "due_date": "2026-07-02"}]).lines
    assert line.bar
    assert (line.bar.x, line.bar.open) == (0, False)
    assert line.bar.width == line.due == pytest.approx(49.9, abs=0.2)


def test_without_a_start_nobody_says_from_when():
    for fields in ({"start_date": ""}, {"type": "evaluation"}, {"end_date": "2025-01-01"}):
        (line,) = page_of([{"id": "A1", "due_date": "2026-07-02"}], **fields).lines
        assert line.bar
        assert line.bar.open


def test_former_dates_are_drawn_once_each_beside_the_date_now():
    ledger = moved("A1", "2026-03-01", "2026-06-01", "2026-03-01", "2026-09-01")
    page = page_of([{"id": "A1", "due_date": "2026-09-01"}], replanning=ledger)
    (line,) = page.lines
    assert [one.day for one in line.former] == [date(2026, 3, 1), date(2026, 6, 1)]
    assert [one.at for one in line.former] == sorted(one.at for one in line.former if one.at)
    assert page.moved == 1
    assert [(kind, last) for _view, kind, _first, last in spans(page)] == [
        (FORMER, date(2026, 3, 1)),
        (FORMER, date(2026, 6, 1)),
        (DUE, date(2026, 9, 1)),
    ]


def test_a_window_says_where_the_rest_is_and_can_leave_it_out():
    activities = [{"id": key, "due_date": day} for key, day in (("A", "2026-02-01"), ("B", "2026-06-15"), ("C", ""))]
    activities.append({"id": "D", "due_date": "2026-12-01"})
    page = page_of(activities, Asked("weeks", "2026-06-01"))
    assert [line.beyond for line in page.lines] == [BEFORE, "", "", AFTER]
    assert (page.here, page.undated) == (1, 1)
    only = page_of(activities, Asked("weeks", "2026-06-01", only=True))
    assert [line.view.activity.id for line in only.lines] == ["B"]


def test_a_bar_that_began_before_the_window_is_cut_there():
    (line,) = page_of([{"id": "A1", "due_date": "2026-12-01"}], Asked("weeks", "2026-06-01")).lines
    assert line.bar
    assert (line.bar.x, line.bar.width, line.bar.open) == (0, 100, True)


def test_lines_stand_under_their_goals():
    goals = [{"number": "1", "description": "Uno"}, {"number": "2", "description": "Dos"}]
    activities = [{"id": "A", "serves": ["2"]}, {"id": "B", "serves": ["1"]}, {"id": "C", "due_date": "2026-02-01"}]
    groups = page_of(activities, goals=goals).groups
    assert [(goal and goal.number, [one.view.activity.id for one in lines]) for goal, lines in groups] == [
        ("1", ["B"]),
        ("2", ["A"]),
        (None, ["C"]),
    ]


def test_a_plan_without_dates_has_lines_and_no_window():
    page = page_of([{"id": "A1", "due_text": "Por definir"}])
    assert page.window is None
    assert len(page.lines) == 1
    assert page_of([]).lines == ()


def test_two_thousand_activities_come_in_pages():
    activities = [{"id": str(n), "due_date": "2026-03-01"} for n in range(2000)]
    page = page_of(activities, Asked(page=999))
    assert (page.pages, page.asked.page, len(page.lines)) == (20, 20, PAGE)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_date_of_another_age_is_told_and_not_drawn(day):
    page = page_of([{"id": "A1", "due_date": day}, {"id": "A2", "due_date": "2026-03-01"}])
    assert page.window
    assert page.window.whole.months == 12
    assert page.lines[0].beyond == FAR
    assert [str(doubt) for doubt in page.doubts] == [f"“A1” has the date {day}, too far away to be drawn."]


def test_dates_that_can_hardly_be_right_are_told():
    activities = [
        {"id": "A1", "due_date": "2025-06-01"},
        {"id": "A2", "due_date": "2026-03-01", "completed_on": "2025-03-01", "status": "done"},
        {"id": "A3", "due_date": "2026-03-01", "completed_on": "2027-03-01", "status": "done"},
    ]
    told = " ".join(map(str, page_of(activities).doubts))
    assert "“A1” ends on 2025-06-01, before the plan begins on 2026-01-01." in told
    assert "“A2” was done on 2025-03-01, before" in told
    assert "“A3” is given as done on 2027-03-01, a day to come." in told
    turned = page_of([{"id": "A1", "due_date": "2026-06-01"}], end_date="2025-12-31")
    assert "ends on 2025-12-31, before it begins on 2026-01-01" in str(turned.doubts[0])


@pytest.mark.parametrize("page", ["", "-1", "0", "zwei", "1e9", "９", "9" * 400])
def test_a_page_that_is_none_is_the_first(page):
    assert Asked.read({"page": page}).page == 1
