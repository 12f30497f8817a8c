"""A part of the map as the browser asks for it: small, however many works there are."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from ckanext.socialprograms import config
from ckanext.socialprograms.records import territory
from ckanext.socialprograms.views_resource import source as datastore
from ckanext.socialprograms.views_resource.works.filters import Filters
from ckanext.socialprograms.views_resource.works.grid import Box, place, project
from ckanext.socialprograms.views_resource.works.works import Works

_NAMED = 150
_LONGEST_NAME = 80
_LANDMARKS = 12
_APART = 6


def answer(works: Works, box: Box, filters: Filters) -> dict[str, Any]:
    """Give clusters, single works, and the names of places to find one's way by where there is no base map.

    Each begins with its latitude and longitude. A cluster goes on with its works and what they cost, a work with its
    key and name.
    """
    cells = works.cells(box, filters)
    alone = [cell for cell in cells if cell["count"] == 1]
    ids = [cell["id"] for cell in alone]
    keys = works.keys(ids) if ids else {}
    names = _names(works, ids) if 0 < len(ids) <= _NAMED else {}
    return {
        "clusters": [
            [*place(cell["x"], cell["y"]), cell["count"], round(cell["amount"] or 0)]
            for cell in cells
            if cell["count"] > 1
        ],
        "works": [
            [*place(cell["x"], cell["y"]), keys.get(cell["id"], str(cell["id"])), names.get(cell["id"], "")]
            for cell in alone
        ],
        "places": [] if config.map_tiles() else landmarks(box),
    }


def landmarks(box: Box) -> list[list[Any]]:
    """Give the municipalities in a part of the map in which most people live."""
    found: dict[tuple[int, int], list[Any]] = {}
    apart = max(box.east - box.west, box.south - box.north, 1) // _APART + 1
    for one, (x, y) in _projected():
        if len(found) == _LANDMARKS:
            break
        if box.west <= x <= box.east and box.north <= y <= box.south and (named := territory.municipality(one.code)):
            # Names must not lie upon each other: one in each part of the box.
            found.setdefault((x // apart, y // apart), [one.latitude, one.longitude, named.name])
    return list(found.values())


@lru_cache
def _projected() -> tuple[tuple[territory.Place, tuple[int, int]], ...]:
    """Give the places with their units, the largest first."""
    largest = sorted(territory.places(), key=lambda one: -one.population)
    return tuple((one, project(one.latitude, one.longitude)) for one in largest)


def _names(works: Works, ids: list[int]) -> dict[int, str]:
    source = works.source
    if not source.has("name"):
        return {}
    number = source.table.c["_id"]
    query = sa.select(number.label("id"), sa.func.left(source.text("name"), _LONGEST_NAME).label("name"))
    return {row["id"]: row["name"] or "" for row in datastore.rows(query.where(number.in_(ids)))[0]}
