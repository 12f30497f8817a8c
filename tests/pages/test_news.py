from __future__ import annotations

from datetime import date, datetime, timezone

from ckanext.socialprograms.pages.news import news
from ckanext.socialprograms.pages.plan import plan_view

THEN = datetime(2026, 11, 20, tzinfo=timezone.utc)
DATA = {"type": "commitment", "activities": [{"id": "A1", "description": "Plenaria"}]}


def entry(number, field, item="", before="", after="", reason=""):
    return {
        "id": number,
        "at": THEN,
        "field": field,
        "activity": item,
        "before": before,
        "after": after,
        "reason": reason,
        "author": "ana",
        "date": "2026-11-20",
    }


def told(*entries):
    plan = plan_view(DATA, date(2026, 11, 21))
    return [
        (one.key, str(one.title), [str(sentence) for sentence in one.text])
        for one in news(plan, entries, lambda _field, value: value or "nothing")
    ]


def test_the_newest_change_comes_first_and_the_publication_is_news():
    found = told(entry(1, "published"), entry(2, "due_date", "A1", "2026-01-01", "2026-02-01", "Contingencia"))
    assert found == [
        (
            "2",
            "Changed: Date of an activity (Plenaria)",
            ["Before: 2026-01-01. Now: 2026-02-01.", "Reason: Contingencia"],
        ),
        ("1", "Published for the first time", []),
    ]


def test_a_missing_reason_is_told():
    ((_key, title, text),) = told(entry(3, "end_date", "", "2026-01-01", ""))
    assert title == "Changed: End of the plan"
    assert text == ["Before: 2026-01-01. Now: nothing.", "No reason was given."]
