from __future__ import annotations

from ckanext.socialprograms.records.progress import Share, progress
from ckanext.socialprograms.records.workplan import work_plan


def progress_of(**fields):
    data = {"type": "commitment", **fields}
    return progress(data, work_plan(data))


def test_three_percentages_stand_side_by_side():
    told = progress_of(
        declared=[{"percent": "100"}],
        activities=[
            {"id": "1", "status": "done", "result": "Minuta"},
            {"id": "2", "status": "done"},
            {"id": "3"},
            {"id": "4", "status": "cancelled"},
        ],
        evidence=[{"url": "https://example.org", "activities": ["1"]}],
    )
    assert told.declared_percent == 100
    assert told.reported == Share(2, 3)
    assert told.with_evidence == Share(1, 3)
    assert told.gap == 67


def test_an_activity_that_serves_several_goals_counts_once():
    assert progress_of(activities=[{"id": "1", "serves": ["3", "7", "12"], "status": "done"}]).reported == Share(1, 1)


def test_a_hundred_percent_means_all():
    assert Share(199, 200).percent == 99
    assert Share(0, 0).percent is None


def test_what_nobody_declared_is_unknown_and_not_zero():
    told = progress_of(activities=[{"id": "1"}])
    assert told.declared_percent is None
    assert told.gap is None


def test_a_percent_in_parts_is_their_mean():
    told = progress_of(declared=[{"part": "a", "percent": 100}, {"part": "b", "percent": 50}, {"part": "c"}])
    assert told.declared_percent == 75


def test_evidence_that_is_only_cited_is_counted_apart():
    assert progress_of(evidence=[{"title": "Portal"}, {"url": "https://example.org"}]).cited == 1
