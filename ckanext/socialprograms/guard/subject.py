"""Whose rows a table has: people, or offices, works and programs, whose addresses and telephones are public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from ckanext.socialprograms.guard.column import Column
from ckanext.socialprograms.guard.kinds import CURP, VOTER_KEY
from ckanext.socialprograms.guard.names import dictionary, roles_of, words_of
from ckanext.socialprograms.guard.values import is_name, is_number, share

_HALF = 0.5
_IDENTIFIED = 0.2
_MOST = 0.8
_SOME = 0.33


class Subject(Enum):
    """What a row stands for."""

    PERSON = "person"
    THING = "thing"
    UNKNOWN = "unknown"


def subject_of(names: Sequence[str], columns: Mapping[int, Column]) -> Subject:
    """Tell from the names of a table's columns, and from how its rows are called.

    A list of public servants or of contractors names people too, though not their age, and their contacts are public.
    """
    roles = [roles_of(name) for name in names]
    has = frozenset().union(*roles)
    called = [columns[at] for at, role in enumerate(roles) if "name" in role and at in columns]
    persons = [columns[at] for at, role in enumerate(roles) if "person" in role and at in columns]
    beneficiaries = [columns[at] for at, role in enumerate(roles) if "beneficiary" in role and at in columns]
    counted = [columns[at] for at, role in enumerate(roles) if "count" in role and at in columns]
    is_named = not has.isdisjoint(("name", "surname"))
    are_sums = any(map(_holds_numbers, counted)) and not is_named
    signs = (
        (Subject.PERSON, is_named and "age" in has),
        (Subject.PERSON, any(map(_holds_ids, columns.values()))),
        (Subject.PERSON, any(map(_names_given, beneficiaries))),
        (Subject.THING, "official" in has),
        (Subject.PERSON, any(map(_names_given, persons))),
        (Subject.THING, any(map(_names_things, called))),
        (Subject.PERSON, "surname" in has or (is_named and "sex" in has)),
        (Subject.THING, "thing" in has),
        (Subject.PERSON, any(map(_names_people, called))),
        (Subject.PERSON, any(not _holds_numbers(column) for column in persons)),
        (Subject.PERSON, {"sex", "age"} <= has and not are_sums),
    )
    return next((subject for subject, is_so in signs if is_so), Subject.UNKNOWN)


def is_office(name: str) -> bool:
    """Tell whether a column is called as one of an office's is."""
    return "office" in roles_of(name)


def is_home(name: str) -> bool:
    """Tell whether a column is called as one of a person's own is."""
    return "home" in roles_of(name) and not is_office(name)


def _holds_numbers(column: Column) -> bool:
    """Tell whether most values are but numbers: sums, or the numbers of rows."""
    return share(column.told, is_number) > _HALF


def _holds_ids(column: Column) -> bool:
    """Tell whether one row in five has an identifier that only people have."""
    return column.filled > 0 and (column.hits[CURP] + column.hits[VOTER_KEY]) > _IDENTIFIED * column.filled


def _names_people(column: Column) -> bool:
    """Tell whether nearly all rows are called by two names or more and a surname, or by a common name and a surname."""
    return share(column.told, lambda value: is_name(value) and (value.count(" ") > 1 or _is_given(value))) > _MOST


def _names_given(column: Column) -> bool:
    """Tell whether nearly all rows may be called as people are, and a third begin with a common given name."""
    return share(column.told, is_name) > _MOST and share(column.told, _is_given) > _SOME


def _is_given(value: str) -> bool:
    return next(iter(words_of(value)), "") in dictionary().given_names


def _names_things(column: Column) -> bool:
    """Tell whether half of the rows are called as places and programs are."""
    told = column.told
    first = [next(iter(words_of(value)), "") for value in told]
    return bool(told) and sum(word in dictionary().things for word in first) > _HALF * len(told)
