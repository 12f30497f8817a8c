from __future__ import annotations

import pytest

from ckanext.socialprograms.records import sdg, territory


@pytest.mark.parametrize("number", ["16.6", "5.b", "17.19", "16"])
def test_goals_and_targets_of_the_official_list_exist(number):
    assert sdg.exists(number)
    assert sdg.title(number, "es") != sdg.title(number, "en") != ""


@pytest.mark.parametrize("number", ["16.99", "18", "5.z", "0", ""])
def test_others_do_not(number):
    assert not sdg.exists(number)
    assert sdg.title(number) == ""


def test_all_goals_and_targets_are_there():
    listed = sdg._titles()
    assert sum("." not in number for number in listed) == 17
    assert sum("." in number for number in listed) == 169
    assert all(titles["es"] and titles["en"] for titles in listed.values())


def test_a_target_belongs_to_its_goal():
    assert sdg.goal_of("16.6") == "16"
    assert sdg.goal_of("16") == "16"


def test_municipalities_are_known_by_their_code():
    leon = territory.municipality("11020")
    assert leon
    assert (leon.name, leon.state) == ("León", "Guanajuato")
    assert territory.municipality("99999") is None
