"""Writes and reads the log of checked files, in the transaction of the session."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.gate.table import checks
from ckanext.socialprograms.guard.report import Scan, Verdict

UPLOAD = "upload"
TABLES = frozenset({"datastore", "tabledesigner"})
"""What has no file: programs or people write its rows."""
REVIEWED = TABLES | {UPLOAD}
"""The ``url_type`` of resources that are checked."""


class State(str, Enum):
    """What is known of an upload: only one that is clean or allowed is public."""

    WAITING = "waiting"
    CLEAN = Verdict.CLEAN.value
    FOUND = Verdict.FOUND.value
    UNCHECKED = Verdict.UNCHECKED.value
    CLEANED = "cleaned"
    """A person had columns taken out; the copy without them is checked next."""
    ALLOWED = "allowed"

    @property
    def is_open(self) -> bool:
        """Say whether the file may be public."""
        return self in (State.CLEAN, State.ALLOWED)


@dataclass(frozen=True)
class Check:
    """An entry of the log; ``author`` and ``reason`` are empty unless a person decided."""

    resource_id: str
    package_id: str
    upload: str
    state: State
    scan: Scan | None
    author: str
    reason: str
    at: datetime


def upload_of(resource: model.Resource) -> str:
    """Tell the uploads of a resource apart: by when each was sent. A table stays the same whatever is written to it."""
    if resource.url_type in TABLES:
        return "table"
    moment = resource.last_modified or resource.created
    return f"{moment.isoformat() if moment else ''} {resource.url}"


def write(resource: model.Resource, state: State, scan: Scan | None = None, author: str = "", reason: str = "") -> None:
    """Add an entry about the upload that a resource has now."""
    row = {
        "resource_id": resource.id,
        "package_id": resource.package_id,
        "upload": upload_of(resource),
        "state": state.value,
        "scan": scan.as_json() if scan else None,
        "author": author,
        "reason": reason,
    }
    model.Session.execute(sa.insert(checks), row)


def hold(resource_ids: Iterable[str]) -> None:
    """Hold resources back from now on, whatever becomes of the session: new files are about to take their places."""
    query = sa.select(model.Resource.id, model.Resource.package_id).where(model.Resource.id.in_(list(resource_ids)))
    row = {"upload": "", "state": State.WAITING.value, "author": "", "reason": ""}
    with model.Session.get_bind().engine.begin() as connection:
        known = [{"resource_id": id_, "package_id": package, **row} for id_, package in connection.execute(query)]
        if known:
            connection.execute(sa.insert(checks), known)


def of_resource(resource_id: str) -> Check | None:
    """Give the newest entry about a resource."""
    query = sa.select(checks).where(checks.c.resource_id == resource_id).order_by(checks.c.id.desc()).limit(1)
    row = model.Session.execute(query).mappings().first()
    return _check(row) if row else None


def of_package(package_id: str) -> dict[str, Check]:
    """Give the newest entry about each resource of a dataset, by the resource's id: one query."""
    return _newest(checks.c.package_id == package_id)


def of_resources(resource_ids: Collection[str]) -> dict[str, Check]:
    """Give the newest entry about each of some resources, by their ids: one query."""
    return _newest(checks.c.resource_id.in_(resource_ids))


def some_are_held() -> bool:
    """Say whether any file of the portal may be held back: cheaper than to look which."""
    newest = sa.select(checks.c.state).distinct(checks.c.resource_id).order_by(checks.c.resource_id, checks.c.id.desc())
    found = newest.subquery()
    query = sa.select(sa.literal(1)).where(found.c.state.not_in([one.value for one in State if one.is_open])).limit(1)
    return model.Session.execute(query).first() is not None


def log(package_id: str, newest: int) -> list[Check]:
    """Give the newest entries about a dataset's files."""
    query = sa.select(checks).where(checks.c.package_id == package_id).order_by(checks.c.id.desc()).limit(newest)
    return [_check(row) for row in model.Session.execute(query).mappings()]


def _newest(condition: sa.ColumnElement[bool]) -> dict[str, Check]:
    query = sa.select(checks).distinct(checks.c.resource_id).where(condition)
    rows = model.Session.execute(query.order_by(checks.c.resource_id, checks.c.id.desc())).mappings()
    return {row["resource_id"]: _check(row) for row in rows}


def _check(row: Any) -> Check:
    scan = Scan.from_json(row["scan"]) if row["scan"] else None
    state = State(row["state"])
    return Check(
        row["resource_id"],
        row["package_id"],
        row["upload"],
        state,
        scan,
        row["author"],
        row["reason"],
        row["at"],
    )
