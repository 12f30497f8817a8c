"""The goals and targets of the 2030 Agenda, by the official list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources


def exists(number: str) -> bool:
    """Say whether a number such as ``16.6``, ``5.b`` or ``16`` is a target or a goal of the official list."""
    return number in _titles()


def title(number: str, language: str = "es") -> str:
    """Give the title of a target, the short name of a goal, in Spanish or English; empty if there is none."""
    titles = _titles().get(number, {})
    return titles.get(language) or titles.get("en", "")


def goal_of(number: str) -> str:
    """Give the goal that a target belongs to; a goal's is itself."""
    return number.partition(".")[0]


@lru_cache
def _titles() -> Mapping[str, Mapping[str, str]]:
    file = resources.files("ckanext.socialprograms").joinpath("catalogues/sdg.json")
    return json.loads(file.read_text("utf-8"))
