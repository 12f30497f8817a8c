"""What a reader asks of the works: their state, program, year, and about how much they cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

import sqlalchemy as sa

from ckanext.socialprograms.messages import N_

CHOICES = ("state", "program", "year", "band")
"""The filters; each is chosen from a list."""
BANDS = (
    ("1", 100_000, N_("Less than $100,000")),
    ("2", 1_000_000, N_("$100,000 to $1 million")),
    ("3", 10_000_000, N_("$1 million to $10 million")),
    ("4", None, N_("$10 million or more")),
)
"""Bands of amounts: their key, below which amount they end, and their name."""


@dataclass(frozen=True)
class Filters:
    """Each filter as it stands in the address; an empty one leaves all works in."""

    state: str = ""
    program: str = ""
    year: str = ""
    band: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Filters:
        """Read the filters of an address."""
        return cls(**{one.name: asked.get(one.name, "").strip().replace("\0", "")[:200] for one in fields(cls)})

    @property
    def chosen(self) -> dict[str, str]:
        """Give those that were chosen."""
        return {name: value for name, value in asdict(self).items() if value}

    def conditions(self, points: sa.FromClause) -> list[sa.ColumnElement[bool]]:
        """Give the conditions on works."""
        return [points.c[name] == value for name, value in self.chosen.items()]


def band(amount: sa.ColumnElement[float | None]) -> sa.ColumnElement[str | None]:
    """Give the SQL of the band of an amount, NULL where there is none."""
    *below, (last, _, _) = BANDS
    return sa.case((amount.is_(None), sa.null()), *((amount < end, key) for key, end, _name in below), else_=last)
