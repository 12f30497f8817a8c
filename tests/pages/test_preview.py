from __future__ import annotations

from datetime import date

import pytest

from ckanext.socialprograms.pages.preview import Words, preview

TODAY = date(2026, 11, 21)
WORDS = Words(date.isoformat, lambda amount: f"${amount}", lambda text: text.replace("*", ""))


def told(data, agency="Planeación"):
    return [str(sentence) for sentence in preview(data, agency, TODAY, WORDS)]


def test_a_commitment_says_who_until_when_and_how_much_is_done():
    plan = [{"id": "A1", "description": "x", "status": "done"}, {"id": "A2", "description": "y"}]
    data = {"type": "commitment", "end_date": "2027-01-31", "activities": plan, "declared": [{"percent": "80"}]}
    assert told(data) == [
        "Planeación promises it by 2027-01-31.",
        "Declared: 80 %.",
        "Activities reported as done: 1 of 2; with evidence: 0.",
    ]


def test_a_program_says_for_whom_how_much_where_and_until_when():
    data = {
        "type": "program",
        "eligibility": "*Jóvenes* de León.",
        "support_minimum": "500",
        "support_maximum": "900",
        "territory": ["11020"],
        "federal_entity": "Guanajuato",
        "calls": [{"closes": "2026-12-15"}, {"closes": "2026-01-15"}],
    }
    assert told(data) == [
        "For whom: Jóvenes de León.",
        "It gives from $500 to $900.",
        "Where: León, Guanajuato.",
        "You can apply until 2026-12-15.",
        "Run by Planeación.",
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"support_maximum": "900"}, "It gives up to $900."),
        ({"support_minimum": "500"}, "It gives $500 or more."),
        ({"budget": [{"year": "2026", "approved": "1000", "modified": "1200"}]}, "Budget of 2026: $1200."),
    ],
)
def test_how_much_is_told_as_far_as_it_is_known(fields, sentence):
    assert sentence in told({"type": "program", **fields})


def test_an_old_program_never_looks_open():
    found = told({"type": "program", "editions": ["2021"], "calls": [{"closes": "2021-05-01"}]})
    assert any("we do not know whether it is still in force" in sentence for sentence in found)
    assert not any("apply" in sentence for sentence in found)


def test_an_evaluation_says_who_evaluated_and_what_became_of_it():
    data = {
        "type": "evaluation",
        "year": "2020",
        "evaluator_institution": "Universidad",
        "cost": "350000",
        "improvements": [{"number": "1", "description": "x"}],
        "activities": [{"id": "A1", "serves": ["1"], "status": "done"}],
    }
    assert told(data) == [
        "Evaluation of 2020 by Universidad.",
        "Improvements finished: 1 of 1.",
        "Who must improve: Planeación.",
        "It cost $350000.",
    ]


@pytest.mark.parametrize("type_", ["commitment", "program", "evaluation"])
def test_nothing_is_said_of_what_is_not_known(type_):
    assert told({"type": type_}, agency="") == []
