from __future__ import annotations

from datetime import date

import pytest

from ckanext.socialprograms.records.state import State, state_of
from ckanext.socialprograms.records.workplan import Activity

TODAY = date(2026, 11, 20)
YESTERDAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("activity", "expected"),
    [
        (Activity("1", status="done"), State.DONE),
        (Activity("1", status="done", due_date=YESTERDAY, completed_on=YESTERDAY), State.DONE),
        (Activity("1", status="done", due_date=YESTERDAY, completed_on=TODAY), State.DONE_LATE),
        (Activity("1", status="cancelled", due_date=YESTERDAY), State.CANCELLED),
        (Activity("1", due_date=YESTERDAY), State.NO_REPORT),
        (Activity("1", due_date=YESTERDAY, status="planned"), State.OVERDUE),
        (Activity("1", due_date=YESTERDAY, status="in_progress"), State.OVERDUE),
        (Activity("1", due_date=TODAY), State.DUE_SOON),
        (Activity("1", due_date=date(2026, 12, 20), status="in_progress"), State.DUE_SOON),
        (Activity("1", due_date=date(2026, 12, 21)), State.PLANNED),
        (Activity("1", due_date=date(2026, 12, 21), status="in_progress"), State.IN_PROGRESS),
        (Activity("1"), State.UNDATED),
        (Activity("1", status="in_progress"), State.UNDATED),
    ],
)
def test_an_activity_is_in_one_state_on_a_day(activity: Activity, expected: State):
    assert state_of(activity, TODAY) is expected


def test_a_date_that_passed_unreported_is_not_called_overdue():
    assert state_of(Activity("1", due_date=date(2019, 9, 5)), TODAY, date(2020, 8, 22)) is State.NO_REPORT


def test_an_undated_activity_of_an_ended_plan_is_closed_with_the_plan():
    assert state_of(Activity("1"), TODAY, plan_end=YESTERDAY) is State.PLAN_CLOSED
    assert state_of(Activity("1"), TODAY, plan_end=TODAY) is State.UNDATED


def test_every_state_has_a_name_and_a_sign():
    assert all(state.label and state.symbol for state in State)
