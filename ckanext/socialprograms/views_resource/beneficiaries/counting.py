"""Counts people by territory, sex, age and period: one GROUP BY, whose few values are then read as people mean them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import territory
from ckanext.socialprograms.records.suppression import Group
from ckanext.socialprograms.records.values import folded
from ckanext.socialprograms.views_resource import source as datastore
from ckanext.socialprograms.views_resource.source import Source
from ckanext.socialprograms.views_resource.trouble import Trouble

DIMENSIONS = ("territory", "sex", "age", "period")
UNKNOWN = ""
"""The value of what a row does not say."""
WOMEN, MEN = "women", "men"
_AGES = (6, 12, 18, 30, 45, 60, 75)
_MOST = 200_000
_YEAR = re.compile("(?:19|20)[0-9]{2}")


def dimensions(source: Source) -> tuple[str, ...]:
    """Give the dimensions that a table has."""
    return tuple(name for name in DIMENSIONS if source.has(name))


def counted(source: Source) -> list[Group]:
    """Give people by all dimensions of the table, every value told. Raises Trouble where there are too many."""
    names = dimensions(source)
    found = datastore.columns(query(source))
    if len(found["people"]) > _MOST:
        raise _too_many(source)
    told = zip(*(_read(_reader(name, source), found[name]) for name in names), strict=True)
    sums: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0, 0])
    for values, people, amount in zip(told, found["people"], found["amount"], strict=True):
        own = sums[values]
        own[0] += people or 0
        own[1] += amount or 0
    return [Group(values, int(people), amount) for values, (people, amount) in sums.items()]


def query(source: Source) -> sa.Select[Any]:
    """Give the query that counts: by the values as they are, so that Python reads each only once."""
    by = {name: _grouped(source, name).label(name) for name in dimensions(source)}
    people = sa.func.sum(source.number("people")) if source.has("people") else sa.func.count()
    amount = (
        source.raw("amount") if source.has("amount") and source.columns["amount"].is_number else source.number("amount")
    )
    return (
        sa.select(*by.values(), people.label("people"), sa.cast(sa.func.sum(amount), sa.Double).label("amount"))
        .select_from(source.table)
        .group_by(*by.values())
        .limit(_MOST + 1)
    )


def age_group(number: int) -> str:
    """Give the years from and to of a band of ages by its number: ``6–11``, ``75–``."""
    edges = (0, *_AGES)
    return f"{edges[number]}–{_AGES[number] - 1 if number < len(_AGES) else ''}"


def _grouped(source: Source, name: str) -> sa.ColumnElement[Any]:
    column = source.columns[name]
    if name == "age" and column.is_number:
        return sa.func.width_bucket(
            sa.cast(source.raw(name), sa.Integer),
            sa.cast(sa.literal(list(_AGES), sa.ARRAY(sa.Integer)), sa.ARRAY(sa.Integer)),
        )
    if column.is_date:
        return source.year(name)
    # Bare columns: PostgreSQL knows how many values they have, and so how to count best.
    return source.raw(name)


def _read(reader: Callable[[Iterable[Any]], Mapping[Any, str]], values: Sequence[Any]) -> Iterable[str]:
    """Read each different value once, however often it stands."""
    return map(reader(values).__getitem__, values)


def _reader(name: str, source: Source) -> Callable[[Iterable[Any]], Mapping[Any, str]]:
    if name == "age" and source.columns[name].is_number:
        return lambda values: {value: UNKNOWN if value is None else age_group(value) for value in set(values)}
    return {"territory": _territories, "sex": _sexes, "age": _ages, "period": _periods}[name]


def _territories(values: Iterable[Any]) -> dict[Any, str]:
    """Read municipalities by their codes, and the spellings of one name as one."""
    told = Counter(values)
    names = {value: _place(str(value).strip()) if value is not None else UNKNOWN for value in told}
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for value, name in names.items():
        spellings[folded(name)][name] += told[value]
    return {value: spellings[folded(name)].most_common(1)[0][0] for value, name in names.items()}


def _place(told: str) -> str:
    code = told.removesuffix(".0")
    found = territory.municipality(code.zfill(5)) if code.isdecimal() else None
    return found.name if found else told


def _sexes(values: Iterable[Any]) -> dict[Any, str]:
    """Read the sex as people write it. An M is a woman's beside an H, a man's beside an F."""
    told = {value: folded(str(value)) for value in set(values) if value is not None}
    m_is = MEN if "f" in told.values() and "h" not in told.values() else WOMEN
    known = {
        **dict.fromkeys(("mujer", "mujeres", "femenino", "f", "female", "woman", "women", "nina", "ninas"), WOMEN),
        **dict.fromkeys(("hombre", "hombres", "masculino", "h", "male", "man", "men", "nino", "ninos"), MEN),
        "m": m_is,
        "": UNKNOWN,
    }
    return {None: UNKNOWN, **{value: known.get(word, str(value).strip()) for value, word in told.items()}}


def _ages(values: Iterable[Any]) -> dict[Any, str]:
    """Read ages that are written as text: numbers go into their bands, other words are groups of their own."""
    return {value: _age(str(value or "").strip()) for value in set(values)}


def _age(told: str) -> str:
    years = re.fullmatch(r"([0-9]{1,3})(?:\.0+)?(?: a[ñn]os)?", told)
    return age_group(sum(int(years[1]) >= edge for edge in _AGES)) if years else told


def _periods(values: Iterable[Any]) -> dict[Any, str]:
    return {value: _period(str(value or "").strip()) for value in set(values)}


def _period(told: str) -> str:
    year = _YEAR.search(told)
    return year.group() if year else told


def _too_many(source: Source) -> Trouble:
    columns = ", ".join(source.columns[name].label for name in dimensions(source))
    return Trouble(
        Message(
            N_(
                "The columns {columns} have too many different values to be counted. Choose columns with fewer values"
                " in the view's settings, such as the municipality instead of the address."
            ),
            {"columns": columns},
        )
    )
