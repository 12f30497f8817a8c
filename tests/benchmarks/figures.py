"""A figure of a benchmark: ours beside a peer's in the same run, and whether it meets its target."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """``ours`` and ``peer`` in ``unit``; ``target`` is the highest ratio that is accepted, None if there is none."""

    name: str
    ours: float
    peer: float
    unit: str
    target: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.peer

    @property
    def is_met(self) -> bool:
        return self.target is None or self.ratio <= self.target

    def __str__(self) -> str:
        target = "" if self.target is None else f"  target {self.target:g}  {'met' if self.is_met else 'NOT MET'}"
        return f"{self.name}: ours {self.ours:.1f} {self.unit}, peer {self.peer:.1f} {self.unit}, ratio {self.ratio:.2f}{target}"


def medians(*calls: Callable[[], object], times: int = 15) -> list[float]:
    """Give the median milliseconds of each call; they take turns, so that a busy moment hits all of them."""
    taken: list[list[float]] = [[] for _ in calls]
    for call in calls:
        call()
    for _ in range(times):
        for own, call in zip(taken, calls, strict=True):
            start = time.perf_counter()
            call()
            own.append((time.perf_counter() - start) * 1000)
    return [statistics.median(own) for own in taken]
