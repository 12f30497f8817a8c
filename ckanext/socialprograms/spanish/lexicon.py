"""The words that Spanish search passes over, and the families of words that stand for one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources

import ckan.plugins.toolkit as tk

from ckanext.socialprograms import config as options
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.records.values import folded

Family = tuple[str, ...]
MOST_FAMILIES = 2000
LONGEST = 80
"""Letters of a word or phrase."""
LONGEST_PHRASE = 3
"""Words of a phrase, without those that a search passes over."""
JOINT = "_"
"""What stands between the stems of a phrase in the index."""
_WEAKER = "|0.4"
_PHRASE = re.compile(r"[^\W_]+(?:[ -][^\W_]+)*")


@lru_cache
def stop_words() -> frozenset[str]:
    """Give the words that a search passes over, with and without accents."""
    lines = _shipped("stopwords.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def families() -> list[Family]:
    """Give the families of words: those that come with the extension, and those of the portal's settings."""
    return parsed(shipped_families()) + parsed(options.synonyms())


def shipped_families() -> str:
    """Give the families that come with the extension, as they are written."""
    return _shipped("synonyms.txt")


def parsed(text: str) -> list[Family]:
    """Read families of words, one a line, separated by commas. Raises toolkit.Invalid."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        words = [" ".join(word.split()) for word in line.partition("#")[0].split(",")]
        if family := tuple(word for word in words if word):
            _check(family, number)
            found.append(family)
    if len(found) > MOST_FAMILIES:
        sentence = tk._("There are {n} lines of synonyms; at most {most} can be kept.")
        raise tk.Invalid(sentence.format(n=len(found), most=MOST_FAMILIES))
    return found


def mapping(families: Iterable[Sequence[Sequence[str]]]) -> dict[str, list[str]]:
    """Give what each word or phrase stands for, of families of words that are lists of stems.

    A phrase comes as words when it is asked for, and is found as one joined word. What only stands for another counts
    less than that itself, which is written behind it.
    """
    found: dict[str, dict[str, None]] = {}
    for family in families:
        phrases = {" ".join(stems): JOINT.join(stems) for stems in family if stems}
        for phrase, joined in phrases.items():
            weaker = (other + _WEAKER for other in phrases.values() if other != joined)
            found.setdefault(phrase, {joined: None}).update(dict.fromkeys(weaker))
    return {phrase: list(others) for phrase, others in found.items() if len(others) > 1}


def same(one: Mapping[str, Sequence[str]], other: Mapping[str, Sequence[str]]) -> bool:
    """Say whether two mappings say the same, whatever the order of their words."""
    return one.keys() == other.keys() and all(set(one[word]) == set(other[word]) for word in one)


def _check(family: Family, number: int) -> None:
    if len(family) == 1:
        sentence = tk._(
            "Line {n} of the synonyms has one word only, “{found}”: write at least two, with a comma between."
        )
        raise tk.Invalid(sentence.format(n=number, found=family[0]))
    for word in family:
        if len(word) > LONGEST or not _PHRASE.fullmatch(word):
            raise tk.Invalid(tk._(_NO_WORD).format(n=number, found=word[:LONGEST]))
        if not 1 <= len([one for one in folded(word).split() if one not in stop_words()]) <= LONGEST_PHRASE:
            raise tk.Invalid(tk._(_TOO_LONG).format(n=number, found=word, most=LONGEST_PHRASE))


def _shipped(name: str) -> str:
    return resources.files("ckanext.socialprograms.spanish").joinpath(name).read_text("utf-8")


_NO_WORD = N_(
    "In line {n} of the synonyms, “{found}” is no word or phrase: use letters and digits, with commas between words."
)
_TOO_LONG = N_(
    "In line {n} of the synonyms, “{found}” has to be of one to {most} words, not counting small ones such as “de”."
)
