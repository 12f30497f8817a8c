"""What somebody meant who wrote a word wrongly: the likeliest word of those that the public records use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import log10

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ckanext.socialprograms.records.values import folded

Words = Mapping[str, int]
"""Words as they are written, in small letters, with the number of records that use them."""
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
_TOLERANT_FROM = 6
_CANDIDATES = 20
# What a likely word costs: the letters that differ, less for the same sound, less for a word that many records use.
_SAME_SOUND = 0.5
_FAMILIAR = 0.35
# What sounds alike in Mexican Spanish is what people mix up, whatever the number of letters.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ch", "C"), (r"h", ""), (r"v|w", "b"), (r"ll", "y"), (r"qu(?=[ei])|k|c(?![ei])", "k"),
        (r"z|c(?=[ei])|x", "s"), (r"g(?=[ei])", "j"), (r"gu(?=[ei])", "g"), (r"(.)\1", r"\1"),
    )
)  # fmt: skip


class Corrector:
    """Corrects what is asked for by the words that the records use."""

    def __init__(self, words: Words) -> None:
        self._written: dict[str, tuple[str, int]] = {}
        for word, count in words.items():
            plain = folded(word)
            if len(plain) >= _SHORTEST and count > self._written.get(plain, ("", 0))[1]:
                self._written[plain] = (word, count)
        self._known = list(self._written)

    def corrected(self, asked: str) -> str | None:
        """Give a text with its unknown words replaced by the likeliest known ones, nothing if there are none.

        What stands in quotes is meant as it is written.
        """
        if '"' in asked:
            return None
        found = _WORD.sub(lambda match: self._likeliest(match.group()), asked)
        return found if folded(found) != folded(asked) else None

    def _likeliest(self, word: str) -> str:
        plain = folded(word)
        if len(plain) < _SHORTEST or plain in self._written:
            return word
        found = min(self._candidates(plain), default=None)
        return found[-1] if found else word

    def _candidates(self, plain: str) -> Iterator[tuple[float, str]]:
        most = 1 if len(plain) < _TOLERANT_FROM else 2
        sound = _sound(plain)
        near = process.extract(plain, self._known, scorer=OSA.distance, score_cutoff=most, limit=_CANDIDATES)
        for word, distance, _index in near:
            written, count = self._written[word]
            cost = _SAME_SOUND if _sound(word) == sound else distance
            yield cost - _FAMILIAR * log10(count), written


@lru_cache(maxsize=4096)
def _sound(plain: str) -> str:
    for pattern, sound in _SOUNDS:
        plain = pattern.sub(sound, plain)
    return plain
