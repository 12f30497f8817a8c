"""Works as points of a map: a query that says of each where it lies, or why it can't be drawn."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.records import territory
from ckanext.socialprograms.views_resource.source import Source
from ckanext.socialprograms.views_resource.works.filters import band
from ckanext.socialprograms.views_resource.works.grid import SIDE

LATITUDES, LONGITUDES = (14.0, 33.0), (-119.0, -86.0)
"""Between which Mexico lies; the two do not overlap, so that swapped ones can be told."""

DRAWN, SWAPPED, MUNICIPALITY = "", "swapped", "municipality"
OUTSIDE, UNREADABLE, UNKNOWN, MISSING = "outside", "unreadable", "unknown", "missing"
NOTES = {
    SWAPPED: N_("have latitude and longitude swapped: they are drawn where they belong."),
    MUNICIPALITY: N_("say only their municipality: they are drawn at its seat, not where the work is."),
    OUTSIDE: N_("have coordinates in the sea or outside Mexico: they are in the list, not on the map."),
    UNREADABLE: N_("have coordinates that are no degrees: they are in the list, not on the map."),
    UNKNOWN: N_("name a municipality whose place is not known here: they are in the list, not on the map."),
    MISSING: N_("say no place: they are in the list, not on the map."),
}
"""What is said of the works of each kind, after their number."""
NOTES_OF_ONE = {
    SWAPPED: N_("Its latitude and longitude are swapped in the table: the map shows it where it belongs."),
    MUNICIPALITY: N_("The table says only its municipality: the map shows it at its seat, not where the work is."),
    OUTSIDE: N_("Its coordinates are in the sea or outside Mexico: the map does not show it."),
    UNREADABLE: N_("Its coordinates are no degrees: the map does not show it."),
    UNKNOWN: N_("Where its municipality lies is not known here: the map does not show it."),
    MISSING: N_("The table does not say where it is: the map does not show it."),
}
"""What is said on the page of a single one."""


def points(source: Source) -> sa.Select[Any]:
    """Give each work's row number, key, note, what filters ask for, and its place: ``x``, ``y``, NULL if not drawn."""
    told = _told(source)
    land, places = _land(), _places()
    is_swapped = told.c.latitude.between(*LONGITUDES) & told.c.longitude.between(*LATITUDES)
    ordered = (
        sa.select(
            told,
            is_swapped.label("is_swapped"),
            sa.case((is_swapped, told.c.longitude), else_=told.c.latitude).label("north"),
            sa.case((is_swapped, told.c.latitude), else_=told.c.longitude).label("east"),
        )
    ).subquery("ordered")
    square = territory.SQUARES_PER_DEGREE
    column = sa.func.floor(ordered.c.east * square)
    on_land = (land.c.row == sa.func.floor(ordered.c.north * square)) & column.between(land.c.first, land.c.last)
    note = sa.case(
        (~ordered.c.has_degrees & ordered.c.code.is_(None), MISSING),
        (~ordered.c.has_degrees & places.c.code.is_(None), UNKNOWN),
        (~ordered.c.has_degrees, MUNICIPALITY),
        (ordered.c.north.is_(None) | ordered.c.east.is_(None), UNREADABLE),
        (land.c.row.is_(None), OUTSIDE),
        (sa.func.coalesce(ordered.c.is_swapped, sa.false()), SWAPPED),
        else_=DRAWN,
    )
    placed = (
        sa.select(
            ordered,
            note.label("note"),
            sa.case((~ordered.c.has_degrees, places.c.latitude), (land.c.row.is_not(None), ordered.c.north)).label(
                "la"
            ),
            sa.case((~ordered.c.has_degrees, places.c.longitude), (land.c.row.is_not(None), ordered.c.east)).label(
                "lo"
            ),
        ).select_from(ordered.outerjoin(land, on_land).outerjoin(places, places.c.code == ordered.c.code))
    ).subquery("placed")
    plain = placed.c
    x, y = projected(plain.la, plain.lo)
    return sa.select(
        plain.id,
        plain.key,
        x.label("x"),
        y.label("y"),
        plain.note,
        plain.state,
        plain.program,
        plain.year,
        plain.amount,
        band(plain.amount).label("band"),
    )


def projected(latitude: Any, longitude: Any) -> tuple[sa.ColumnElement[int], sa.ColumnElement[int]]:
    """Give the SQL of the units of a place, as ``project`` gives them in Python."""
    world = float(2**SIDE)
    east = sa.func.floor((longitude + 180.0) / 360.0 * world)
    north = 0.5 - sa.func.ln(sa.func.tan(sa.func.pi() / 4.0 + sa.func.radians(latitude) / 2.0)) / (2.0 * sa.func.pi())
    return sa.cast(east, sa.Integer), sa.cast(sa.func.floor(north * world), sa.Integer)


def _told(source: Source) -> sa.Subquery:
    latitude, longitude = source.text("latitude"), source.text("longitude")
    code = sa.func.lpad(sa.func.substring(source.text("municipality"), r"^[0-9]{4,5}(?=\.0*$|$)"), 5, "0")
    return sa.select(
        source.table.c["_id"].label("id"),
        sa.func.left(sa.func.coalesce(source.text("key"), sa.cast(source.table.c["_id"], sa.Text)), 100).label("key"),
        source.number("latitude", decimal_comma=True).label("latitude"),
        source.number("longitude", decimal_comma=True).label("longitude"),
        (latitude.is_not(None) | longitude.is_not(None)).label("has_degrees"),
        code.label("code"),
        sa.func.left(source.text("state"), 100).label("state"),
        sa.func.left(source.text("program"), 200).label("program"),
        source.year("year").label("year"),
        source.number("amount").label("amount"),
    ).subquery("told")


def _land() -> sa.CTE:
    row, first, last = zip(*territory.land(), strict=True)
    return _table("land", ("row", row, sa.Integer), ("first", first, sa.Integer), ("last", last, sa.Integer))


def _places() -> sa.CTE:
    code, latitude, longitude, _ = zip(*territory.places(), strict=True)
    return _table(
        "places", ("code", code, sa.Text), ("latitude", latitude, sa.Double), ("longitude", longitude, sa.Double)
    )


def _table(name: str, *columns: tuple[str, tuple[Any, ...], Any]) -> sa.CTE:
    arrays = [sa.cast(sa.bindparam(None, list(values), ARRAY(type_)), ARRAY(type_)) for _, values, type_ in columns]
    unnested = sa.func.unnest(*arrays).table_valued(*(sa.column(key, type_) for key, _, type_ in columns))
    return sa.select(unnested.render_derived(name=f"{name}_rows")).cte(name)
