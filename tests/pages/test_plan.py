from __future__ import annotations

from datetime import date

from ckanext.socialprograms.pages.plan import plan_view
from ckanext.socialprograms.records.progress import Share
from ckanext.socialprograms.records.state import State

TODAY = date(2026, 3, 10)


def view_of(**fields):
    return plan_view({"type": "commitment", **fields}, TODAY)


def said(**fields):
    return [str(sentence) for sentence in view_of(**fields).summary]


GOALS = [{"number": "1", "description": "Reunir"}, {"number": "2", "description": "Capacitar"}]
PROOF = {"title": "Minuta", "url": "https://example.org/minuta", "activities": ["A1"]}
PROVED = {"id": "A1", "status": "done", "result": "Se acordó"}


def test_activities_stand_under_the_first_goal_that_they_serve_and_are_shown_once():
    view = view_of(goals=GOALS, activities=[{"id": "A1", "serves": ["2", "1"]}, {"id": "A2", "serves": ["2"]}])
    one, two = view.groups
    assert [shown.activity.id for shown in one.activities] == ["A1"]
    assert [goal.number for goal in one.activities[0].also_serves] == ["2"]
    assert [shown.activity.id for shown in two.activities] == ["A2"]
    assert [shown.activity.id for shown in two.elsewhere] == ["A1"]
    assert len(view.activities) == 2


def test_a_goal_counts_all_the_activities_that_serve_it():
    view = view_of(
        goals=GOALS,
        activities=[
            {"id": "A1", "serves": ["1", "2"], "status": "done"},
            {"id": "A2", "serves": ["2"]},
            {"id": "A3", "serves": ["2"], "status": "cancelled"},
        ],
    )
    assert [group.done for group in view.groups] == [Share(1, 1), Share(1, 2)]


def test_activities_of_no_goal_are_shown_too():
    view = view_of(goals=GOALS, activities=[{"id": "A1", "serves": ["9"]}, {"id": "A2"}])
    assert view.groups[-1].goal is None
    assert [shown.activity.id for shown in view.groups[-1].activities] == ["A1", "A2"]


def test_two_activities_with_the_same_key_are_both_shown():
    assert len(view_of(activities=[{"id": "A1", "description": "a"}, {"id": "A1", "description": "b"}]).activities) == 2


def test_an_activity_that_is_done_without_proof_says_so():
    proved, bare = view_of(activities=[PROVED, {"id": "A2", "status": "done"}], evidence=[PROOF]).activities
    assert not proved.lacks_evidence
    assert bare.lacks_evidence


def test_a_moved_date_keeps_the_old_one_and_its_reason():
    view = view_of(
        activities=[{"id": "A1", "due_date": "2026-06-05"}],
        replanning=[
            {"activity": "A1", "field": "due_date", "before": "", "after": "2026-05-01", "date": "2026-01-01"},
            {
                "activity": "A1",
                "field": "due_date",
                "before": "2026-05-01",
                "after": "2026-06-05",
                "reason": "Contingencia",
            },
        ],
    )
    (shown,) = view.activities
    assert shown.earlier_dates == (None, date(2026, 5, 1))
    assert shown.slippage == 35
    assert shown.changes[1].reason == "Contingencia"


def test_the_ledger_says_what_an_entry_is_about():
    view = view_of(
        goals=GOALS,
        activities=[{"id": "A1", "description": "Taller"}],
        replanning=[
            {"activity": "A1", "field": "due_date", "before": "2026-01-01"},
            {"activity": "2", "field": "goal", "before": "Enseñar", "after": "Capacitar"},
            {"activity": "A9", "field": "activity", "before": "Foro", "after": "deleted"},
            {"activity": "", "field": "end_date", "before": "2026-01-01"},
        ],
    )
    assert [view.subject(entry) for entry in view.ledger] == ["Taller", "Capacitar", "Foro", ""]


def test_evidence_of_no_activity_is_not_lost():
    view = view_of(activities=[PROVED], evidence=[PROOF, {"title": "Portal"}, {"title": "Acta", "activities": ["B7"]}])
    assert [piece.title for piece in view.loose_evidence] == ["Portal", "Acta"]


def test_states_are_those_of_the_day():
    view = view_of(activities=[{"id": "A1", "due_date": "2026-03-09"}, {"id": "A2", "due_date": "2026-03-11"}])
    assert view.counts == {State.NO_REPORT: 1, State.DUE_SOON: 1}


def test_a_gap_is_told_and_not_overstated():
    first, *rest = said(
        declared=[{"percent": "90"}],
        activities=[PROVED, {"id": "A2", "status": "done"}, {"id": "A3", "due_date": "2026-01-01"}],
        evidence=[PROOF, {"title": "Acta", "activities": ["A2"]}],
    )
    assert first == "One activity is reported as done without evidence that can be opened here."
    assert rest == [
        "The date of one activity has passed, and nobody has reported on it here.",
        "The government declares 90 %; the evidence that is here reaches 33 %.",
        "The document cites one piece of evidence that is not available here.",
    ]


def test_silence_is_not_taken_as_failure():
    first, second = said(activities=[{"id": "A1", "due_date": "2026-01-01"}, {"id": "A2", "due_date": "2026-02-01"}])
    assert first.startswith("Nobody has reported an activity as done here yet.")
    assert second == "The dates of 2 activities have passed, and nobody has reported on them here."


def test_what_is_all_proved_is_said_to_be():
    assert said(activities=[PROVED], evidence=[PROOF]) == [
        "Everything that is reported as done has evidence that you can open."
    ]


def test_a_declared_percent_without_a_plan_is_left_as_a_statement():
    assert said(declared=[{"percent": "75"}]) == [
        "The government declares 75 %. No work plan has been published here to compare it with."
    ]
    assert said() == ["No work plan has been published here yet."]


def test_places_in_the_page_are_safe_in_an_address():
    assert view_of(activities=[{"id": 'A 1"><b'}]).activities[0].anchor == "activity-A-1-b"
