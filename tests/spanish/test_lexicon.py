from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.records.values import folded
from ckanext.socialprograms.spanish import lexicon


def test_a_family_is_a_line_with_commas():
    text = "# what is given\nbeca, apoyo  económico\n\nlentes,anteojos  # to see\n"
    assert lexicon.parsed(text) == [("beca", "apoyo económico"), ("lentes", "anteojos")]


@pytest.mark.usefixtures("with_request_context")
@pytest.mark.parametrize("line", ["beca", "beca, ", 'beca, "apoyo"', "beca, a|b", f"beca, {'a' * 81}"])
def test_what_is_no_family_is_refused_with_its_line(line):
    with pytest.raises(tk.Invalid) as refusal:
        lexicon.parsed(f"lentes, gafas\n{line}")
    assert "2" in refusal.value.error


@pytest.mark.usefixtures("with_request_context")
def test_more_families_than_can_be_kept_are_refused():
    with pytest.raises(tk.Invalid):
        lexicon.parsed("a, b\n" * (lexicon.MOST_FAMILIES + 1))


def test_each_word_stands_for_itself_first_and_for_the_others_less():
    made = lexicon.mapping([[["bec"], ["apoy", "economic"]]])
    assert made == {"bec": ["bec", "apoy_economic|0.4"], "apoy economic": ["apoy_economic", "bec|0.4"]}


def test_a_word_of_two_families_stands_for_both():
    made = lexicon.mapping([[["a"], ["b"]], [["a"], ["c"]]])
    assert made["a"] == ["a", "b|0.4", "c|0.4"]
    assert made["b"] == ["b", "a|0.4"]


def test_words_that_are_the_same_stem_are_no_family():
    assert lexicon.mapping([[["bec"], ["bec"]]]) == {}


def test_no_shipped_phrase_is_longer_than_the_index_joins():
    stop_words = lexicon.stop_words()
    lengths = {
        phrase: len([word for word in phrase.split() if word not in stop_words])
        for family in lexicon.parsed(lexicon.shipped_families())
        for phrase in family
    }
    assert [phrase for phrase, length in lengths.items() if not 1 <= length <= lexicon.LONGEST_PHRASE] == []


def test_stop_words_hold_no_word_that_people_look_for():
    assert not lexicon.stop_words() & {folded(word) for word in ("apoyo", "beca", "mujer", "agua", "programa")}
