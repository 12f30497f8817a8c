"""Counts of people in which nobody can be singled out, nor be computed by taking published numbers from one another.

People are parted into groups that each have at least the smallest size, and every number that is published is a sum of
whole groups: totals, lines, crossings, downloads alike. A smaller set of people is always a part of some group, and
nothing that is published says how that group is made up. So no difference of numbers can give it away, whatever is
subtracted from whatever: what is known as complementary suppression comes with it.

Where few people have many different values, most would end up merged. Then no crossing is published at all, but each
dimension by itself, parted in the same way. That gives nothing away either: let any two people exchange their values in
one dimension, and all of these numbers stay as they are, while the number of any small set of people can be changed so.
Never both: the difference of the two would be the number of those who were merged.

Groups come from parting everyone by one dimension after the other. Where a part is too small, it is merged with the
other small parts beside it; where these are too few together, the smallest of the large ones joins them. What was
merged is not parted any further: it is told only by the dimensions before.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

Values = tuple[str | None, ...]
_WORTH = 0.8
_PEOPLE = attrgetter("people")
LEAST = 5
"""No smallest size below this one: with fewer, the rule itself says how many there must be."""


class Group(NamedTuple):
    """People who are told together; a value that is None is not told: it differs among them."""

    values: Values
    people: int
    amount: float = 0


@dataclass(frozen=True)
class Published:
    """All that is published of some people: groups by all dimensions (``crossed``), or by each of them (``alone``)."""

    crossed: tuple[Group, ...] = ()
    alone: tuple[tuple[Group, ...], ...] = ()

    def by(self, dimension: int) -> dict[str | None, Group]:
        """Give people by one dimension; those of whom it is not told stand under None."""
        told = summed(self.crossed, [dimension]) if self.crossed else summed(self.alone[dimension], [0])
        return {values[0]: group for values, group in told.items()}

    @property
    def everyone(self) -> Group:
        """Give all people."""
        told = self.crossed or self.alone[0]
        return Group((), sum(group.people for group in told), sum(group.amount for group in told))


def published(cells: Sequence[Group], smallest: int) -> Published | None:
    """Give what can be published of people, None if there are fewer than the smallest group."""
    crossed = groups(cells, smallest)
    if not crossed:
        return None
    width, everyone = len(crossed[0].values), sum(group.people for group in crossed)
    least = min(
        sum(group.people for group in crossed if group.values[dimension] is not None) for dimension in range(width)
    )
    if least >= _WORTH * everyone:
        return Published(crossed=crossed)
    each = [list(summed(cells, [dimension]).values()) for dimension in range(width)]
    return Published(alone=tuple(groups(cells_of, smallest) for cells_of in each))


def groups(cells: Sequence[Group], smallest: int) -> tuple[Group, ...]:
    """Part people into groups of at least the smallest size, none if there are fewer people than that.

    ``cells`` have all their values. Which dimension parts first decides what is lost: the order that tells the most is
    taken.
    """
    smallest = max(smallest, LEAST)
    counted = [cell for cell in _summed(cells) if cell.people > 0]
    if sum(cell.people for cell in counted) < smallest:
        return ()
    width = len(counted[0].values)
    everyone: Values = (None,) * width
    best: _Parting | None = None
    for order in _orders(counted, width):
        parting = _Parting(smallest, most=best.lost if best else math.inf)
        parting.part(counted, everyone, order)
        if best is None or parting.lost < best.lost:
            best = parting
    return tuple(best.made) if best else ()


def summed(groups_: Sequence[Group], dimensions: Sequence[int]) -> dict[Values, Group]:
    """Give the sums of groups by some dimensions; what is not told of them stands under None."""
    sums: dict[Values, list[float]] = defaultdict(lambda: [0, 0])
    for group in groups_:
        own = sums[tuple(group.values[dimension] for dimension in dimensions)]
        own[0] += group.people
        own[1] += group.amount
    return {values: Group(values, int(people), amount) for values, (people, amount) in sums.items()}


@dataclass
class _Parting:
    """People parted by one dimension after the other; what was made is of no use once ``most`` is lost.

    ``lost`` is how much is not told: each person by each dimension.
    """

    smallest: int
    most: float
    made: list[Group] = field(default_factory=list)
    lost: int = 0

    def part(self, cells: Sequence[Group], told: Values, order: Sequence[int]) -> None:
        """Part people who share what is told of them, enough of them, by the next dimension of the order."""
        if self.lost >= self.most:
            return
        if min(map(_PEOPLE, cells)) >= self.smallest:
            self.made += cells  # whatever they are parted by, no part is too small
            return
        dimension, *later = order
        parts: dict[str | None, list[Group]] = defaultdict(list)
        for cell in cells:
            parts[cell.values[dimension]].append(cell)
        merged = _merged({value: _people(part) for value, part in parts.items()}, self.smallest)
        if len(merged) == len(parts):
            self._merge(cells, told)
            return
        if merged:
            self._merge([cell for value in merged for cell in parts.pop(value)], told)
        if not later:
            self.made += (cell for part in parts.values() for cell in part)
            return
        for value, part in parts.items():
            self.part(part, (*told[:dimension], value, *told[dimension + 1 :]), later)

    def _merge(self, cells: Sequence[Group], told: Values) -> None:
        people = _people(cells)
        self.made.append(Group(told, people, sum(cell.amount for cell in cells)))
        self.lost += people * told.count(None)


def _merged(sizes: Mapping[str | None, int], smallest: int) -> list[str | None]:
    """Give the parts that are too small, with the smallest of the large ones where these are too few together."""
    if min(sizes.values()) >= smallest:
        return []
    by_size = sorted(sizes, key=lambda value: (sizes[value], str(value)))
    small = sum(size < smallest for size in sizes.values())
    together = sum(sizes[value] for value in by_size[:small])
    while together < smallest and small < len(by_size):
        together += sizes[by_size[small]]
        small += 1
    return by_size[:small]


def _orders(cells: Sequence[Group], width: int) -> list[tuple[int, ...]]:
    """Give orders to try: each dimension first, the others by how few values they have."""
    by_values = sorted(range(width), key=lambda dimension: len({cell.values[dimension] for cell in cells}))
    return [(first, *(other for other in by_values if other != first)) for first in range(width)] or [()]


def _summed(cells: Sequence[Group]) -> list[Group]:
    if len({cell.values for cell in cells}) == len(cells):
        return list(cells)
    return list(summed(cells, range(len(cells[0].values))).values())


def _people(cells: Sequence[Group]) -> int:
    return sum(map(_PEOPLE, cells))
