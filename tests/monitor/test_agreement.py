"""What SQL counts is what the domain says of the same records, one by one."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import Any, cast

import pytest

from ckanext.socialprograms.ledger import entries
from ckanext.socialprograms.monitor import mirror
from ckanext.socialprograms.monitor.board import counted
from ckanext.socialprograms.monitor.counts import Counts
from ckanext.socialprograms.monitor.facts import goals, is_change
from ckanext.socialprograms.monitor.filters import Filters
from ckanext.socialprograms.monitor.lists import ACTIVITY_LISTS, RECORD_LISTS, Part, activities, records
from ckanext.socialprograms.pages.index import years
from ckanext.socialprograms.records.progress import progress
from ckanext.socialprograms.records.publication import results_due
from ckanext.socialprograms.records.replanning import Change, replannings, slippage
from ckanext.socialprograms.records.state import State, state_of
from ckanext.socialprograms.records.workplan import work_plan

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]
EVERYTHING = Part(limit=None)


@pytest.fixture
def made(generator, today):
    """Store records of every kind, some of which nobody may see and some of which were re-planned; give the seen."""
    owners = generator.agencies(4)
    generator.store_agencies(owners)
    chance = random.Random(3)
    made = list(generator.records(120, owners, today))
    for number, record in enumerate(made):
        if number % 10 == 0:
            record.update(chance.choice(({"private": True}, {"state": "draft"}, {"state": "deleted"})))
        elif number % 7 == 0:
            record["owner_org"] = None
        if number % 3 == 0:
            replan(record, chance)
    generator.store(made)
    return [record for record in made if record["state"] == "active" and not record["private"]]


def replan(record, chance):
    changes = [
        Change(
            activity["id"],
            *chance.choice(
                (("due_date", "2025-01-31", "2025-02-28"), ("due_date", "", "2025-01-01"), ("description", "a", "b"))
            ),
        )
        for activity in record["activities"]
        if chance.random() < 0.4
    ]
    entries.write(record["id"], [*changes, Change("A1", "goal", "a", "b")], "motivo", "ana")
    record["replanning"] = entries.of_record(record["id"])


def told(record, today):
    """Count one record as the domain does."""
    plan = work_plan(record)
    share, day = progress(record, plan), results_due(record)
    states = Counter(state_of(activity, today, plan.end_date).value for activity in plan.activities)
    ledger = replannings(record.get("replanning", ()))
    return Counts(
        records=1,
        commitments=int(record["type"] == "commitment"),
        evaluations=int(record["type"] == "evaluation"),
        declared=int(share.declared_percent is not None),
        declared_sum=share.declared_percent or 0,
        compared=int(share.gap is not None),
        gap_sum=share.gap or 0,
        citing=int(share.cited > 0),
        cited=share.cited,
        results_due=int(day is not None and day >= today),
        results_late=int(day is not None and day < today),
        all=share.reported.whole,
        reported=share.reported.part,
        with_evidence=share.with_evidence.part,
        no_evidence=share.reported.part - share.with_evidence.part,
        replanned=sum(any(is_change(entry, one.id) for entry in ledger) for one in plan.activities),
        **cast(Any, {state.value: states[state.value] for state in State}),
    )


def added(counts):
    total = Counts()
    for one in counts:
        names = [name for name in Counts.__dataclass_fields__ if name != "modified"]
        total = replace(total, **{name: getattr(total, name) + getattr(one, name) for name in names})
    return total


def without_day(counts):
    return replace(counts, modified=None)


def test_the_totals_agree(made, today):
    assert without_day(counted(Filters(), today).totals) == added(told(record, today) for record in made)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("theme", lambda record: [record.get("theme") or "-"]),
        ("plan", lambda record: [record.get("action_plan") or "-"]),
        ("sdg", lambda record: [str(goal) for goal in goals(record)] or ["-"]),
        ("year", lambda record: [str(year) for year in years(record)] or ["-"]),
    ],
)
def test_the_lines_of_each_table_agree(made, today, table, values):
    lines = {row.key: without_day(row.counts) for row in counted(Filters(), today).tables[table]}
    keys = {key for record in made for key in values(record)}
    assert lines == {key: added(told(one, today) for one in made if key in values(one)) for key in keys}


def test_the_lines_of_agencies_agree(made, today, generator):
    names = {one["id"]: one["name"] for one in generator.agencies(4)}
    lines = {row.key: without_day(row.counts) for row in counted(Filters(), today).tables["agency"]}
    of = {name: [one for one in made if names.get(one["owner_org"], "-") == name] for name in (*names.values(), "-")}
    assert lines == {name: added(told(one, today) for one in own) for name, own in of.items() if own}


def test_a_filter_leaves_what_its_line_counts(made, today):
    for table, rows in counted(Filters(), today).tables.items():
        for row in rows:
            assert counted(Filters().having(table, row.key), today).totals == row.counts


def test_each_list_holds_what_its_number_counts(made, today):
    totals = counted(Filters(), today).totals
    for name in ACTIVITY_LISTS:
        assert len(list(activities(Filters(), name, today, EVERYTHING))) == getattr(totals, name)
    for name in RECORD_LISTS:
        number = totals.records if name == "all" else getattr(totals, name)
        assert len(list(records(Filters(), name, today, EVERYTHING))) == number


def test_each_record_of_a_list_has_its_own_numbers(made, today):
    own = {item.name: without_day(item.counts) for item in records(Filters(), "all", today, EVERYTHING)}
    assert own == {record["name"]: told(record, today) for record in made}


def test_each_activity_is_in_the_state_that_the_domain_gives_it(made, today):
    listed = [*activities(Filters(), "all", today, EVERYTHING), *activities(Filters(), "cancelled", today, EVERYTHING)]
    plans = {record["name"]: work_plan(record) for record in made}
    assert {(item.name, item.key): item.state for item in listed} == {
        (name, activity.id): state_of(activity, today, plan.end_date)
        for name, plan in plans.items()
        for activity in plan.activities
    }


def test_the_days_of_delay_are_those_of_the_ledger(made, today):
    listed = {(one.name, one.key): one.slippage for one in activities(Filters(), "all", today, EVERYTHING)}
    for record in made:
        ledger = replannings(record.get("replanning", ()))
        for activity in work_plan(record).activities:
            if activity.status != "cancelled":
                assert listed[record["name"], activity.id] == slippage(activity, ledger)


def test_what_was_moved_furthest_comes_first(made, today):
    delays = [one.slippage for one in activities(Filters(), "replanned", today, EVERYTHING)]
    known = [delay for delay in delays if delay is not None]
    assert known
    assert delays == sorted(known, reverse=True) + [None] * (len(delays) - len(known))


def test_pages_hold_each_activity_once(made, today):
    every = list(activities(Filters(), "all", today, EVERYTHING))
    pages = [activities(Filters(), "all", today, Part(25, offset)) for offset in range(0, len(every), 25)]
    assert [item for page in pages for item in page] == every


def test_rebuilding_leaves_what_saving_left(made, today):
    before = counted(Filters(), today)
    assert sum(mirror.rebuild(mirror.every_id())) == 120
    assert counted(Filters(), today) == before
