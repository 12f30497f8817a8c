"""What the name of a column says about what stands in it, by the dictionary in ``catalogues/personal_data.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from ckanext.socialprograms.records.values import folded

_SMALL = frozenset(
    [
        "de",
        "del",
        "la",
        "el",
        "los",
        "las",
        "y",
        "o",
        "e",
        "en",
        "su",
        "a",
        "por",
        "para",
        "con",
        "al",
        "una",
        "un",
        "the",
        "of",
    ]
)
_HUMP = re.compile(r"(?<=[a-záéíóúñ])(?=[A-ZÁÉÍÓÚÑ])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_SHORTEST_INSIDE = 8
_SHORTEST_BEGINNING, _SHORTEST_CUT = 4, 7


@dataclass(frozen=True)
class Meaning:
    """What columns of some names mean: ``values`` is what has to stand in them besides."""

    names: tuple[tuple[str, ...], ...]
    unless: frozenset[str]
    values: str

    def has(self, words: tuple[str, ...]) -> bool:
        """Tell whether a column whose name has these words is one."""
        if any(_alike(word, other) for word in words for other in self.unless):
            return False
        return any(_stands_in(name, words) for name in self.names)


@dataclass(frozen=True)
class Dictionary:
    """The meanings of names by kind of personal data and by role, and lists of words."""

    kinds: Mapping[str, Meaning]
    roles: Mapping[str, Meaning]
    things: frozenset[str]
    banks: frozenset[str]
    free_mail: frozenset[str]
    given_names: frozenset[str]
    surnames: frozenset[str]
    health_words: tuple[str, ...]


@lru_cache
def dictionary() -> Dictionary:
    """Give the dictionary."""
    file = resources.files("ckanext.socialprograms").joinpath("catalogues/personal_data.yaml")
    written = yaml.safe_load(file.read_text("utf-8"))
    return Dictionary(
        {kind: _meaning(one) for kind, one in written["kinds"].items()},
        {role: _meaning(one) for role, one in written["roles"].items()},
        frozenset(written["things"]),
        frozenset(written["banks"].split()),
        frozenset(written["free_mail"].split()),
        frozenset(written["given_names"].split()),
        frozenset(written["surnames"].split()),
        tuple(written["health_words"].split()),
    )


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """Give the words of a column's name as they are compared."""
    parted = _HUMP.sub(" ", name.replace("_", " "))
    return tuple(word for word in folded(parted.replace("_", " ")).split() if word not in _SMALL)


@lru_cache(maxsize=4096)
def kinds_of(name: str) -> frozenset[str]:
    """Give the kinds of personal data that a column of this name may hold."""
    words = words_of(name)
    return frozenset(kind for kind, meaning in dictionary().kinds.items() if meaning.has(words))


@lru_cache(maxsize=4096)
def roles_of(name: str) -> frozenset[str]:
    """Give the roles that a column of this name plays in its table."""
    words = words_of(name)
    return frozenset(role for role, meaning in dictionary().roles.items() if meaning.has(words))


def _meaning(written: Mapping[str, Any]) -> Meaning:
    names = tuple(tuple(name.split()) for name in written["names"])
    return Meaning(names, frozenset(written.get("unless", ())), written.get("values", "any"))


def _stands_in(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether the words of a name stand in those of a column one after the other, or written together."""
    size = len(name)
    if any(all(map(_alike, words[at : at + size], name)) for at in range(len(words) - size + 1)):
        return True
    glued = "".join(name)
    return len(glued) >= _SHORTEST_INSIDE - (size > 1) * 2 and any(glued in word for word in words)


def _alike(word: str, other: str) -> bool:
    """Compare a word of a column with one of the dictionary: without their plurals, or as its beginning."""
    if word == other or _singular(word) == _singular(other):
        return True
    return len(word) >= _SHORTEST_BEGINNING and len(other) >= _SHORTEST_CUT and other.startswith(word)


@lru_cache(maxsize=4096)
def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("es") and word[-3] not in "aeiou":  # noqa: PLR2004
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") else word  # noqa: PLR2004
