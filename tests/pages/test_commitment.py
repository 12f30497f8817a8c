from __future__ import annotations

from datetime import date
from decimal import Decimal

from ckanext.socialprograms.pages.commitment import commitment_page

TODAY = date(2026, 3, 10)


def page_of(**fields):
    data = {"id": "1", "name": "c", "type": "commitment", **fields}
    return commitment_page(data, {"dataset_fields": [], "sections": []}, (), TODAY)


def test_every_party_has_its_place_even_if_it_is_silent():
    page = page_of(voices=[{"kind": "civil_society", "author": "CIDES", "text": "Falta"}])
    assert [(one.kind, len(one.voices)) for one in page.speakers] == [
        ("government", 0),
        ("civil_society", 1),
        ("monitoring_body", 0),
    ]
    assert all(one.silence for one in page.speakers)


def test_results_keep_their_number_and_unit():
    (result,) = page_of(results=[{"name": "Obras", "value": "3702", "unit": "obras"}]).results
    assert (result.value, result.unit) == (Decimal(3702), "obras")


def test_the_timeline_covers_the_promised_period():
    page = page_of(start_date="2019-08-22", end_date="2020-08-22", activities=[{"id": "A1", "due_date": "2019-09-05"}])
    assert (page.start, page.end) == (date(2019, 8, 22), date(2020, 8, 22))
    assert page.timeline
    assert page.timeline.ticks[-1].first == date(2020, 8, 1)


def test_a_promised_end_that_moved_stays_visible():
    moved = [{"activity": "", "field": "end_date", "before": "2020-08-22", "after": "2020-12-15"}]
    assert page_of(end_date="2020-12-15", replanning=moved).earlier_ends == (date(2020, 8, 22),)
