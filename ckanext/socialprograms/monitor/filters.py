"""What a reader asks the board about: which plan, agency, theme, goal, year and type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

import sqlalchemy as sa

from ckanext.socialprograms.monitor.facts import SDG_GOALS
from ckanext.socialprograms.monitor.tables import TYPES

NONE = "-"
"""The value of a filter that asks for records without one; nothing real is called so."""


@dataclass(frozen=True)
class Filters:
    """Each filter as it stands in the address; an empty one leaves all records in."""

    type: str = ""
    plan: str = ""
    agency: str = ""
    theme: str = ""
    sdg: str = ""
    year: str = ""

    @classmethod
    def read(cls, arguments: Mapping[str, str]) -> Filters:
        """Read the filters of an address; a value that none could have is left out."""
        given = {one.name: arguments.get(one.name, "").strip().replace("\0", "") for one in fields(cls)}
        return cls(**{name: value for name, value in given.items() if could_be(name, value)})

    @property
    def chosen(self) -> dict[str, str]:
        """Give those that were chosen."""
        return {name: value for name, value in asdict(self).items() if value}

    def having(self, name: str, value: str) -> Filters:
        """Give the same filters with one of them changed."""
        return replace(self, **{name: value})

    def conditions(self, visible: sa.FromClause) -> list[sa.ColumnElement[bool]]:
        """Give the conditions on the records that can be seen (``visible.records``)."""
        column = visible.c
        return [
            *([column.type == self.type] if self.type else []),
            *([column.plan == _stored(self.plan)] if self.plan else []),
            *([column.theme == _stored(self.theme)] if self.theme else []),
            *([column.agency == _stored(self.agency)] if self.agency else []),
            *([_holds(column.goals, self.sdg)] if self.sdg else []),
            *([_holds(column.years, self.year)] if self.year else []),
        ]


def could_be(name: str, value: str) -> bool:
    """Say whether a filter can have a value."""
    if value == NONE:
        return name != "type"
    if name == "type":
        return value in TYPES
    if name == "sdg":
        return bool(re.fullmatch("[0-9]{1,2}", value)) and int(value) in SDG_GOALS
    if name == "year":
        return bool(re.fullmatch("[0-9]{4}", value))
    return True


def _stored(value: str) -> str:
    return "" if value == NONE else value


def _holds(column: sa.ColumnElement[list[int]], value: str) -> sa.ColumnElement[bool]:
    if value == NONE:
        return sa.func.cardinality(column) == 0
    return sa.literal(int(value), sa.Integer) == sa.any_(column)
