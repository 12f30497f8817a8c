from __future__ import annotations

import json
from datetime import date

from ckanext.socialprograms.records.workplan import work_plan


def record(**fields):
    return {"type": "commitment", **fields}


def test_rows_are_read_from_lists_and_from_json_alike():
    rows = [{"id": "1.1", "serves": ["1", "2"], "due_date": "2019-09-05", "responsible": "Ana\nLuis"}]
    assert work_plan(record(activities=rows)) == work_plan(record(activities=json.dumps(rows)))
    [activity] = work_plan(record(activities=rows)).activities
    assert activity.serves == ("1", "2")
    assert activity.responsible == ("Ana", "Luis")
    assert activity.due_date == date(2019, 9, 5)


def test_an_empty_due_date_is_to_be_defined():
    [activity] = work_plan(record(activities=[{"id": "9", "due_text": "Por definir"}])).activities
    assert activity.due_date is None


def test_evidence_needs_a_result_and_something_that_can_be_opened():
    activities = [
        {"id": "linked", "status": "done", "result": "Minuta firmada"},
        {"id": "cited", "status": "done", "result": "Minuta firmada"},
        {"id": "no result", "status": "done"},
        {"id": "file", "status": "done", "result": "Lista"},
    ]
    plan = work_plan(
        record(
            activities=activities,
            evidence=[
                {"title": "Minuta", "url": "https://example.org/m.pdf", "activities": ["linked", "no result"]},
                {"title": "Minuta", "url": "", "activities": ["cited"]},
            ],
            resources=[{"name": "Lista", "url": "https://portal.example/lista.pdf", "activities": "file"}],
        )
    )
    assert [plan.has_evidence(activity) for activity in plan.activities] == [True, False, False, True]


def test_a_script_address_is_not_evidence():
    plan = work_plan(
        record(
            activities=[{"id": "1", "status": "done", "result": "x"}],
            evidence=[{"url": "javascript:alert(1)", "activities": ["1"]}],
        )
    )
    assert not plan.has_evidence(plan.activities[0])


def test_verified_is_the_word_of_a_named_monitoring_body_only():
    voices = [
        {"kind": "monitoring_body", "author": "", "verified": ["1"]},
        {"kind": "government", "author": "Secretaría", "verified": ["2"]},
        {"kind": "monitoring_body", "author": "Comité de seguimiento", "verified": ["3"]},
    ]
    assert work_plan(record(voices=voices)).verified == {"3"}


def test_the_end_of_a_study_does_not_close_the_agenda_that_follows_it():
    assert work_plan({"type": "evaluation", "end_date": "2019-01-01"}).end_date is None
    assert work_plan(record(end_date="2020-08-22")).end_date == date(2020, 8, 22)


def test_improvements_are_the_goals_of_an_evaluation():
    plan = work_plan(
        {
            "type": "evaluation",
            "improvements": [{"number": "3", "description": "Talleres"}],
            "activities": [{"id": "A1", "serves": ["3", "7"]}],
        }
    )
    assert [activity.id for activity in plan.activities_of(plan.goals[0])] == ["A1"]
