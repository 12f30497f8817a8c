from __future__ import annotations

import gc
import os

import pytest

from ckan import model

from ckanext.socialprograms.loading import sharing
from ckanext.socialprograms.loading.sharing import HelperFailed, shared

pytestmark = pytest.mark.usefixtures("with_plugins")
MANY = range(1001)


@pytest.fixture(autouse=True)
def three_processors(monkeypatch):
    monkeypatch.setattr(sharing.os, "cpu_count", lambda: 3)


def doubled(share, progress):
    progress(len(share))
    return [(2 * item, os.getpid()) for item in share]


def test_results_come_in_the_order_of_the_items_from_a_process_for_each_processor():
    done = []
    results = shared(doubled, MANY, done.append)
    assert [result for result, _ in results] == [2 * item for item in MANY]
    assert len({pid for _, pid in results}) == 3
    assert sum(done) == len(MANY)


def test_few_items_are_done_here():
    assert {pid for _, pid in shared(doubled, range(5), lambda _: None)} == {os.getpid()}
    assert shared(doubled, [], lambda _: None) == []


def test_a_helper_that_breaks_off_is_told():
    here = os.getpid()

    def broken(share, _progress):
        if os.getpid() != here:
            os._exit(3)
        return list(share)

    with pytest.raises(HelperFailed):
        shared(broken, MANY, lambda _: None)


def test_what_this_process_has_not_committed_stays(clean_db):
    model.Session.add(model.Tag(name="waiting"))
    model.Session.flush()

    def collected(share, _progress):
        gc.collect()
        return list(share)

    shared(collected, MANY, lambda _: None)
    assert model.Session.query(model.Tag).filter_by(name="waiting").count() == 1
    model.Session.rollback()
