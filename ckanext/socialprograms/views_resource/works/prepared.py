"""Large tables' points, laid out beside them by a job: the points in the order of the map, and counts for each zoom.

They lie in a schema of their own in the DataStore's database, so that one statement makes them. A set that was made of
another state of the table is never shown: the rows may have other numbers now.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, make_url

import ckan.plugins.toolkit as tk
from ckan.lib.redis import connect_to_redis

from ckanext.datastore.backend.postgres import get_write_engine

from ckanext.socialprograms.views_resource.source import quoted, rows
from ckanext.socialprograms.views_resource.statements import CreateTableAs, run
from ckanext.socialprograms.views_resource.works.facts import Facts, facts, facts_queries
from ckanext.socialprograms.views_resource.works.grid import FARTHEST, PER_TILE, SIDE

SCHEMA = "socialprograms"
LARGE = 20_000
"""Rows from which on a table is prepared; fewer are computed as fast as they are read."""
_FINEST = 14
_WORTH = 8
"""A zoom is kept where it has so many times fewer cells than there are points."""
_WAIT = 600
_COLUMNS = ("id", "key", "x", "y", "note", "state", "program", "year", "amount")
_CELLS = ("zoom", "id", "count", "x", "y", "amount")

register = sa.table("prepared", *(sa.column(name) for name in ("view", "version", "facts", "zooms")), schema=SCHEMA)


@dataclass(frozen=True)
class Prepared:
    """A set that was made of the state of the table that is there now; ``zooms`` are those with cells."""

    points: sa.FromClause
    cells: sa.FromClause
    facts: Facts
    zooms: frozenset[int]


def prepared(view_id: str, version: str) -> Prepared | None:
    """Give what was prepared for a view, None if nothing was or the table has changed since."""
    there = sa.select(sa.func.to_regclass(f"{SCHEMA}.prepared").label("found"))
    if rows(there)[0][0]["found"] is None:
        return None
    query = sa.select(register).where(register.c.view == view_id, register.c.version == version)
    found = rows(query)[0]
    if not found:
        return None
    kept = json.loads(found[0]["facts"])
    return Prepared(
        points=_points(view_id), cells=_cells(view_id), facts=Facts.from_json(kept), zooms=frozenset(found[0]["zooms"])
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
        by_place = points.order_by(sa.text("x >> 12"), sa.text("y >> 12"))
        connection.execute(CreateTableAs(new_points, by_place))
        whole, parts = (connection.execute(query).mappings().all() for query in facts_queries(new_points))
        known = facts(whole, parts)  # pyright: ignore[reportArgumentType] (a RowMapping is a mapping)
        zooms = list(_lay_out_cells(connection, new_points, new_cells, known.count))
        for columns in ("x, y", "id", "key", "state", "program", "year"):
            run(connection, f"CREATE INDEX ON {{0}} ({columns})", new_points)
        run(connection, "CREATE INDEX ON {0} (zoom, x, y)", new_cells)
        for new, old in ((new_points, _points(view_id)), (new_cells, _cells(view_id))):
            run(connection, "DROP TABLE IF EXISTS {0}", old)
            run(connection, "ALTER TABLE {0} RENAME TO {name}", new, name=old.name)
            run(connection, "ANALYZE {0}", old)
            run(connection, "GRANT SELECT ON {0} TO {reader}", old, reader=_reader())
        connection.execute(sa.delete(register).where(register.c.view == view_id))
        kept = {"view": view_id, "version": version, "facts": json.dumps(known.as_json()), "zooms": zooms}
        connection.execute(sa.insert(register).values(kept))
    connect_to_redis().delete(_mark(view_id))


def forget(view_id: str) -> None:
    """Take away what was prepared for a view."""
    with get_write_engine().begin() as connection:
        _prepare_schema(connection)
        for table in (_points(view_id), _cells(view_id)):
            run(connection, "DROP TABLE IF EXISTS {0}", table)
        connection.execute(sa.delete(register).where(register.c.view == view_id))


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


def _lay_out_cells(connection: Connection, points: sa.FromClause, cells: sa.FromClause, count: int) -> Iterator[int]:
    """Lay out the cells of each zoom, the finest that is worth it first; yield the zooms."""
    empty = sa.select(sa.literal(0).label("zoom"), *_named(cells_of(points, 0))).limit(0)
    connection.execute(CreateTableAs(cells, empty))
    for zoom in range(_FINEST, FARTHEST - 1, -1):
        drawn = cells_of(points, SIDE - PER_TILE - zoom).where(points.c.x.is_not(None))
        made = sa.select(sa.literal(zoom).label("zoom"), *_named(drawn))
        found = connection.execute(sa.insert(cells).from_select(_CELLS, made)).rowcount
        if found * _WORTH > count:
            connection.execute(sa.delete(cells).where(cells.c.zoom == zoom))
        else:
            yield zoom


def _named(query: sa.Select[Any]) -> list[sa.ColumnElement[Any]]:
    return list(query.subquery("cells").c)


def _prepare_schema(connection: Connection) -> None:
    run(connection, "CREATE SCHEMA IF NOT EXISTS {schema}", schema=SCHEMA)
    run(
        connection,
        "CREATE TABLE IF NOT EXISTS {0}"
        " (view text PRIMARY KEY, version text NOT NULL, facts text NOT NULL, zooms integer[] NOT NULL)",
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
