from __future__ import annotations

import pytest

from ckanext.socialprograms.spanish import readiness, setup, vocabulary


@pytest.fixture
def spanish(clean_records):
    """A search index that knows Spanish; it does until the tests of the module are over."""
    setup.set_up(lambda _count: lambda _done: None)
    vocabulary.forget()
    yield
    vocabulary.forget()


@pytest.fixture(scope="module", autouse=True)
def _taken_out():
    yield
    setup.take_out()
    readiness.forget()
