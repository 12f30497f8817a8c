"""Large tables' points, laid out beside them by a job: the points in the order of the map, and counts for each zoom.

They lie in a schema of their own in the DataStore's database, so that one statement makes them. A set that was made of
another state of the table is never shown: the rows may have other numbers now.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, make_url

import ckan.plugins.toolkit as tk
from ckan.lib.redis import connect_to_redis

from ckanext.datastore.backend.postgres import get_write_engine

from ckanext.socialprograms.views_resource.source import quoted, rows
from ckanext.socialprograms.views_resource.statements import CreateTableAs, run
from ckanext.socialprograms.views_resource.trouble import NoTable
from ckanext.socialprograms.views_resource.works.facts import Facts, facts, facts_queries
from ckanext.socialprograms.views_resource.works.filters import CHOICES
from ckanext.socialprograms.views_resource.works.grid import FARTHEST, PER_TILE, SIDE

SCHEMA = "socialprograms"
LARGE = 20_000
"""Rows from which on a table is prepared; fewer are computed as fast as they are read."""
_FINEST = 14
_WORTH = 8
"""A zoom is kept where it has so many times fewer cells than there are points."""
_NEAR = 12
_BETWEEN = "\x1f"
_WAIT = 600
_COLUMNS = ("id", "key", "x", "y", "note", "state", "program", "year", "amount", "band")
_CELLS = ("filter", "value", "zoom", "id", "count", "x", "y", "amount")

register = sa.table("prepared", *(sa.column(name) for name in ("view", "version", "facts")), schema=SCHEMA)


@dataclass(frozen=True)
class Prepared:
    """A set that was made of the state of the table that is there now.

    ``zooms`` are those with cells, each with the filter that they are counted by, empty for none.
    """

    points: sa.FromClause
    cells: sa.FromClause
    facts: Facts
    zooms: frozenset[tuple[str, int]]


def prepared(view_id: str, version: str) -> Prepared | None:
    """Give what was prepared for a view, None if nothing was or the table has changed since."""
    query = sa.select(register).where(register.c.view == view_id, register.c.version == version)
    try:
        found = rows(query)[0]
    except NoTable:  # nothing was ever prepared here
        return None
    if not found:
        return None
    kept = json.loads(found[0]["facts"])
    return Prepared(
        points=_points(view_id),
        cells=_cells(view_id),
        facts=Facts.from_json(kept["facts"]),
        zooms=frozenset((name, zoom) for name, zoom in kept["zooms"]),
    )


def is_first_to_ask(view_id: str) -> bool:
    """Say whether nobody has asked for a set of this view for a while."""
    return bool(connect_to_redis().set(_mark(view_id), "1", nx=True, ex=_WAIT))


def lay_out(view_id: str, version: str, points: sa.Select[Any]) -> None:
    """Make the points and cells of a view anew; readers have the old ones until the new ones are there."""
    new_points, new_cells = _points(view_id, "new_"), _cells(view_id, "new_")
    with get_write_engine().begin() as connection:
        _prepare_schema(connection)
        for table in (new_points, new_cells):
            run(connection, "DROP TABLE IF EXISTS {0}", table)
        # Neighbours on the map lie side by side on the disk.
        found = points.subquery("found")
        by_place = sa.select(found).order_by(found.c.x.op(">>")(_NEAR), found.c.y.op(">>")(_NEAR))
        connection.execute(CreateTableAs(new_points, by_place))
        whole, parts = (connection.execute(query).mappings().all() for query in facts_queries(new_points))
        known = facts(whole, parts)  # pyright: ignore[reportArgumentType] (a RowMapping is a mapping)
        zooms = list(_lay_out_cells(connection, new_points, new_cells, known.count))
        for columns in ("x, y", "id", "key", *CHOICES):
            run(connection, f"CREATE INDEX ON {{0}} ({columns})", new_points)
        run(connection, "CREATE INDEX ON {0} (filter, value, zoom, x, y)", new_cells)
        for new, old in ((new_points, _points(view_id)), (new_cells, _cells(view_id))):
            run(connection, "DROP TABLE IF EXISTS {0}", old)
            run(connection, "ALTER TABLE {0} RENAME TO {name}", new, name=old.name)
            run(connection, "ANALYZE {0}", old)
            run(connection, "GRANT SELECT ON {0} TO {reader}", old, reader=_reader())
        connection.execute(sa.delete(register).where(register.c.view == view_id))
        kept = json.dumps({"facts": known.as_json(), "zooms": zooms})
        connection.execute(sa.insert(register).values(view=view_id, version=version, facts=kept))
    connect_to_redis().delete(_mark(view_id))


def forget(view_id: str) -> None:
    """Take away what was prepared for a view."""
    with get_write_engine().begin() as connection:
        _prepare_schema(connection)
        for table in (_points(view_id), _cells(view_id)):
            run(connection, "DROP TABLE IF EXISTS {0}", table)
        connection.execute(sa.delete(register).where(register.c.view == view_id))


def counted_by(names: Sequence[str], values: Sequence[str] = ()) -> tuple[str, str]:
    """Give how cells call the filters that they are counted by, and their values."""
    return "+".join(names), _BETWEEN.join(values)


def views() -> list[str]:
    """Give the views for which something was prepared."""
    return [row["view"] for row in rows(sa.select(register.c.view))[0]]


def cells_of(points: sa.FromClause, shift: int) -> sa.Select[Any]:
    """Give the cells of a grid: one work of each, how many there are, their middle, and what they cost."""
    column = points.c
    cell = [column.x.op(">>")(shift), column.y.op(">>")(shift)]
    return sa.select(
        sa.func.min(column.id).label("id"),
        sa.func.count().label("count"),
        sa.cast(sa.func.avg(column.x), sa.Integer).label("x"),
        sa.cast(sa.func.avg(column.y), sa.Integer).label("y"),
        sa.func.sum(column.amount).label("amount"),
    ).group_by(*cell)


def _lay_out_cells(
    connection: Connection, points: sa.FromClause, cells: sa.TableClause, count: int
) -> Iterator[tuple[str, int]]:
    """Lay out the cells of each zoom, for all works and for the values of one filter or two; yield what there is."""
    nothing = _made(cells_of(points, 0), "", "", 0).limit(0)
    connection.execute(CreateTableAs(cells, nothing))
    for names in ((), *((one,) for one in CHOICES), *combinations(CHOICES, 2)):
        name, is_there = counted_by(names)[0], False
        for zoom in range(_FINEST, FARTHEST - 1, -1):
            if is_there:
                made = _coarser(cells, name, zoom)
            else:
                made = _finest(points, names, zoom)
                found = connection.execute(sa.select(sa.func.count()).select_from(made.subquery())).scalar_one()
                is_there = found * _WORTH <= count
            if is_there:
                connection.execute(sa.insert(cells).from_select(_CELLS, made))
                yield name, zoom


def _finest(points: sa.FromClause, names: Sequence[str], zoom: int) -> sa.Select[Any]:
    drawn = cells_of(points, SIDE - PER_TILE - zoom).where(points.c.x.is_not(None))
    if not names:
        return _made(drawn, "", "", zoom)
    columns = [points.c[name] for name in names]
    value = sa.func.concat_ws(_BETWEEN, *columns).label("value")
    told = drawn.add_columns(value).where(*(column.is_not(None) for column in columns)).group_by(*columns)
    return _made(told, counted_by(names)[0], None, zoom)


def _made(query: sa.Select[Any], name: str, value: str | None, zoom: int) -> sa.Select[Any]:
    """Give cells with what they are counted by, in the order of the table."""
    found = query.subquery("found")
    by = found.c.value if value is None else sa.cast(sa.literal(value), sa.Text)
    numbers = (found.c[column] for column in _CELLS[3:])
    return sa.select(
        sa.cast(sa.literal(name), sa.Text).label("filter"), by.label("value"), sa.literal(zoom).label("zoom"), *numbers
    )


def _coarser(cells: sa.FromClause, name: str, zoom: int) -> sa.Select[Any]:
    """Give the cells of a zoom from those of the next finer one, which lie within them."""
    column, shift = cells.c, SIDE - PER_TILE - zoom
    count = sa.func.sum(column["count"])
    middle = [
        sa.cast(sa.func.sum(sa.cast(one, sa.BigInteger) * column["count"]) / count, sa.Integer)
        for one in (column.x, column.y)
    ]
    return (
        sa.select(
            sa.cast(sa.literal(name), sa.Text).label("filter"),
            column.value,
            sa.literal(zoom).label("zoom"),
            sa.func.min(column.id).label("id"),
            count.label("count"),
            middle[0].label("x"),
            middle[1].label("y"),
            sa.func.sum(column.amount).label("amount"),
        )
        .where(column.filter == name, column.zoom == zoom + 1)
        .group_by(column.value, column.x.op(">>")(shift), column.y.op(">>")(shift))
    )


def _prepare_schema(connection: Connection) -> None:
    run(connection, "CREATE SCHEMA IF NOT EXISTS {schema}", schema=SCHEMA)
    run(
        connection,
        "CREATE TABLE IF NOT EXISTS {0} (view text PRIMARY KEY, version text NOT NULL, facts text NOT NULL)",
        register,
    )
    run(connection, "GRANT USAGE ON SCHEMA {schema} TO {reader}", schema=SCHEMA, reader=_reader())
    run(connection, "GRANT SELECT ON {0} TO {reader}", register, reader=_reader())


def _reader() -> str:
    return make_url(tk.config["ckan.datastore.read_url"]).username or ""


def _points(view_id: str, mark: str = "") -> sa.TableClause:
    return sa.table(quoted(f"{mark}{view_id}_points"), *(sa.column(name) for name in _COLUMNS), schema=SCHEMA)


def _cells(view_id: str, mark: str = "") -> sa.TableClause:
    return sa.table(quoted(f"{mark}{view_id}_cells"), *(sa.column(name) for name in _CELLS), schema=SCHEMA)


def _mark(view_id: str) -> str:
    return f"socialprograms:prepare:{view_id}"
