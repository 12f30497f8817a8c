"""The works of a view, wherever their points lie: computed from the table, or prepared beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.socialprograms.views_resource import source as datastore
from ckanext.socialprograms.views_resource import trouble
from ckanext.socialprograms.views_resource.opened import Opened
from ckanext.socialprograms.views_resource.source import Source
from ckanext.socialprograms.views_resource.works import prepared as sets
from ckanext.socialprograms.views_resource.works.facts import Facts, facts, facts_queries
from ckanext.socialprograms.views_resource.works.filters import Filters
from ckanext.socialprograms.views_resource.works.grid import PER_TILE, SIDE, Box
from ckanext.socialprograms.views_resource.works.points import points

Row = dict[str, Any]
_LAYOUT = "1"
"""Changes when prepared sets are laid out in another way."""
_LONGEST_JOB = 3600


@dataclass(frozen=True)
class Works:
    """``points`` are the works with their places; ``ready`` is what was prepared of them, if anything was."""

    source: Source
    points: sa.FromClause
    facts: Facts
    ready: sets.Prepared | None = None

    def cells(self, box: Box, filters: Filters) -> list[Row]:
        """Give the cells of a part of the map: works close to each other as one."""
        zoom, seen, chosen = SIDE - PER_TILE - box.shift, box.whole, filters.chosen
        name, value = sets.counted_by(list(chosen), list(chosen.values()))
        if self.ready and (name, zoom) in self.ready.zooms:
            cells = self.ready.cells
            counted = (cells.c.filter == name, cells.c.value == value, cells.c.zoom == zoom)
            return datastore.rows(sa.select(cells).where(*counted, *_inside(cells, seen)))[0]
        query = sets.cells_of(self.points, box.shift).where(
            *_inside(self.points, seen), *filters.conditions(self.points)
        )
        return datastore.rows(query)[0]

    def keys(self, ids: Sequence[int]) -> dict[int, str]:
        """Give the keys of works by their row numbers."""
        query = sa.select(self.points.c.id, self.points.c.key).where(self.points.c.id.in_(ids))
        return {row["id"]: row["key"] for row in datastore.rows(query)[0]}

    def count(self, filters: Filters, box: Box | None = None) -> tuple[int, float | None]:
        """Give how many works have these filters, and what they cost."""
        if not filters.chosen and box is None:
            return self.facts.count, self.facts.amount
        query = sa.select(sa.func.count().label("count"), sa.func.sum(self.points.c.amount).label("amount"))
        found = datastore.rows(query.where(*self._conditions(filters, box)))[0][0]
        return found["count"], found["amount"]

    def part(self, filters: Filters, limit: int, offset: int = 0, box: Box | None = None, after: int = 0) -> list[Row]:
        """Give some of the works as points, in the order of the table, from ``after`` a row number on."""
        conditions = [*self._conditions(filters, box), *([self.points.c.id > after] if after else [])]
        query = sa.select(self.points).where(*conditions).order_by(self.points.c.id).limit(limit).offset(offset)
        return datastore.rows(query)[0]

    def found(self, key: str) -> list[Row]:
        """Give the works that have a key, as points."""
        column = self.points.c
        return datastore.rows(sa.select(self.points).where(column.key == key).order_by(column.id).limit(20))[0]

    def rows(self, ids: Sequence[int]) -> dict[int, Mapping[str, Any]]:
        """Give the rows of the table by their numbers, as they are."""
        table = self.source.table
        return {row["_id"]: row for row in datastore.rows(sa.select(table).where(table.c["_id"].in_(ids)))[0]}

    def _conditions(self, filters: Filters, box: Box | None) -> list[sa.ColumnElement[bool]]:
        return [*filters.conditions(self.points), *(_inside(self.points, box) if box else [])]


def works(view: Opened) -> Works:
    """Give the works of a view. Raises Trouble where the table is empty or can't be read in time."""
    version = _version(view.source)
    is_large = bool(view.id) and view.source.state.count > sets.LARGE
    ready = sets.prepared(view.id, version) if is_large else None
    if ready:
        return Works(view.source, ready.points, ready.facts, ready)
    if is_large:
        _order(view)
    return Works(view.source, points(view.source).subquery("points"), _facts(version, view.source))


def prepare(view_id: str, source: Source) -> None:
    """Lay the works of a view out beside their table, and take away what was laid out for views that are gone."""
    sets.lay_out(view_id, _version(source), points(source))
    for one in sets.views():
        if model.ResourceView.get(one) is None:
            sets.forget(one)


def _order(view: Opened) -> None:
    if sets.is_first_to_ask(view.id):
        # The copy leaves behind what the source keeps for itself.
        arguments = [view.id, replace(view.source)]
        tk.enqueue_job(prepare, arguments, title=f"Prepare the map {view.id}", rq_kwargs={"timeout": _LONGEST_JOB})


@lru_cache(maxsize=64)
def _facts(_version: str, source: Source) -> Facts:
    found = datastore.rows(*facts_queries(points(source).subquery("points")))
    known = facts(*found)
    if not known.count:
        raise trouble.empty()
    return known


def _version(source: Source) -> str:
    """Give the version of the works: that of the table, and of the columns that are read."""
    columns = ",".join(f"{role}={column.id}:{column.type}" for role, column in sorted(source.columns.items()))
    return hashlib.sha256(f"{_LAYOUT} {source.state.version} {columns}".encode()).hexdigest()


def _inside(points: sa.FromClause, box: Box) -> list[sa.ColumnElement[bool]]:
    return [points.c.x.between(box.west, box.east), points.c.y.between(box.north, box.south)]
