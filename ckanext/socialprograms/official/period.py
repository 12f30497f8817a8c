"""The periods for which the transparency law asks for information: quarters, or whole years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"(20\d\d)(?:-T?([1-4]))?")
_MONTHS = 3
_LAST_QUARTER = 4


@dataclass(frozen=True, order=True)
class Period:
    """A quarter of a year, or a whole one where ``quarter`` is 0."""

    year: int
    quarter: int = 0

    @classmethod
    def read(cls, written: str) -> Period | None:
        """Read ``2026-3`` or ``2026``, None if it is no period."""
        found = _WRITTEN.fullmatch(written.strip())
        return cls(int(found[1]), int(found[2] or 0)) if found else None

    @classmethod
    def last_before(cls, day: date) -> Period:
        """Give the quarter that ended last: what has to be reported on that day."""
        quarter = (day.month - 1) // _MONTHS
        return cls(day.year, quarter) if quarter else cls(day.year - 1, _LAST_QUARTER)

    @property
    def start(self) -> date:
        """Give its first day."""
        return date(self.year, (self.quarter - 1) * _MONTHS + 1 if self.quarter else 1, 1)

    @property
    def end(self) -> date:
        """Give its last day."""
        month = self.quarter * _MONTHS or 12
        after = date(self.year + 1, 1, 1) if month == 12 else date(self.year, month + 1, 1)  # noqa: PLR2004 (December)
        return after - timedelta(days=1)

    @property
    def whole_year(self) -> Period:
        """Give the year that it is in."""
        return Period(self.year)

    def __str__(self) -> str:
        return f"{self.year}-{self.quarter}" if self.quarter else str(self.year)
