"""Writes readably what a document shouts in capitals, as the same document writes it in its running text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ckanext.socialprograms.records.values import folded

_WORD = re.compile(r"\d*[^\W\d_]+(?:\.[^\W\d_]+\b)*")
_SMALL = re.compile(r"a|al|con|través|sobre|como|del?|e|el|en|la|las|los|o|para|por|sus?|tu|u|y")
_LONGEST_PHRASE = 12
_LONGEST_TITLE = 500
_ENOUGH = 300
_LONGEST_ACRONYM = 6
_LONGEST_LONE_ACRONYM = 4
_SHARE_OF_CAPITALS = 0.7


@dataclass(frozen=True)
class _Word:
    folded: str
    written: str
    begins: bool


class Spelling:
    """How a document writes words and phrases where it does not shout."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words = [word for line in lines if not is_shouted(line) for word in _words_of(line)]
        self._places: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self._words):
            self._places[word.folded].append(index)

    def sentence(self, shouted: str) -> str:
        """Give a title in sentence case; one that is not all in capitals stays as it is."""
        if len(shouted) > _LONGEST_TITLE or not is_shouted(shouted, share=1):
            return shouted
        found = list(_WORD.finditer(shouted))
        written = list(self._written([match.group() for match in found]))
        pieces, last = [], 0
        for match, word in zip(found, written, strict=True):
            pieces += [shouted[last : match.start()], _kept(match, shouted) or word]
            last = match.end()
        return _capitalised("".join((*pieces, shouted[last:])))

    def _written(self, words: list[str]) -> Iterator[str]:
        plain = [folded(word) for word in words]
        index = 0
        while index < len(words):
            phrase = self._longest_phrase(plain[index : index + _LONGEST_PHRASE])
            yield from phrase or (self._single(words[index]),)
            index += len(phrase) or 1

    def _longest_phrase(self, plain: list[str]) -> tuple[str, ...]:
        for length in range(len(plain), 1, -1):
            spellings = Counter(self._spellings(plain[:length]))
            if spellings:
                return spellings.most_common(1)[0][0]
        return ()

    def _spellings(self, plain: list[str]) -> Iterator[tuple[str, ...]]:
        for start in self._places.get(plain[0], [])[:_ENOUGH]:
            words = self._words[start : start + len(plain)]
            shouted = all(word.written.isupper() for word in words)
            if not shouted and [word.folded for word in words] == plain and not any(word.begins for word in words[1:]):
                # A capital that only begins a sentence says nothing about the word.
                first = words[0].written.lower() if words[0].begins else words[0].written
                yield (first, *(word.written for word in words[1:]))

    def _single(self, word: str) -> str:
        forms = {self._words[place].written for place in self._places[folded(word)] if not self._words[place].begins}
        forms = {form for form in forms if len(form) <= _LONGEST_LONE_ACRONYM or not form.isupper()}
        return word.lower() if not forms or word.lower() in forms else max(forms)


def name_case(shouted: str) -> str:
    """Give the name of an institution with a capital on every word but the small ones."""
    if not is_shouted(shouted, share=1):
        return shouted
    return _capitalised(_WORD.sub(lambda match: _kept(match, shouted) or _titled(match.group()), shouted))


def is_shouted(text: str, *, share: float = _SHARE_OF_CAPITALS) -> bool:
    """Say whether a text is written in capitals, wholly or by a share of its letters."""
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(character.isupper() for character in letters) >= share * len(letters)


def _titled(word: str) -> str:
    return word.lower() if _SMALL.fullmatch(word.lower()) else word.capitalize()


def _kept(match: re.Match[str], text: str) -> str:
    """Give the word as it is if it is an acronym: between brackets, with dots inside, or without a vowel."""
    word = match.group()
    bracketed = text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")"
    no_vowel = len(word) > 1 and folded(word) != "y" and not re.search("[aeiou]", folded(word))
    return word if (bracketed and len(word) <= _LONGEST_ACRONYM) or "." in word or no_vowel else ""


def _capitalised(text: str) -> str:
    return re.sub(r"(^\W*|[.?!:]\s+)([^\W\d_])", lambda match: match.group(1) + match.group(2).upper(), text, count=0)


def _words_of(line: str) -> Iterator[_Word]:
    line = re.sub(r"\S*(?:://|www\.|@)\S*", " ", line)
    begins = True
    last = 0
    for match in _WORD.finditer(line):
        begins = begins or bool(re.search("[.?!:;«•●]", line[last : match.start()]))
        yield _Word(folded(match.group()), match.group(), begins)
        begins, last = False, match.end()
