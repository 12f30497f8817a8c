"""How a search asks: by the Spanish fields where the index has them, with all the words that matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ckanext.socialprograms.records.values import folded
from ckanext.socialprograms.spanish import lexicon, readiness
from ckanext.socialprograms.spanish.names import BODY, TITLE

_FIELDS = f"{TITLE}^6 {BODY}"
_ALL, _MOST = "100%", "1<-1 4<60%"
_WORDS = re.compile(r"\w+")


def is_plain(params: Mapping[str, Any]) -> bool:
    """Say whether somebody searches by words, and not by fields or in a way of their own."""
    asked = str(params.get("q") or "")
    return ":" not in asked and "qf" not in params and "defType" not in params and bool(_telling(asked))


def in_spanish(params: dict[str, Any]) -> dict[str, Any]:
    """Have a search by words ask the Spanish fields; any other is left as it is, but signs alone ask for nothing."""
    if _is_noise(str(params.get("q") or "")):
        return {**params, "q": "*:*"}
    if not is_plain(params) or not readiness.is_ready():
        return params
    return {**params, "defType": "edismax", "qf": _FIELDS, "tie": "0.1", "mm": params.get("mm", _ALL)}


def relaxed(params: Mapping[str, Any]) -> dict[str, Any]:
    """Give the search for records that have most of the words, where none has all."""
    # Written out, since CKAN asks for all words wherever nothing else is said.
    return {**params, "q": " OR ".join(_telling(str(params["q"]))), "mm": _MOST}


def _telling(asked: str) -> list[str]:
    """Give the words that a search does not pass over."""
    return [word for word in _WORDS.findall(asked) if folded(word) not in lexicon.stop_words()]


def _is_noise(asked: str) -> bool:
    return ":" not in asked and not _WORDS.search(asked)
