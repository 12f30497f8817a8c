from __future__ import annotations

from datetime import date

import pytest

from ckanext.socialprograms.pages.plan import plan_view
from ckanext.socialprograms.pages.timeline import MOST_LABELS, timeline
from ckanext.socialprograms.records.state import State

TODAY = date(2026, 3, 10)


def line_of(activities, start=None, end=None, **fields):
    line = timeline(plan_view({"type": "commitment", "activities": activities, **fields}, TODAY), start, end)
    assert line
    return line


def goal(number):
    return {"number": number, "description": f"Objetivo {number}"}


def test_a_plan_without_a_date_has_no_timeline():
    assert timeline(plan_view({"type": "commitment", "activities": [{"id": "A1"}]}, TODAY)) is None


def test_the_axis_runs_from_the_plans_first_to_its_last_month():
    line = line_of([{"id": "A1", "due_date": "2019-09-05"}], date(2019, 8, 22), date(2020, 8, 22))
    assert [tick.first for tick in line.ticks][:2] == [date(2019, 8, 1), date(2019, 9, 1)]
    assert len(line.ticks) == 13
    assert round(sum(tick.width for tick in line.ticks)) == 100
    assert line.today is None


def test_today_is_marked_where_it_is_inside():
    line = line_of([{"id": "A1", "due_date": "2026-03-01"}], end=date(2026, 3, 31))
    assert line.today == pytest.approx(29, abs=1)


def test_marks_stand_at_their_date():
    line = line_of([{"id": "A1", "due_date": "2026-01-01"}, {"id": "A2", "due_date": "2026-02-15"}])
    assert [round(row.marks[0].x) for row in line.rows] == [0, 76]


def test_neighbours_of_one_state_are_joined_and_others_get_a_lane_of_their_own():
    activities = [
        {"id": "A1", "due_date": "2025-03-01", "serves": ["1"]},
        {"id": "A2", "due_date": "2025-03-02", "serves": ["1"]},
        {"id": "A3", "due_date": "2025-03-03", "serves": ["1"], "status": "planned"},
    ]
    (row,) = line_of(activities, end=date(2026, 2, 1), goals=[goal("1")]).rows
    assert [(mark.state, mark.lane, len(mark.views)) for mark in row.marks] == [
        (State.NO_REPORT, 0, 2),
        (State.OVERDUE, 1, 1),
    ]
    assert row.lanes == 2


def test_undated_activities_are_named_in_their_row():
    line = line_of(
        [{"id": "A1", "due_date": "2026-01-01", "serves": ["1"]}, {"id": "A2", "serves": ["1"]}], goals=[goal("1")]
    )
    assert [view.activity.id for view in line.rows[0].undated] == ["A2"]


def test_a_moved_date_leaves_its_way_behind():
    line = line_of(
        [{"id": "A1", "due_date": "2026-03-01"}],
        replanning=[{"activity": "A1", "field": "due_date", "before": "2026-01-01", "after": "2026-03-01"}],
    )
    (move,) = line.rows[0].moves
    assert move.was == 0
    assert round(move.width) == 66
    assert line.has_moves


def test_done_without_proof_looks_different_from_done():
    line = line_of([{"id": "A1", "due_date": "2026-01-01", "status": "done"}])
    assert line.lacks_evidence
    assert line.rows[0].marks[0].lacks_evidence
    assert line.states == ()


def test_every_year_is_named_once_whatever_the_step():
    line = line_of([{"id": "A1", "due_date": "2019-08-22"}], end=date(2020, 12, 15))
    assert [(tick.first.month, tick.first.year) for tick in line.ticks if tick.new_year] == [(8, 2019), (2, 2020)]


def test_any_span_fits_the_axis():
    for first, last in (("2020-01-01", "2026-01-01"), ("1900-05-01", "2026-01-01"), ("0001-01-01", "9999-12-31")):
        line = line_of([{"id": "A1", "due_date": first}, {"id": "A2", "due_date": last}])
        assert 1 < len(line.ticks) <= MOST_LABELS
        assert all(0 <= mark.x <= 100 for row in line.rows for mark in row.marks)
