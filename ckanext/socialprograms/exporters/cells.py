"""What a cell of a workbook can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_IN_A_CELL = 32_767
_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def readable(text: str) -> str:
    """Give a text without the signs that XML forbids."""
    return _FORBIDDEN_IN_XML.sub("", text)


def fitting(text: str) -> str:
    """Give a text as a cell can hold it: without what XML forbids, and as much of it as there is room for."""
    return readable(text)[:MOST_IN_A_CELL]


def pieces_that_fit(text: str, most: int = MOST_IN_A_CELL) -> Iterator[str]:
    """Part a text into pieces that a cell holds, after a line where there is one."""
    while len(text) > most:
        end = text.rfind("\n", 1, most + 1)
        yield text[: end if end > 0 else most]
        text = text[end + 1 if end > 0 else most :]
    yield text
