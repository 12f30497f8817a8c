from __future__ import annotations

from datetime import date

import pytest

from ckanext.socialprograms.records.replanning import Change, Replanning, changes, replannings, slippage
from ckanext.socialprograms.records.workplan import Activity


def record(**fields):
    return {"type": "commitment", **fields}


def activity(**fields):
    return record(activities=[{"id": "9", "description": "Presentación del programa", **fields}])


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (
            activity(due_date="2019-09-05"),
            activity(due_date="2019-10-05"),
            Change("9", "due_date", "2019-09-05", "2019-10-05"),
        ),
        (activity(due_date="2019-09-05"), activity(), Change("9", "due_date", "2019-09-05", "")),
        (activity(status="done"), activity(status="planned"), Change("9", "status", "done", "planned")),
        (activity(status="planned"), activity(status="cancelled"), Change("9", "status", "planned", "cancelled")),
        (
            activity(),
            activity(description="Balance de resultados"),
            Change("9", "description", "Presentación del programa", "Balance de resultados"),
        ),
        (activity(), record(), Change("9", "activity", "Presentación del programa", "deleted")),
        (
            record(goals=[{"number": "1", "description": "Capacitar a 100"}]),
            record(goals=[{"number": "1", "description": "Capacitar a 10"}]),
            Change("1", "goal", "Capacitar a 100", "Capacitar a 10"),
        ),
        (
            record(goals=[{"number": "1", "description": "Capacitar"}]),
            record(goals=[]),
            Change("1", "goal", "Capacitar", "deleted"),
        ),
        (
            record(declared=[{"percent": "100"}]),
            record(declared=[{"percent": "75"}]),
            Change("", "percent", "100", "75"),
        ),
        (record(declared=[{"percent": "100"}]), record(), Change("", "percent", "100", "deleted")),
        (
            record(end_date="2020-08-22"),
            record(end_date="2021-08-22"),
            Change("", "end_date", "2020-08-22", "2021-08-22"),
        ),
    ],
)
def test_what_a_promise_takes_back_needs_a_reason(before, after, change):
    assert changes(before, after) == [change]
    assert change.needs_reason


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (activity(), activity(due_date="2020-06-05")),
        (record(declared=[{"percent": "75"}]), record(declared=[{"percent": "100.0"}])),
    ],
)
def test_a_first_date_and_a_higher_percent_are_kept_without_a_reason(before, after):
    [change] = changes(before, after)
    assert not change.needs_reason


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (activity(status="planned"), activity(status="done", result="Minuta", completed_on="2020-06-05")),
        (activity(), activity(description="presentacion  del programa.")),
        (record(), activity()),
        (record(declared=[{"percent": "100"}]), record(declared=[{"percent": "100.00"}])),
    ],
)
def test_progress_corrections_of_spelling_and_new_work_leave_no_entry(before, after):
    assert changes(before, after) == []


def test_slippage_counts_from_the_first_date_that_was_promised():
    ledger = [
        Replanning("9", "due_date", "", "2020-01-01"),
        Replanning("9", "due_date", "2020-01-01", "2020-02-01"),
        Replanning("9", "due_date", "2020-02-01", "2020-03-01"),
    ]
    assert slippage(Activity("9", due_date=date(2020, 3, 1)), ledger) == 60
    assert slippage(Activity("1", due_date=date(2020, 3, 1)), ledger) is None


def test_the_ledger_is_read_from_the_record():
    [entry] = replannings(
        [
            {
                "activity": "9",
                "field": "due_date",
                "before": "",
                "after": "2020-06-05",
                "reason": "COVID",
                "date": "2020-06-05",
            }
        ]
    )
    assert entry.day == date(2020, 6, 5)
    assert entry.reason == "COVID"
