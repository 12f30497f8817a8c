"""The beneficiaries view: who received how much, by territory, sex, age and period, in groups that give nobody away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.socialprograms import config
from ckanext.socialprograms.exporters.column import Column, Kind, said
from ckanext.socialprograms.exporters.table import Table
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.suppression import Group, Published, published, summed
from ckanext.socialprograms.views_resource import trouble
from ckanext.socialprograms.views_resource.beneficiaries.counting import MEN, UNKNOWN, WOMEN, counted, dimensions
from ckanext.socialprograms.views_resource.charts import Chart
from ckanext.socialprograms.views_resource.kind import Asked
from ckanext.socialprograms.views_resource.kind import Kind as ViewKind
from ckanext.socialprograms.views_resource.opened import Opened
from ckanext.socialprograms.views_resource.roles import DATES, NUMBERS, TEXTS, Role
from ckanext.socialprograms.views_resource.source import Source

MOST_LINES = 100
_CHARTED = 30
ROLES = (
    Role(
        "territory",
        N_("Territory"),
        (
            "municipio",
            "clave municipio",
            "cve mun",
            "localidad",
            "unidad territorial",
            "región",
            "estado",
            "entidad",
            "municipality",
            "territory",
        ),
        TEXTS | NUMBERS,
    ),
    Role("sex", N_("Sex"), ("sexo", "género", "sex", "gender"), TEXTS),
    Role(
        "age",
        N_("Age group"),
        ("edad", "grupo de edad", "rango de edad", "grupo etario", "age", "age group"),
        TEXTS | NUMBERS,
    ),
    Role(
        "period",
        N_("Period"),
        ("ejercicio", "año", "periodo", "fecha de entrega", "fecha", "year", "period", "date"),
        TEXTS | NUMBERS | DATES,
    ),
    Role(
        "people",
        N_("Number of people, where a row stands for several"),
        (
            "beneficiarios",
            "número de beneficiarios",
            "personas beneficiarias",
            "total de beneficiarios",
            "número de personas",
            "personas",
            "beneficiaries",
        ),
        NUMBERS,
    ),
    Role(
        "amount",
        N_("Amount"),
        ("monto", "monto del apoyo", "apoyo", "importe", "monto recurso", "amount"),
        TEXTS | NUMBERS,
    ),
)
TITLES = {role.name: role.title for role in ROLES}
COLUMNS = (
    Column("territory", TITLES["territory"], N_("Where the people live or received the support.")),
    Column("sex", TITLES["sex"], N_("Women, men, or another word of the file.")),
    Column("age", TITLES["age"], N_("From which age to which, in years.")),
    Column("period", TITLES["period"], N_("The year or period in which they received it.")),
    Column(
        "people",
        N_("People"),
        N_("How many people are in the group; groups so small that somebody could be recognised are put together."),
        Kind.COUNT,
    ),
    Column("amount", TITLES["amount"], N_("What all of them received together."), Kind.MONEY),
)
_SEXES = {WOMEN: N_("Women"), MEN: N_("Men")}


@dataclass(frozen=True)
class Line:
    """A line of the table: its name, its people in each column, and all of them with what they received."""

    name: str
    people: Sequence[int | None]
    total: Group


def content(view: Opened, asked: Asked) -> dict[str, Any]:
    """Give what the page shows: people by one dimension and, across, by another."""
    told, names = _published(view.source.state.version, config.smallest_group(), view.source), dimensions(view.source)
    rows = asked.get("rows", "") if asked.get("rows", "") in names else names[0]
    across = [name for name in names if name != rows] if told.crossed else []
    columns = asked.get("columns", "") if asked.get("columns", "-") in ("", *across) else (across or [""])[0]
    by_row = told.by(names.index(rows))
    crossed = summed(told.crossed, [names.index(rows), names.index(columns)]) if columns else {}
    heads = _ordered({values[1] for values in crossed}, columns)
    order = _ordered(by_row, rows, {value: one.people for value, one in by_row.items()})
    lines = [
        Line(
            label(rows, value),
            [crossed[value, head].people if (value, head) in crossed else None for head in heads],
            by_row[value],
        )
        for value in order
    ]
    return {
        "names": names,
        "titles": TITLES,
        "rows": rows,
        "columns": columns,
        "heads": [label(columns, head) for head in heads],
        "lines": lines[:MOST_LINES],
        "count": len(lines),
        "everyone": told.everyone,
        "is_crossed": bool(told.crossed),
        "across": across,
        "has_amount": view.source.has("amount"),
        "smallest": config.smallest_group(),
        "chart": _chart(rows, columns, heads, order, lines).for_page,
    }


def table(view: Opened, asked: Asked) -> Table:
    """Give the groups, all that is published of the people: every number of the view is a sum of them."""
    del asked  # another cut of the same people would be one more to subtract
    names = dimensions(view.source)
    told = _published(view.source.state.version, config.smallest_group(), view.source)
    amount = view.source.has("amount")
    held = {*names, "people", *(["amount"] if amount else [])}
    return Table(
        name="beneficiaries",
        title=view.title,
        columns=said((one for one in COLUMNS if one.key in held), tk._),
        rows=[
            (*values, one.people, *([round(one.amount, 2)] if amount else [])) for values, one in _lines(told, names)
        ],
        about={"smallest_group": str(config.smallest_group())},
    )


def _lines(told: Published, names: Sequence[str]) -> list[tuple[tuple[str, ...], Group]]:
    """Give the groups with the names of their values; a dimension by which a line is not parted has all."""
    if told.crossed:
        columns = zip(names, zip(*(one.values for one in told.crossed), strict=True), strict=True)
        named = list(zip(zip(*(_labels(*column) for column in columns), strict=True), told.crossed, strict=True))
    else:
        everything = tuple(str(tk._("All")) for _ in names)
        named = [
            ((*everything[:number], label(name, one.values[0]), *everything[number + 1 :]), one)
            for number, name in enumerate(names)
            for one in told.alone[number]
        ]
    return sorted(named, key=itemgetter(0))


def _labels(name: str, values: Sequence[str | None]) -> Iterable[str]:
    """Give the names of a dimension's values; each is looked up once, however many groups have it."""
    labels = {value: label(name, value) for value in set(values)}
    return map(labels.__getitem__, values)


def label(name: str, value: str | None) -> str:
    """Give the name of a value."""
    if value is None:
        return tk._("Not told apart")
    if value == UNKNOWN:
        return tk._("Not stated")
    return tk._(_SEXES[value]) if name == "sex" and value in _SEXES else value


@lru_cache(maxsize=64)
def _published(_version: str, smallest: int, source: Source) -> Published:
    cells = counted(source)
    if not cells:
        raise trouble.empty()
    told = published(cells, smallest)
    if told is None:
        raise trouble.Trouble(
            Message(
                N_(
                    "The table has fewer than {smallest} people. So few are not counted in public, since each of them"
                    " could be recognised."
                ),
                {"smallest": smallest},
            )
        )
    return told


def _ordered(values: Iterable[str | None], name: str, people: dict[str | None, int] | None = None) -> list[str | None]:
    """Give values as they shall stand: places by their people, all else by name; what is not told comes last."""
    by_people = people if name == "territory" and people else {}
    return sorted(values, key=lambda value: (value is None, value == UNKNOWN, -by_people.get(value, 0), _first(value)))


def _first(value: str | None) -> tuple[int, str]:
    """Give the order of ages: 6–11 stands before 12–17."""
    number = (value or "").partition("–")[0]
    return (int(number) if number.isdecimal() else 10_000, value or "")


def _chart(
    rows: str, columns: str, heads: Sequence[str | None], order: Sequence[str | None], lines: Sequence[Line]
) -> Chart:
    values = []
    for value, line in list(zip(order, lines, strict=True))[:_CHARTED]:
        parts = zip(heads, line.people, strict=True) if columns else [(value, line.total.people)]
        for head, people in parts:
            if people:
                series = {"series": label(columns, head)} if columns else {}
                values.append({"category": line.name, "number": people, **series})
    series_title = str(tk._(TITLES[columns])) if columns else ""
    return Chart(values, str(tk._(TITLES[rows])), str(tk._("People")), series_title)


BENEFICIARIES = ViewKind(
    name="socialprograms_beneficiaries",
    title=N_("Beneficiaries"),
    lead=N_("How many people received support and how much, without anyone being recognised."),
    icon="people-group",
    roles=ROLES,
    needs=(("sex",), ("age",), ("territory", "people")),
    template="beneficiaries",
    content=content,
    table=table,
    columns=COLUMNS,
    is_alone=True,
)
