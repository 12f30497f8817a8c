from __future__ import annotations

import pytest

from ckanext.socialprograms.monitor.filters import Filters


def test_filters_are_read_from_an_address_and_other_things_are_not():
    read = Filters.read({"plan": " Segundo plan ", "sdg": "16", "year": "2019", "type": "evaluation", "page": "2"})
    assert read.chosen == {"type": "evaluation", "plan": "Segundo plan", "sdg": "16", "year": "2019"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("type", "program"),
        ("type", "-"),
        ("sdg", "0"),
        ("sdg", "18"),
        ("sdg", "16.6"),
        ("year", "19"),
        ("year", "٢٠١٩"),
        ("year", "20190"),
    ],
)
def test_a_value_that_none_could_have_is_left_out(name, value):
    assert Filters.read({name: value}).chosen == {}


@pytest.mark.parametrize("name", ["plan", "agency", "theme", "sdg", "year"])
def test_records_without_one_can_be_asked_for(name):
    assert Filters.read({name: "-"}).chosen == {name: "-"}


def test_a_zero_byte_can_not_reach_the_database():
    assert Filters.read({"agency": "a\0b"}).agency == "ab"


def test_one_filter_changes_and_the_others_stay():
    assert Filters(plan="a", year="2019").having("year", "").chosen == {"plan": "a"}
