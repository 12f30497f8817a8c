from __future__ import annotations

from datetime import date

import pytest

from ckanext.socialprograms.monitor.facts import activity_rows, dataset, goals, is_change, record_row
from ckanext.socialprograms.records.replanning import Replanning

RECORD = {
    "id": "x",
    "type": "commitment",
    "action_plan": " Segundo plan ",
    "action_plan_start_year": "2019",
    "action_plan_end_year": "2020",
    "end_date": "2020-08-22",
    "sdg_targets": '["16.6", "16.7", "5.b"]',
    "declared": [{"percent": "100"}, {"percent": "51"}],
    "evidence": [
        {"title": "Citada", "url": ""},
        {"title": "Minuta", "url": "https://example.org", "activities": ["A1"]},
    ],
    "activities": [
        {"id": "A1", "serves": ["1", "2"], "status": "done", "result": "Salió.", "due_date": "2020-01-31"},
        {"id": "A2", "due_text": "Por definir", "responsible": ["Ana", "Luis"]},
    ],
    "replanning": [
        {"activity": "A1", "field": "due_date", "before": "2019-12-31", "after": "2020-01-31", "date": "2019-11-01"},
        {"activity": "A2", "field": "due_date", "before": "", "after": "2020-01-01", "date": "2019-11-01"},
    ],
}


def test_a_record_is_one_row_of_what_the_board_asks_about():
    assert record_row(RECORD) == {
        "package_id": "x",
        "type": "commitment",
        "plan": "Segundo plan",
        "theme": "",
        "years": [2019, 2020],
        "goals": [5, 16],
        "declared": 75,
        "plan_end": date(2020, 8, 22),
        "cited": 1,
        "results_due": None,
    }


def test_an_activity_is_one_row_however_many_goals_it_serves():
    first, second = activity_rows(RECORD)
    assert (first["position"], first["key"], first["has_evidence"], first["slippage"]) == (0, "A1", True, 31)
    assert (second["position"], second["due_date"], second["responsible"]) == (1, None, ["Ana", "Luis"])


def test_a_first_date_takes_nothing_back():
    assert [row["changes"] for row in activity_rows(RECORD)] == [1, 0]


@pytest.mark.parametrize(
    ("entry", "counts"),
    [
        (Replanning("A1", "status", "", "cancelled"), True),
        (Replanning("A1", "description", "a", "b"), True),
        (Replanning("A2", "due_date", "2020-01-01", ""), False),
        (Replanning("A1", "goal", "a", "b"), False),
        (Replanning("", "end_date", "a", "b"), False),
    ],
)
def test_only_changes_of_the_activity_itself_count_as_its_replanning(entry, counts):
    assert is_change(entry, "A1") is counts


def test_goals_that_do_not_exist_are_left_out():
    assert goals({"sdg_targets": ["16.6", "18.1", "0.1", "xvi", "²", "3"]}) == {3, 16}


def test_a_stored_package_reads_as_its_dataset_dict():
    stored = {
        "id": "x",
        "type": "commitment",
        "extras": {"theme": "Agua", "activities": '[{"id": "A1", "status": "done", "result": "Sí"}]'},
    }
    file = {"name": "Acta", "url": "acta.pdf", "extras": {"activities": '["A1"]'}}
    assert activity_rows(dataset(stored, [], []))[0]["has_evidence"] is False
    assert activity_rows(dataset(stored, [file], []))[0]["has_evidence"] is True
    assert record_row(dataset({**stored, "extras": None}, [], []))["theme"] == ""
