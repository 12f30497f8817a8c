"""Which column of a table plays which role in a view, told by the names that people give to columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ckanext.socialprograms.records.values import folded

TEXTS = frozenset({"text", "varchar", "bpchar", "name"})
NUMBERS = frozenset({"int2", "int4", "int8", "int", "numeric", "float4", "float8"})
DATES = frozenset({"date", "timestamp", "timestamptz"})


@dataclass(frozen=True)
class Column:
    """A column: its name in the DataStore, the label that the file had, and its PostgreSQL type."""

    id: str
    label: str
    type: str

    @property
    def is_number(self) -> bool:
        """Say whether it holds numbers and nothing else."""
        return self.type in NUMBERS

    @property
    def is_date(self) -> bool:
        """Say whether it holds dates and nothing else."""
        return self.type in DATES


@dataclass(frozen=True)
class Role:
    """What a column is for; ``labels`` are the names by which people know it, the likeliest first.

    ``types`` are the types that it may have: a number can also be written as text.
    """

    name: str
    title: str
    labels: tuple[str, ...]
    types: frozenset[str] = TEXTS | NUMBERS | DATES


Chosen = Mapping[str, Column]


def detected(roles: Iterable[Role], columns: Sequence[Column]) -> dict[str, Column]:
    """Give the column of each role that has one.

    Labels are compared by their words, without capitals and accents, as those of imported documents are. A column
    that is called exactly as a role goes before one that has a label among its words; none plays two roles.
    """
    found: dict[str, Column] = {}
    roles = tuple(roles)
    for is_like in (_is_called, _has_among_its_words):
        for role in roles:
            free = [one for one in columns if one.type in role.types and one not in found.values()]
            fitting = (one for label in role.labels for one in free if is_like(one, folded(label)))
            if role.name not in found and (column := next(fitting, None)):
                found[role.name] = column
    return found


def lacking(needs: Sequence[Sequence[str]], chosen: Chosen) -> tuple[str, ...]:
    """Give the roles without a column of the set that lacks the fewest, none if one of the sets is complete."""
    return min((tuple(name for name in one if name not in chosen) for one in needs), key=len, default=())


def names(column: Column) -> frozenset[str]:
    """Give the names of a column as they are compared: its label's and the DataStore's."""
    return frozenset(folded(name.replace("_", " ")) for name in (column.label, column.id))


def _is_called(column: Column, label: str) -> bool:
    return label in names(column)


def _has_among_its_words(column: Column, label: str) -> bool:
    return any(f" {label} " in f" {name} " for name in names(column))
