from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ckanext.socialprograms.records.program import budget, calls, indicators, known_years, open_calls, rules

TODAY = date(2026, 3, 10)


def test_budget_keeps_the_cents_and_puts_the_newest_year_first():
    newest, older = budget({"budget": [{"year": "2019", "approved": "1200000.55"}, {"year": "2020", "spent": "0"}]})
    assert (newest.year, older.year) == (2020, 2019)
    assert older.approved == Decimal("1200000.55")


def test_a_figure_that_nobody_published_is_not_zero():
    (row,) = budget({"budget": [{"year": "2021", "spent": "0"}]})
    assert row.approved is None
    assert row.spent == 0
    assert row.spent_percent is None


@pytest.mark.parametrize(
    ("row", "percent"),
    [
        ({"approved": "100", "spent": "50"}, 50),
        ({"approved": "100", "modified": "200", "spent": "50"}, 25),
        ({"approved": "100", "spent": "150"}, 150),
        ({"approved": "300", "spent": "299.99"}, 99),
        ({"approved": "0", "spent": "5"}, None),
        ({"approved": "100"}, None),
    ],
)
def test_the_share_spent_is_of_the_modified_budget_where_there_is_one(row, percent):
    assert budget({"budget": [row]})[0].spent_percent == percent


def test_sources_of_figures_come_with_their_name_and_address():
    (row,) = budget({"budget": [{"approved_source": "Decreto", "approved_url": "https://example.org"}]})
    assert (row.approved_source.name, row.approved_source.url) == ("Decreto", "https://example.org")
    assert row.approved_source
    assert not row.spent_source


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"),
    [
        ("2026-03-01", "2026-03-31", True),
        ("2026-03-10", "2026-03-10", True),
        ("", "2026-03-31", True),
        ("2026-03-11", "2026-03-31", False),
        ("2026-02-01", "2026-03-09", False),
        ("2026-02-01", "", False),
        ("", "", False),
    ],
)
def test_a_call_is_open_from_its_first_to_its_last_day(opens, closes, is_open):
    assert calls({"calls": [{"opens": opens, "closes": closes}]})[0].is_open(TODAY) is is_open


def test_the_call_that_closes_first_comes_first():
    data = {"calls": [{"title": "b", "closes": "2026-05-01"}, {"title": "a", "closes": "2026-04-01"}, {"title": "c"}]}
    assert [call.title for call in open_calls(data, TODAY)] == ["a", "b"]
    assert [call.title for call in calls(data)] == ["b", "a", "c"]


def test_rules_without_a_year_come_last():
    data = {"rules": [{"title": "?"}, {"year": "2019"}, {"year": "2021", "url": "https://example.org"}]}
    assert [one.year for one in rules(data)] == [2021, 2019, None]


@pytest.mark.parametrize(
    ("row", "percent"),
    [
        ({"goal": "30", "actual": "32"}, 106),
        ({"goal": "30", "adjusted_goal": "64", "actual": "32"}, 50),
        ({"goal": "30", "actual": "15", "direction": "down"}, None),
        ({"goal": "0", "actual": "1"}, None),
        ({"goal": "30"}, None),
    ],
)
def test_what_an_indicator_reached_is_a_percent_of_its_goal(row, percent):
    assert indicators({"indicators": [{"name": "Becas", **row}]})[0].reached_percent == percent


def test_the_years_that_are_known_come_from_wherever_one_is_told():
    data = {
        "editions": ["2019", "2021"],
        "budget": [{"year": "2020"}],
        "reported_to": "2018-12-31",
        "calls": [{"closes": "2022-01-31"}],
    }
    assert known_years(data) == (2022, 2021, 2020, 2019, 2018)
    assert known_years({}) == ()
