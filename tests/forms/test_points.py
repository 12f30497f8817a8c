from __future__ import annotations

import pytest

from ckanext.socialprograms.forms import points


@pytest.mark.parametrize(
    ("written", "is_it"),
    [
        ("1.234", True), ("$12.500 pesos", True), ("-1.234", True), ("1.23", False), ("0.123", False), ("1,234", False),
        ("1.234,50", False), ("1234.567", False), ("1.234.567", False), (1.234, False), (None, False), ("", False),
    ],
)  # fmt: skip
def test_three_digits_after_one_point_are_doubtful(written, is_it):
    assert points.is_doubtful(written) is is_it
    assert (points.doubt(written) is not None) is is_it


def test_a_column_tells_what_its_points_are():
    assert points.part_thousands(["1.234", "1.234,50"])
    assert points.part_thousands(["1.234", "1.234.567", "500", 7, None])
    assert not points.part_thousands(["1.234", "500"])
    assert not points.part_thousands(["1.234,50", "12.5"])
    assert not points.part_thousands(["1.234,50", "1,234.50"])


def test_the_doubt_says_how_it_was_read_and_how_to_write_the_other():
    assert "1,234" in str(points.doubt("$1.234"))
    assert "1.2340" in str(points.doubt("1.234", are_thousands=True))
    assert points.without("1.234") == "1234"
    assert points.without("1.5") == "1.5"
