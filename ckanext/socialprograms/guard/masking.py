"""Values as they may be shown: enough to be recognised by those who have the file, too little for anybody else."""

from __future__ import annotations

import re

_DOT = "•"
_LONGEST = 24
_MANY = re.compile(f"{_DOT}{{5,}}")
_LETTER = re.compile(r"[^\W_]")


def masked(value: str) -> str:
    """Give a value with its first letter or digit, its signs, and nothing else."""
    shown = " ".join(value.split())
    first = _LETTER.search(shown)
    if not first:
        return ""
    rest = _LETTER.sub(_DOT, shown[first.end() :])
    return f"{shown[: first.end()]}{_MANY.sub(_DOT * 4, rest)}"[:_LONGEST]
