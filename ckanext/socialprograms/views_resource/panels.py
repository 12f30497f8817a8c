"""The panels of a record: the views that its files offer, each kind once, told on the record's own page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.views_resource.kind import Kind
from ckanext.socialprograms.views_resource.kinds import KINDS, kind_of

Resource = Mapping[str, Any]


@dataclass(frozen=True)
class Offered:
    """A view that a file offers."""

    id: str
    title: str
    resource: Resource


@dataclass(frozen=True)
class Panel:
    """The views of a kind: the first is shown, the others are linked."""

    kind: Kind
    first: Offered
    others: Sequence[Offered]


def panels(pkg: Mapping[str, Any]) -> list[Panel]:
    """Give the panels of a record that its reader was shown; one query, none where no file is a table.

    Nothing is counted for them: each view asks whether its reader may see it when it is opened.
    """
    tables = {one["id"]: one for one in pkg.get("resources", ()) if one.get("datastore_active")}
    offered = _offered(tables) if tables else {}
    return [Panel(kind, views[0], views[1:]) for name, kind in KINDS.items() if (views := offered.get(name))]


def _offered(tables: Mapping[str, Resource]) -> dict[str, list[Offered]]:
    """Give the views of tables by their kinds, in the order of the tables and of the views of each."""
    places = {id_: place for place, id_ in enumerate(tables)}
    views: Any = model.resource_view_table.c
    query = (
        sa.select(views.id, views.title, views.view_type, views.resource_id)
        .where(views.resource_id.in_(tables), views.view_type.in_(_kinds()))
        .order_by(views.order, views.id)
    )
    offered: dict[str, list[Offered]] = {}
    for id_, title, kind, resource in sorted(model.Session.execute(query), key=lambda row: places[row.resource_id]):
        offered.setdefault(kind, []).append(Offered(id_, title or "", tables[resource]))
    return offered


def _kinds() -> Iterable[str]:
    return [name for name in KINDS if kind_of(name)]
