from __future__ import annotations

from datetime import date

import pytest

from ckanext.socialprograms.records.publication import clock, results_due

ENDED = {"type": "evaluation", "end_date": "2025-06-30"}
DAY = date(2025, 7, 30)


def test_results_are_due_thirty_days_after_the_end():
    found = clock(ENDED)
    assert found is not None
    assert found.due == DAY
    assert (found.days_left(date(2025, 7, 20)), found.is_late(DAY), found.is_late(date(2025, 7, 31))) == (
        10,
        False,
        True,
    )


@pytest.mark.parametrize(
    "published",
    [
        {"evaluation_url": "https://example.org/informe"},
        {"resources": [{"kind": "report", "url": "https://example.org/informe.pdf"}]},
    ],
)
def test_results_that_are_here_stop_the_clock(published):
    found = clock({**ENDED, **published})
    assert found is not None
    assert found.is_published
    assert not found.is_late(date(2030, 1, 1))
    assert results_due({**ENDED, **published}) is None


def test_terms_of_reference_or_a_draft_are_no_results():
    assert results_due({**ENDED, "resources": [{"kind": "terms_of_reference", "url": "https://example.org"}]}) == DAY
    assert results_due({**ENDED, "state": "draft", "evaluation_url": "https://example.org"}) == DAY


def test_nothing_runs_before_the_end_is_known_or_for_other_records():
    assert clock({"type": "evaluation"}) is None
    assert clock({"type": "commitment", "end_date": "2025-06-30"}) is None
