"""What a test of a risk signal's rule looks at, and what it may find.

A test that has what it needs gives a ``Found``: the values of the rule's sentence, and the first day on which it is
true, None if it is true whatever the day. So nothing that is stored grows stale at midnight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from ckanext.socialprograms.messages import Message
from ckanext.socialprograms.records.values import Data


@dataclass(frozen=True)
class Known:
    """What the tests may look at: a program's dataset dict, and the year of each evaluation that is linked with it.

    An evaluation whose year nobody has published is None.
    """

    data: Data
    evaluated: Sequence[int | None] = ()


@dataclass(frozen=True)
class Found:
    """That a rule's test is true: the values of its sentence, since when, and whether it speaks of a year."""

    values: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    is_dated: bool = False


class Predicate(Protocol):
    """A test of a kind, with the thresholds that its rule gives."""

    def __call__(self, known: Known) -> Found | None:
        """Test a program."""
        ...

    def how(self) -> Message:
        """Say in a sentence how it is computed."""
        ...


def after(year: int, years: int) -> date:
    """Give the first day on which a year is more than so many years ago, the last day of all where there is none."""
    first = year + years + 1
    return date(first, 1, 1) if date.min.year <= first <= date.max.year else date.max
