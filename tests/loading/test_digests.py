from __future__ import annotations

import pytest

from ckanext.socialprograms.loading.digests import digest, same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", None),
        ([], ""),
        ([{"a": ""}], None),
        (1000, "1000.00"),
        ("10.50", 10.5),
        (["16.6", "16.7"], '["16.6", "16.7"]'),
        ([{"id": "A1", "serves": ["1"]}], '[{"serves": ["1"], "id": "A1", "result": ""}]'),
        ("uno \r\ndos", "uno\ndos"),
        (2021, "2021"),
    ],
)
def test_values_that_say_the_same_are_the_same_whatever_their_shape(one, other):
    assert same(one, other)
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"), [("07", "7"), ("uno", "Uno"), (["a", "b"], ["b", "a"]), ("0", ""), ("1e5", "100000")]
)
def test_values_that_say_something_else_are_not(one, other):
    assert not same(one, other)


def test_nothing_has_no_fingerprint():
    assert digest([{}]) == ""
