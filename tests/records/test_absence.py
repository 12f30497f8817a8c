from __future__ import annotations

import pytest

from ckanext.socialprograms.records.absence import NOT_APPLICABLE, NOT_AVAILABLE, UNPUBLISHED, absence


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({}, UNPUBLISHED),
        ({"complaints": "[]"}, UNPUBLISHED),
        ({"not_available": ["complaints"]}, NOT_AVAILABLE),
        ({"not_applicable": ["complaints", "enforceability"]}, NOT_APPLICABLE),
        ({"not_applicable": ["complaints"]}, UNPUBLISHED),
        ({"complaints": "Contraloría"}, ""),
    ],
)
def test_what_is_not_available_is_told_apart_from_what_nobody_published(data, reason):
    assert absence(data, "complaints", "enforceability") == reason


def test_a_group_whose_figures_the_source_lacks_is_not_available():
    assert absence({"not_available": ["budget.2021.approved"]}, "budget") == NOT_AVAILABLE
    assert absence({"not_available": ["budgets"]}, "budget") == UNPUBLISHED
