from __future__ import annotations

from datetime import date

import pytest

from ckanext.socialprograms.records.standing import Standing, standing_of, together
from ckanext.socialprograms.records.state import state_of
from ckanext.socialprograms.records.workplan import Activity

TODAY = date(2026, 11, 21)
PAST, COMING = date(2026, 1, 1), date(2027, 6, 1)


@pytest.mark.parametrize(
    ("status", "due", "standing"),
    [
        ("done", PAST, Standing.MET),
        ("in_progress", COMING, Standing.IN_PROGRESS),
        ("in_progress", None, Standing.IN_PROGRESS),
        ("in_progress", PAST, Standing.LATE),
        ("planned", PAST, Standing.LATE),
        ("planned", COMING, Standing.NOT_BEGUN),
        ("planned", None, Standing.NOT_BEGUN),
        ("", COMING, Standing.NOT_BEGUN),
        ("", PAST, Standing.NO_REPORT),
        ("", None, Standing.NO_REPORT),
        ("cancelled", PAST, None),
    ],
)
def test_an_activity_is_late_only_if_somebody_reported(status, due, standing):
    activity = Activity("A1", due_date=due, status=status)
    assert standing_of(activity, state_of(activity, TODAY)) == standing


@pytest.mark.parametrize(
    ("standings", "sum_"),
    [
        ([], None),
        ([None], None),
        ([Standing.MET, None], Standing.MET),
        ([Standing.MET, Standing.NO_REPORT], Standing.IN_PROGRESS),
        ([Standing.MET, Standing.LATE], Standing.LATE),
        ([Standing.NOT_BEGUN, Standing.NO_REPORT], Standing.NO_REPORT),
    ],
)
def test_several_come_to_one(standings, sum_):
    assert together(standings) == sum_
