"""Checks what a portal publishes already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.gate import checking, checks, holding, tables
from ckanext.socialprograms.gate.checks import REVIEWED, UPLOAD, State
from ckanext.socialprograms.guard.report import Scan

_AT_ONCE = 500


@dataclass(frozen=True)
class Published:
    """A public file or table and what was found in it; ``is_allowed`` where a person let it through."""

    type: str
    dataset: str
    resource: model.Resource
    scan: Scan
    is_allowed: bool


def scanned() -> Iterator[Published]:
    """Scan all files and tables that everyone can see, one after the other; of a file that was loaded, both."""
    for resource_id in _public_resources():
        resource = model.Resource.get(resource_id)
        if resource is None or holding.is_held(resource):
            continue
        known = checks.of_resource(resource.id)
        package = resource.package
        is_allowed = known is not None and known.state is State.ALLOWED
        yield Published(package.type, package.name, resource, checking.scanned(resource), is_allowed)
        if resource.url_type == UPLOAD and tables.is_there(resource.id):
            yield Published(package.type, package.name, resource, checking.scanned_table(resource), is_allowed)
        model.Session.expunge_all()


def hold(found: Published) -> None:
    """Hold it back because of what was found in it."""
    resource = model.Session.merge(found.resource)
    checking.keep(resource, found.scan)


def _public_resources() -> Iterator[str]:
    """Give the ids of resources with files or tables in public datasets, by pages: the list may be long."""
    last = ""
    while True:
        query = (
            sa.select(model.Resource.id)
            .join(model.Package, model.Package.id == model.Resource.package_id)
            .where(
                model.Resource.id > last,
                model.Resource.state == model.State.ACTIVE,
                model.Resource.url_type.in_(REVIEWED),
                model.Package.state == model.State.ACTIVE,
                model.Package.private.is_(False),
            )
        )
        ids = list(model.Session.scalars(query.order_by(model.Resource.id).limit(_AT_ONCE)))
        yield from ids
        if len(ids) < _AT_ONCE:
            return
        last = ids[-1]
