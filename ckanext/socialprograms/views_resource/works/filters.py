"""What a reader asks of the works: their state, program, year, and the least and most that they cost."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

import sqlalchemy as sa

CHOICES = ("state", "program", "year")
"""The filters that are chosen from a list."""


@dataclass(frozen=True)
class Filters:
    """Each filter as it stands in the address; an empty one leaves all works in."""

    state: str = ""
    program: str = ""
    year: str = ""
    least: str = ""
    most: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Filters:
        """Read the filters of an address; an amount that is no number is left out."""
        given = {one.name: asked.get(one.name, "").strip().replace("\0", "")[:200] for one in fields(cls)}
        amounts = {name: given[name] if _amount(given[name]) is not None else "" for name in ("least", "most")}
        return cls(**{**given, **amounts})

    @property
    def chosen(self) -> dict[str, str]:
        """Give those that were chosen."""
        return {name: value for name, value in asdict(self).items() if value}

    def conditions(self, points: sa.FromClause) -> list[sa.ColumnElement[bool]]:
        """Give the conditions on works."""
        column = points.c
        least, most = _amount(self.least), _amount(self.most)
        return [
            *(column[name] == value for name in CHOICES if (value := getattr(self, name))),
            *([column.amount >= least] if least is not None else []),
            *([column.amount <= most] if most is not None else []),
        ]


def _amount(text: str) -> Any:
    try:
        number = float(text.replace(",", "").replace("$", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
