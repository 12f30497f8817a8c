"""Days of birth whose day, month and year stand in columns of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ckanext.socialprograms.guard.column import Column
from ckanext.socialprograms.guard.names import words_of
from ckanext.socialprograms.guard.subject import Subject
from ckanext.socialprograms.guard.values import are_of_births, share

_DAY, _MONTH, _YEAR = frozenset(["dia", "day"]), frozenset(["mes", "month"]), frozenset(["ano", "anio", "year"])
_MOST = 0.6


def day_column(names: Sequence[str], columns: Mapping[int, Column], subject: Subject) -> int | None:
    """Give the column of the days, where columns called day, month and year hold when people were born."""
    called = {words: at for at, name in enumerate(names) if len(words := words_of(name)) == 1 and at in columns}
    day, month, year = (_one(called, words) for words in (_DAY, _MONTH, _YEAR))
    if subject is not Subject.PERSON or day is None or month is None or year is None:
        return None
    told = columns[year].told
    years = [int(value) for value in told if value.isdecimal()]
    return day if share(told, str.isdecimal) > _MOST and are_of_births(years) else None


def _one(called: Mapping[tuple[str, ...], int], words: frozenset[str]) -> int | None:
    return next((at for (word,), at in called.items() if word in words), None)
