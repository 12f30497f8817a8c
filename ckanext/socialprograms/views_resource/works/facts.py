"""What is to be known of all works of a table: how many there are, where, what is wrong, and what can be filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from ckanext.socialprograms.views_resource.works.filters import CHOICES
from ckanext.socialprograms.views_resource.works.grid import Box, around
from ckanext.socialprograms.views_resource.works.points import DRAWN

MOST_CHOICES = 200
Counted = tuple[tuple[str, int], ...]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Facts:
    """The works as a whole: by what is said of their place (``notes``) and by the values of each filter (``choices``).

    ``box`` lies around all that is drawn.
    """

    count: int
    amount: float | None
    notes: Counted
    choices: Mapping[str, Counted]
    box: tuple[int, int, int, int] | None

    @property
    def view(self) -> Box | None:
        """Give the part of the map that shows all works."""
        return around(*self.box) if self.box else None

    def as_json(self) -> dict[str, Any]:
        """Give a form that JSON can hold and ``from_json`` reads back."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Row) -> Facts:
        """Read what ``as_json`` gave."""
        return cls(
            count=kept["count"],
            amount=kept["amount"],
            notes=_pairs(kept["notes"]),
            choices={name: _pairs(pairs) for name, pairs in kept["choices"].items()},
            box=tuple(kept["box"]) if kept["box"] else None,  # type: ignore[arg-type]
        )


def facts_queries(points: sa.FromClause) -> tuple[sa.Select[Any], sa.Select[Any]]:
    """Give the two queries that ``facts`` reads: the whole, and its parts."""
    column = points.c
    whole = sa.select(
        sa.func.count().label("count"),
        sa.func.sum(column.amount).label("amount"),
        sa.func.min(column.x).label("west"),
        sa.func.min(column.y).label("north"),
        sa.func.max(column.x).label("east"),
        sa.func.max(column.y).label("south"),
    ).select_from(points)
    asked = [column.note, *(column[name] for name in CHOICES)]
    parts = sa.select(*asked, sa.func.grouping(*asked).label("grouping"), sa.func.count().label("count")).group_by(
        sa.func.grouping_sets(*(sa.tuple_(one) for one in asked))
    )
    return whole, parts


def facts(whole: Sequence[Row], parts: Sequence[Row]) -> Facts:
    """Read the rows of the two queries."""
    row, names = whole[0], ("note", *CHOICES)
    # A set of one column has every bit of the others.
    all_bits = 2 ** len(names) - 1
    by_name: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
    for part in parts:
        name = next(one for bit, one in enumerate(reversed(names)) if part["grouping"] == all_bits - 2**bit)
        if part[name] is not None and (name, part[name]) != ("note", DRAWN):
            by_name[name].append((part[name], part["count"]))
    return Facts(
        count=row["count"],
        amount=row["amount"],
        notes=tuple(sorted(by_name["note"], key=lambda pair: -pair[1])),
        choices={name: _likeliest(by_name[name], newest=name == "year") for name in CHOICES},
        box=None if row["west"] is None else (row["west"], row["north"], row["east"], row["south"]),
    )


def _likeliest(pairs: list[tuple[str, int]], *, newest: bool) -> Counted:
    most = sorted(pairs, key=lambda pair: -pair[1])[:MOST_CHOICES]
    return tuple(sorted(most, reverse=newest))


def _pairs(kept: Sequence[Sequence[Any]]) -> Counted:
    return tuple((text, number) for text, number in kept)
