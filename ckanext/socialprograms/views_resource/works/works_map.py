"""The works map: which columns it needs, what its page shows, and what can be taken away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.socialprograms import config
from ckanext.socialprograms.exporters.column import Column, Kind, said
from ckanext.socialprograms.exporters.table import Table, Value
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.views_resource.kind import Asked
from ckanext.socialprograms.views_resource.kind import Kind as ViewKind
from ckanext.socialprograms.views_resource.opened import Opened
from ckanext.socialprograms.views_resource.roles import DATES, NUMBERS, TEXTS, Role
from ckanext.socialprograms.views_resource.works.answer import answer
from ckanext.socialprograms.views_resource.works.filters import BANDS, CHOICES, Filters
from ckanext.socialprograms.views_resource.works.grid import FARTHEST, NEAREST, Box, place, read_box
from ckanext.socialprograms.views_resource.works.points import NOTES
from ckanext.socialprograms.views_resource.works.works import Works, works

PAGE = 50
LAST_PAGE = 200
_AT_ONCE = 5_000
ROLES = (
    Role(
        "name",
        N_("Name of the work"),
        (
            "nombre de la obra",
            "nombre de la obra o acción",
            "obra o acción",
            "nombre",
            "obra",
            "descripción",
            "denominación",
            "proyecto",
            "work",
            "name",
            "title",
        ),
    ),
    Role(
        "key",
        N_("Key of the work"),
        ("clave de la obra", "clave", "folio", "número de obra", "id obra", "código", "key", "identifier", "id"),
    ),
    Role("latitude", N_("Latitude"), ("latitud", "lat", "coordenada y", "latitude", "y"), TEXTS | NUMBERS),
    Role(
        "longitude",
        N_("Longitude"),
        ("longitud", "lon", "lng", "long", "coordenada x", "longitude", "x"),
        TEXTS | NUMBERS,
    ),
    Role(
        "municipality",
        N_("INEGI code of the municipality"),
        (
            "clave inegi",
            "clave del municipio",
            "clave municipio",
            "cve mun",
            "cvegeo",
            "clave geoestadística",
            "municipality code",
        ),
        TEXTS | NUMBERS,
    ),
    Role(
        "state",
        N_("State of the work"),
        ("estado de la obra", "estatus", "situación", "estado actual", "avance", "etapa", "status"),
        TEXTS,
    ),
    Role("program", N_("Program"), ("programa social", "programa", "fondo", "program"), TEXTS),
    Role(
        "year",
        N_("Year"),
        ("año", "ejercicio", "ejercicio fiscal", "fecha de inicio", "fecha", "year", "date"),
        TEXTS | NUMBERS | DATES,
    ),
    Role(
        "amount",
        N_("Amount"),
        (
            "monto",
            "monto total",
            "inversión",
            "inversión total",
            "monto contratado",
            "importe",
            "costo",
            "presupuesto",
            "amount",
            "cost",
        ),
        TEXTS | NUMBERS,
    ),
)
_OF_THE_FILE = N_("A column of the file that the view shows; the publisher of the file says what it means.")
COLUMNS = (
    Column(
        "_latitude", N_("Latitude on the map"), N_("Where the map shows the work; empty if nobody knows."), Kind.DEGREES
    ),
    Column(
        "_longitude",
        N_("Longitude on the map"),
        N_("Where the map shows the work; empty if nobody knows."),
        Kind.DEGREES,
    ),
)
"""What the table has beside the columns of the file itself."""


@dataclass(frozen=True)
class Work:
    """A work as a list shows it: its row of the table with what the map knows of it."""

    key: str
    name: str
    state: str
    program: str
    year: str
    amount: float | None
    note: str
    place: tuple[float, float] | None
    row: Mapping[str, Any]


def content(view: Opened, asked: Asked) -> dict[str, Any]:
    """Give what the page of the map shows: its first part, the filters, and a page of the list."""
    found, filters, box = works(view), Filters.read(asked), read_box(asked)
    page = _page_number(asked)
    count, amount = found.count(filters, box)
    return {
        "count": count,
        "amount": amount,
        "facts": found.facts,
        "filters": filters,
        "choices": {name: _options(name, found) for name in CHOICES if found.facts.choices[name]},
        "roles": {**{role.name: role.title for role in ROLES}, "band": N_("Amount")},
        "has_amount": view.source.has("amount"),
        "notes": [(number, NOTES[note]) for note, number in found.facts.notes],
        "list": listed(found, filters, PAGE, (page - 1) * PAGE, box),
        "page": page,
        "pages": min(-(-count // PAGE), LAST_PAGE),
        "box": asked.get("box", "") if box else "",
        "zoom": asked.get("zoom", "") if box else "",
        "map": _map(found, filters),
    }


def part(view: Opened, asked: Asked) -> dict[str, Any]:
    """Give a part of the map: clusters and single works."""
    found = works(view)
    box = read_box(asked) or found.facts.view
    return answer(found, box, Filters.read(asked)) if box else {"clusters": [], "works": []}


def work(view: Opened, key: str) -> list[Work]:
    """Give the works that have a key; a sound table has one."""
    found = works(view)
    return _works(found, found.found(key.replace("\0", "")))


def table(view: Opened, asked: Asked) -> Table:
    """Give the works with the filters that are set, as a table to take away."""
    found, filters = works(view), Filters.read(asked)
    columns = view.source.all_columns
    theirs = [Column(one.id, one.label, tk._(_OF_THE_FILE)) for one in columns]
    return Table(
        name="works",
        title=view.title,
        columns=[*theirs, *said(COLUMNS, tk._)],
        rows=_lines(found, filters, read_box(asked), [one.id for one in columns]),
        about={f"filter_{name}": value for name, value in filters.chosen.items()},
    )


def listed(found: Works, filters: Filters, limit: int, offset: int = 0, box: Box | None = None) -> list[Work]:
    """Give a part of the works that have some filters."""
    return _works(found, found.part(filters, limit, offset, box))


def _works(found: Works, points: Sequence[Mapping[str, Any]]) -> list[Work]:
    rows = found.rows([point["id"] for point in points]) if points else {}
    name = found.source.columns.get("name")
    return [
        Work(
            key=point["key"],
            name=str(rows[point["id"]].get(name.id) or "").strip() if name else "",
            state=point["state"] or "",
            program=point["program"] or "",
            year=point["year"] or "",
            amount=point["amount"],
            note=point["note"],
            place=None if point["x"] is None else place(point["x"], point["y"]),
            row=rows[point["id"]],
        )
        for point in points
        if point["id"] in rows
    ]


def _lines(found: Works, filters: Filters, box: Box | None, names: Sequence[str]) -> Iterator[Sequence[Value]]:
    last = 0
    while points := found.part(filters, _AT_ONCE, box=box, after=last):
        for one in _works(found, points):
            yield (*(_plain(one.row[name]) for name in names), *(one.place or (None, None)))
        last = points[-1]["id"]


def _plain(value: Any) -> Value:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _options(name: str, found: Works) -> list[tuple[str, str, int]]:
    """Give the values of a filter with their names and numbers."""
    names = {key: tk._(label) for key, _, label in BANDS} if name == "band" else {}
    return [(value, names.get(value, value), number) for value, number in found.facts.choices[name]]


def _map(found: Works, filters: Filters) -> dict[str, Any] | None:
    view = found.facts.view
    if view is None:
        return None
    (north, west), (south, east) = place(view.west, view.north), place(view.east, view.south)
    return {
        "bounds": [[south, west], [north, east]],
        "zooms": [FARTHEST, NEAREST],
        "tiles": config.map_tiles(),
        "attribution": config.map_attribution(),
        "first": answer(found, view, filters),
    }


def _page_number(asked: Asked) -> int:
    try:
        return min(max(int(asked.get("page", "1")), 1), LAST_PAGE)
    except ValueError:
        return 1


WORKS_MAP = ViewKind(
    name="socialprograms_works_map",
    title=N_("Map of works"),
    lead=N_("Where the works and actions are, what they cost and how far they are."),
    icon="map-location-dot",
    roles=ROLES,
    needs=(("latitude", "longitude"), ("municipality",)),
    template="works",
    content=content,
    table=table,
    columns=(Column("*", N_("Columns of the file"), _OF_THE_FILE), *COLUMNS),
    options=("zones",),
)
