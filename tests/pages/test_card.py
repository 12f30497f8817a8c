from __future__ import annotations

from datetime import date

from ckanext.socialprograms.pages.card import Card, card
from ckanext.socialprograms.records.progress import Share

TODAY = date(2026, 3, 10)


def test_a_commitments_card_has_its_period_and_progress():
    shown = card({"type": "commitment", "end_date": "2026-08-22", "activities": [{"id": "1", "status": "done"}]}, TODAY)
    assert shown.end == date(2026, 8, 22)
    assert shown.told
    assert (shown.told.reported, shown.told.with_evidence) == (Share(1, 1), Share(0, 1))


def test_a_programs_card_has_its_newest_year_and_says_whether_it_is_open():
    data = {"type": "program", "editions": ["2021", "2019"]}
    assert (card(data, TODAY).year, card(data, TODAY).is_open) == (2021, False)
    assert card({**data, "calls": [{"closes": "2026-03-10"}]}, TODAY).is_open


def test_an_evaluations_card_counts_its_finished_improvements():
    data = {
        "type": "evaluation",
        "improvements": [{"number": "1"}, {"number": "2"}, {"number": "3"}],
        "activities": [
            {"id": "A1", "serves": ["1", "2"], "status": "done"},
            {"id": "A2", "serves": ["2"]},
            {"id": "A3", "serves": ["3"], "status": "cancelled"},
        ],
    }
    assert card(data, TODAY).improvements == Share(1, 3)
    assert card({"type": "evaluation"}, TODAY).improvements is None


def test_other_types_have_an_empty_card():
    assert card({"type": "dataset"}, TODAY) == Card()
