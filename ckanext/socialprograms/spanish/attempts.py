"""What a search that found nothing tries next: words written rightly, then most of the words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.spanish import query, readiness, vocabulary

Params = dict[str, Any]
Search = Callable[[Params], dict[str, Any]]


@dataclass(frozen=True)
class Attempt:
    """How a search was asked in the end: its words, whether they were corrected, whether all of them count."""

    asked: str
    words: str
    all_words: bool = True

    @property
    def is_corrected(self) -> bool:
        """Say whether words were corrected."""
        return self.words != self.asked


def found(search: Search, params: Params) -> tuple[dict[str, Any], Attempt | None]:
    """Search, and search again where nothing was found; give what was found, and how, if not as it was asked."""
    results = search(dict(params))
    if results["count"] or not query.is_plain(params) or not readiness.is_ready():
        return results, None
    for attempt in _attempts(str(params["q"])):
        again = {**params, "q": attempt.words}
        others = search(again if attempt.all_words else query.relaxed(again))
        if others["count"]:
            return others, attempt
    return results, None


def _attempts(asked: str) -> Iterator[Attempt]:
    corrected = vocabulary.corrector().corrected(asked)
    if corrected:
        yield Attempt(asked, corrected)
    if len(asked.split()) > 1:
        yield Attempt(asked, corrected or asked, all_words=False)
