"""No small set of people can be told, nor computed from all that is told."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from ckanext.socialprograms.records.suppression import Group, groups, published, summed

VALUES = (("León", "Irapuato", "Xichú"), ("Mujeres", "Hombres"), ("2020", "2021", "2022"))
CELLS = st.dictionaries(st.tuples(*map(st.sampled_from, VALUES)), st.integers(0, 40), max_size=18).map(
    lambda told: [Group(values, people, people * 100.0) for values, people in told.items()]
)
SMALLEST = st.integers(5, 12)


def within(cell: Group, values) -> bool:
    return all(value is None or value == own for own, value in zip(cell.values, values, strict=True))


def regions():
    """Give every set of people that a table could have a number for: by any value of any dimensions."""
    return product(*((None, *values) for values in VALUES))


def numbers(told):
    """Give every number that a reader can see: all sums by all choices of dimensions, with who is in each."""
    for size in range(len(VALUES) + 1):
        for dimensions in combinations(range(len(VALUES)), size):
            for values, group in summed(told, dimensions).items():
                yield dimensions, values, group.people


def members(cells, told):
    """Give for each cell with people the group that it went into, by redoing what a reader could redo."""
    found = {}
    for cell in cells:
        if cell.people:
            fitting = [group for group in told if within(cell, group.values)]
            found[cell.values] = max(fitting, key=lambda group: sum(value is not None for value in group.values)).values
    return found


@given(CELLS, SMALLEST)
def test_every_number_that_is_told_is_of_enough_people(cells, smallest):
    told = groups(cells, smallest)
    assert all(people >= smallest for _, _, people in numbers(told))


@given(CELLS, SMALLEST)
def test_everyone_is_counted_once_or_nobody_at_all(cells, smallest):
    told, everyone = groups(cells, smallest), sum(cell.people for cell in cells)
    assert sum(group.people for group in told) == (everyone if everyone >= smallest else 0)
    assert sum(group.amount for group in told) == 100 * sum(group.people for group in told)
    assert len({group.values for group in told}) == len(told)


@given(CELLS, SMALLEST)
def test_what_is_told_of_a_group_is_true_of_everyone_in_it(cells, smallest):
    for group in groups(cells, smallest):
        assert group.people <= sum(cell.people for cell in cells if within(cell, group.values))


@given(CELLS, SMALLEST)
def test_no_small_number_can_be_computed_from_all_that_is_told(cells, smallest):
    """Linear algebra: the numbers of cells are unknown, each published number is an equation over them."""
    told = groups(cells, smallest)
    if not told:
        return
    # At worst, a reader knows from elsewhere in which cells there is anyone, and which cells a group is made of.
    group_of = members(cells, told)
    unknown = sorted(group_of)
    for group in told:
        assert group.people == sum(cell.people for cell in cells if group_of.get(cell.values) == group.values)
    equations = [[Fraction(group_of[values] == group.values) for values in unknown] for group in told]
    rank = rank_of(equations)
    for region in regions():
        people = sum(cell.people for cell in cells if within(cell, region))
        if 0 < people < smallest:
            asked = [Fraction(within(Group(values, 0), region)) for values in unknown]
            assert rank_of([*equations, asked]) > rank, region


@given(CELLS, SMALLEST)
def test_no_small_number_can_be_computed_from_each_dimension_alone(cells, smallest):
    told = published(cells, smallest)
    if told is None or told.crossed:
        return
    grid = list(product(*VALUES))
    equations = []
    for dimension, own in enumerate(told.alone):
        named = {group.values[0] for group in own}
        for group in own:
            assert group.people >= smallest
            equations.append([Fraction(is_in(values[dimension], group.values[0], named)) for values in grid])
    rank = rank_of(equations)
    for region in regions():
        people = sum(cell.people for cell in cells if within(cell, region))
        if 0 < people < smallest:
            asked = [Fraction(within(Group(values, 0), region)) for values in grid]
            assert rank_of([*equations, asked]) > rank, region


@given(CELLS, SMALLEST)
def test_crossings_and_dimensions_alone_are_never_published_together(cells, smallest):
    told = published(cells, smallest)
    assert told is None or bool(told.crossed) != bool(told.alone)
    if told:
        everyone = sum(cell.people for cell in cells)
        assert all(sum(one.people for one in told.by(number).values()) == everyone for number in range(len(VALUES)))
        assert told.everyone.people == everyone


def is_in(value, group, named):
    return value == group if group is not None else value not in named


def test_few_people_with_many_values_are_told_by_each_dimension_alone():
    cells = [Group(values, 6) for values in product(*VALUES)]
    told = published(cells, 10)
    assert told
    assert not told.crossed
    assert {value: group.people for value, group in told.by(1).items()} == {"Mujeres": 54, "Hombres": 54}
    assert {value: group.people for value, group in told.by(0).items()} == {"León": 36, "Irapuato": 36, "Xichú": 36}


def rank_of(rows):
    rows, rank = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((number for number in range(rank, len(rows)) if rows[number][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for number in range(rank + 1, len(rows)):
            if factor := rows[number][column] / rows[rank][column]:
                rows[number] = [one - factor * other for one, other in zip(rows[number], rows[rank], strict=True)]
        rank += 1
    return rank


def test_a_small_part_takes_another_one_with_it_so_that_nobody_can_subtract():
    told = groups([Group(("Mujeres",), 95), Group(("Hombres",), 3), Group(("No binarias",), 40)], 10)
    assert {(group.values, group.people) for group in told} == {(("Mujeres",), 95), ((None,), 43)}


def test_small_parts_are_merged_with_each_other_first():
    told = groups([Group(("A",), 50), Group(("B",), 6), Group(("C",), 7)], 10)
    assert {(group.values, group.people) for group in told} == {(("A",), 50), ((None,), 13)}


def test_too_few_people_are_not_told_at_all():
    assert groups([Group(("A",), 4), Group(("B",), 5)], 10) == ()
    assert groups([], 10) == ()


def test_large_parts_are_all_told():
    cells = [Group(values, 20) for values in product(*VALUES)]
    assert {group.values for group in groups(cells, 10)} == {cell.values for cell in cells}


def test_the_smallest_size_is_never_less_than_five():
    assert groups([Group(("A",), 4), Group(("B",), 50)], 1) == (Group((None,), 54, 0),)
