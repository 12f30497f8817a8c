"""The indicators view: baseline, goal, adjusted goal and what was reached, year by year, in its direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters.column import Column, Kind, said
from ckanext.socialprograms.exporters.table import Table
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.records.values import folded
from ckanext.socialprograms.views_resource import source as datastore
from ckanext.socialprograms.views_resource import trouble
from ckanext.socialprograms.views_resource.charts import Chart
from ckanext.socialprograms.views_resource.kind import Asked
from ckanext.socialprograms.views_resource.kind import Kind as ViewKind
from ckanext.socialprograms.views_resource.opened import Opened
from ckanext.socialprograms.views_resource.roles import DATES, NUMBERS, TEXTS, Role
from ckanext.socialprograms.views_resource.source import Source

VALUES = ("baseline", "goal", "adjusted", "actual")
LEVELS = ("fin", "proposito", "componente", "actividad")
_MOST = 2_000
_NUMBER = TEXTS | NUMBERS
ROLES = (
    Role("name", N_("Indicator"), ("nombre del indicador", "indicador", "nombre", "indicator", "name"), TEXTS),
    Role("level", N_("Level"), ("nivel", "nivel mir", "nivel del indicador", "resumen narrativo", "level"), TEXTS),
    Role("unit", N_("Unit"), ("unidad de medida", "unidad", "unit"), TEXTS),
    Role("direction", N_("Direction"), ("sentido", "sentido del indicador", "comportamiento", "direction"), TEXTS),
    Role("year", N_("Year"), ("ejercicio", "año", "ciclo", "periodo", "fecha", "year"), TEXTS | NUMBERS | DATES),
    Role("baseline", N_("Baseline"), ("línea base", "valor de la línea base", "baseline"), _NUMBER),
    Role("goal", N_("Goal"), ("meta programada", "meta", "meta anual", "goal", "target"), _NUMBER),
    Role(
        "adjusted",
        N_("Adjusted goal"),
        ("meta ajustada", "metas ajustadas", "meta modificada", "adjusted goal"),
        _NUMBER,
    ),
    Role(
        "actual",
        N_("Reached"),
        ("valor alcanzado", "avance", "resultado", "alcanzado", "logro", "meta alcanzada", "actual"),
        _NUMBER,
    ),
)
_YEAR = N_("Year")
TITLES = {role.name: role.title for role in ROLES}
COLUMNS = (
    Column("name", TITLES["name"], N_("What the indicator is called.")),
    Column("level", TITLES["level"], N_("Its level in the results matrix: end, purpose, component or activity.")),
    Column("unit", TITLES["unit"], N_("What it is measured in.")),
    Column("direction", TITLES["direction"], N_("Whether it should rise or fall, as the file words it.")),
    Column("year", TITLES["year"], N_("The year of these values."), Kind.YEAR),
    Column("baseline", TITLES["baseline"], N_("The value from which it began."), Kind.NUMBER),
    Column("goal", TITLES["goal"], N_("The value that it was to reach."), Kind.NUMBER),
    Column(
        "adjusted", TITLES["adjusted"], N_("The value that it is to reach since the goal was changed."), Kind.NUMBER
    ),
    Column("actual", TITLES["actual"], N_("The value that it reached."), Kind.NUMBER),
)


@dataclass(frozen=True)
class Point:
    """An indicator in one year."""

    year: str
    baseline: float | None
    goal: float | None
    adjusted: float | None
    actual: float | None
    is_falling: bool

    @property
    def is_reached(self) -> bool | None:
        """Say whether the goal that holds was reached, in the indicator's direction; None where that can't be said."""
        goal = self.adjusted if self.adjusted is not None else self.goal
        if goal is None or self.actual is None:
            return None
        return self.actual <= goal if self.is_falling else self.actual >= goal


@dataclass(frozen=True)
class Indicator:
    """An indicator with its years and its chart."""

    name: str
    level: str
    unit: str
    is_falling: bool
    points: Sequence[Point]

    @property
    def chart(self) -> dict[str, Any]:
        """Give what the page needs to draw it."""
        values = [
            {"category": point.year, "series": str(tk._(TITLES[name])), "number": value}
            for point in self.points
            for name in VALUES
            if (value := getattr(point, name)) is not None
        ]
        return Chart(values, str(tk._(_YEAR)), self.unit, str(tk._("Value")), "line").for_page


def content(view: Opened, asked: Asked) -> dict[str, Any]:
    """Give what the page shows: each indicator, from the widest level of the results matrix to the narrowest."""
    del asked
    values = [name for name in VALUES if view.source.has(name)]
    return {"indicators": list(_indicators(_rows(view.source))), "values": values, "titles": TITLES}


def table(view: Opened, asked: Asked) -> Table:
    """Give the indicators by year as a table to take away."""
    del asked
    columns = [one for one in COLUMNS if view.source.has(one.key)]
    rows = [[row[one.key] for one in columns] for row in _rows(view.source)]
    return Table("indicators", view.title, said(columns, tk._), rows)


def _rows(source: Source) -> list[dict[str, Any]]:
    texts = [source.text(name).label(name) for name in ("level", "name", "unit", "direction")]
    numbers = [source.number(name).label(name) for name in VALUES]
    query = sa.select(*texts, source.year("year").label("year"), *numbers).select_from(source.table)
    number = source.table.c["_id"]
    found = datastore.rows(query.order_by(number).limit(_MOST))[0]
    if not found:
        raise trouble.empty()
    return found


def _indicators(rows: Sequence[dict[str, Any]]) -> Iterator[Indicator]:
    def of(row: dict[str, Any]) -> tuple[int, str, str]:
        level = folded(row["level"] or "")
        return (LEVELS.index(level) if level in LEVELS else len(LEVELS), level, row["name"] or "")

    for _key, group in groupby(sorted(rows, key=lambda row: (*of(row), row["year"] or "")), key=of):
        own = list(group)
        is_falling = folded(own[-1]["direction"] or "").startswith(("desc", "down", "decr", "dism"))
        points = [
            Point(row["year"] or "—", is_falling=is_falling, **{name: row[name] for name in VALUES}) for row in own
        ]
        yield Indicator(own[0]["name"] or "—", own[0]["level"] or "", own[0]["unit"] or "", is_falling, points)


INDICATORS = ViewKind(
    name="socialprograms_indicators",
    title=N_("Indicators"),
    lead=N_("Where each indicator began, where it was to arrive, and where it is."),
    icon="chart-line",
    roles=ROLES,
    needs=(("name", "goal"), ("name", "actual")),
    template="indicators",
    content=content,
    table=table,
    columns=COLUMNS,
)
