"""Reads the goals and targets of the 2030 Agenda that a text names."""

from __future__ import annotations

import re

_TARGET = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2}|[a-d])(?![\w]|\.\d)", re.IGNORECASE)
_TARGET_WITHOUT_POINT = re.compile(r"(?<![\w.])(\d{1,2})([a-d])(?!\w)", re.IGNORECASE)
_GOAL = re.compile(r"\b(?:objetivos?|ODS|goals?)\s*:?\s*(?:No\.?\s*)?(\d{1,2})\b", re.IGNORECASE)
_GOALS = 17


def read_targets(text: str) -> tuple[str, ...]:
    """Give the targets that a text names, as ``16.6`` or ``5.b``; its goals, as ``16``, where it names no target."""
    found = sorted(
        (match.start(), f"{int(match[1])}.{match[2].lower()}")
        for pattern in (_TARGET, _TARGET_WITHOUT_POINT)
        for match in pattern.finditer(text)
        if 1 <= int(match[1]) <= _GOALS
    )
    goals = (str(int(match[1])) for match in _GOAL.finditer(text) if 1 <= int(match[1]) <= _GOALS)
    return tuple(dict.fromkeys(target for _, target in found) or dict.fromkeys(goals))
