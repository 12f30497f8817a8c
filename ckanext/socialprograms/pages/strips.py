"""A small chart of one number over many runs: bars of equal width, the newest at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 10, 40
"""Units of the drawing for a bar with its gap, and for the highest."""
_FEWEST = 12
_LEAST = 2


@dataclass(frozen=True)
class Bar:
    """A bar, ``x`` from the left and ``height`` high; of the run in this place."""

    place: int
    x: int
    height: float
    value: int


@dataclass(frozen=True)
class Strip:
    """The bars of a number, with its last value and the highest there was."""

    bars: tuple[Bar, ...]
    width: int
    last: int | None
    most: int

    @property
    def height(self) -> int:
        """Give how high the drawing is."""
        return HEIGHT


def strip(values: Sequence[int | None]) -> Strip:
    """Draw a number, oldest first; where it is not known there is no bar, and where it is anything, one can be seen."""
    most = max((value for value in values if value), default=0)
    slots = max(len(values), _FEWEST)
    first = slots - len(values)
    bars = tuple(
        Bar(place, (first + place) * WIDTH, max(round(HEIGHT * value / most, 1), _LEAST), value)
        for place, value in enumerate(values)
        if value
    )
    return Strip(bars, slots * WIDTH, values[-1] if values else None, most)
