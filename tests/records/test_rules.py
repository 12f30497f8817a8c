from __future__ import annotations

from ckanext.socialprograms.records.rules import missing_activity_ids, problems


def paths(**fields):
    return [problem.path for problem in problems({"type": "commitment", **fields})]


def test_a_record_that_keeps_the_rules_has_no_problem():
    assert not paths(
        start_date="2019-08-22",
        end_date="2020-08-22",
        goals=[{"number": "1"}, {"number": "2"}],
        activities=[{"id": "1.1", "serves": ["1", "2"]}],
        evidence=[{"title": "Minuta", "activities": ["1.1"]}],
    )


def test_the_end_does_not_come_before_the_start():
    assert paths(start_date="2020-08-22", end_date="2019-08-22") == [("end_date",)]
    assert paths(action_plan_start_year=2021, action_plan_end_year=2019) == [("action_plan_end_year",)]
    assert paths(calls=[{"opens": "2021-02-26", "closes": "2021-02-11"}]) == [("calls", 0, "closes")]


def test_keys_of_activities_are_unique_and_the_second_one_is_blamed():
    assert paths(activities=[{"id": "A1"}, {"id": "A2"}, {"id": "A1"}]) == [("activities", 2, "id")]


def test_numbers_of_goals_are_unique():
    assert paths(goals=[{"number": "1"}, {"number": "1"}]) == [("goals", 1, "number")]


def test_what_an_activity_serves_exists():
    [problem] = problems({"goals": [{"number": "1"}], "activities": [{"id": "A1", "serves": ["1", "12"]}]})
    assert problem.path == ("activities", 0, "serves")
    assert "12" in str(problem.message)


def test_what_evidence_files_and_voices_name_exists():
    assert paths(
        activities=[{"id": "A1"}],
        evidence=[{"activities": ["A9"]}],
        resources=[{"activities": ["A8"]}],
        voices=[{"verified": ["A7"]}],
    ) == [("evidence", 0, "activities"), ("voices", 0, "verified"), ("resources", 0, "activities")]


def test_missing_keys_are_made_without_touching_those_in_use():
    rows = [{"id": ""}, {"id": "A1"}, {"description": "x"}]
    assert missing_activity_ids({"activities": rows}) == {0: "A2", 2: "A3"}
