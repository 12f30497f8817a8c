from __future__ import annotations

import pytest

from ckanext.socialprograms.spanish.corrections import Corrector

WORDS = {"becas": 170, "vacas": 3, "vivienda": 77, "educación": 293, "adultos": 60, "mayores": 58, "discapacidad": 113}


@pytest.fixture
def corrector():
    return Corrector(WORDS)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("beacs", "becas"),
        ("bibienda", "vivienda"),
        ("Educasion", "educación"),
        ("adulots mayores", "adultos mayores"),
        ("discapasidad", "discapacidad"),
    ],
)
def test_a_word_written_wrongly_becomes_the_likeliest_one(corrector, written, meant):
    assert corrector.corrected(written) == meant


def test_of_two_as_near_the_more_used_word_is_meant(corrector):
    assert corrector.corrected("bacas") == "becas"


@pytest.mark.parametrize("asked", ["becas", "educacion", "BECAS", "zzzzzz", "xx", "2021", ""])
def test_known_words_short_ones_and_those_like_no_other_stay(corrector, asked):
    assert corrector.corrected(asked) is None


def test_what_stands_in_quotes_is_meant_as_written(corrector):
    assert corrector.corrected('"beacs"') is None


def test_without_words_there_is_nothing_to_correct_by():
    assert Corrector({}).corrected("beacs") is None
