"""Where a day stands between two others, in percent, and how months are counted on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Axis:
    """The days from ``first`` to ``last``, where 0 and 100 percent are."""

    first: date
    last: date

    @classmethod
    def around(cls, days: Collection[date]) -> Axis:
        """Give the whole months that have all these days in them."""
        return cls(min(days).replace(day=1), month_after(max(days)))

    def x(self, day: date) -> float:
        """Give where a day stands; outside of the axis it is less than 0 or more than 100."""
        return round((day - self.first).days * 100 / max((self.last - self.first).days, 1), 2)

    def has(self, day: date) -> bool:
        """Say whether a day is on the axis."""
        return self.first <= day <= self.last

    @property
    def months(self) -> int:
        """Give how many months lie between its first and its last."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month


def add_months(first: date, months: int) -> date:
    """Give the first day of a month that many months on, or the last day of all where there is none."""
    years, month = divmod(first.month - 1 + months, 12)
    if first.year + years > date.max.year:
        return date.max
    return first.replace(year=first.year + years, month=month + 1)


def month_after(day: date) -> date:
    """Give the first day of the next month, or the last day of all where there is none."""
    if (day.year, day.month) == (date.max.year, 12):
        return date.max
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
