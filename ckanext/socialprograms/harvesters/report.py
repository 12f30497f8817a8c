"""What a run did with each record, kind by kind: its name, where it is here and there, and what is to be said of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.harvesters import harvested, history, runs, shrinking
from ckanext.socialprograms.harvesters.runs import CHANGED, CREATED, REFUSED, SAME, SHRUNK, TAKEN_AWAY, VANISHED
from ckanext.socialprograms.harvesters.shrinking import Shrunk

_STATUS = {
    REFUSED: harvested.ERRORED,
    SHRUNK: harvested.UPDATED,
    TAKEN_AWAY: harvested.DELETED,
    CREATED: harvested.ADDED,
    CHANGED: harvested.UPDATED,
    SAME: harvested.UNCHANGED,
}
_AT_ONCE = 500
_TITLE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Item:
    """A record in a run: ``name`` and ``type`` lead to it here, if it is here; ``url`` to the original.

    ``sentences`` say why it was refused, ``shrunk`` what it lost.
    """

    key: str
    title: str
    type: str = ""
    name: str = ""
    url: str = ""
    sentences: tuple[str, ...] = ()
    shrunk: tuple[Shrunk, ...] = ()


def items(job_id: str, kind: str, part: tuple[int, int], *, sees_all: bool) -> list[Item]:
    """Give a part (limit and offset) of the records of a kind; without ``sees_all``, of public records alone."""
    query = _vanished(job_id) if kind == VANISHED else _objects(job_id, kind)
    if kind == REFUSED:
        return _refused(query, part) if sees_all else []
    if not sees_all:
        package = model.package_table
        query = query.where(package.c.state == model.State.ACTIVE, package.c.private.is_(False))
    return [
        Item(row.guid, row.title or row.name, row.type, row.name, row.url or "", shrunk=shrinking.read(row.shrunk))
        for row in model.Session.execute(query.limit(part[0]).offset(part[1]))
    ]


def all_items(job_id: str, kind: str, *, sees_all: bool) -> Iterator[Item]:
    """Give all records of a kind, a portion in memory."""
    start = 0
    while some := items(job_id, kind, (_AT_ONCE, start), sees_all=sees_all):
        yield from some
        start += len(some)


def problems(job_id: str, most: int) -> list[str]:
    """Give what went wrong with a run as a whole, oldest first."""
    table = history.problems
    query = sa.select(table.c.message).where(table.c.harvest_job_id == job_id).order_by(table.c.created, table.c.id)
    return list(model.Session.scalars(query.limit(most)))


def _objects(job_id: str, kind: str) -> sa.Select[Any]:
    objects, package, url, lost = harvested.objects, model.package_table, *_noted(harvested.URL, harvested.SHRUNK)
    here = sa.select(
        objects.c.id,
        objects.c.guid,
        package.c.title,
        package.c.name,
        package.c.type,
        url.c.value.label("url"),
        lost.c.value.label("shrunk"),
    )
    tables = objects.outerjoin(url, _beside(url, harvested.URL)).outerjoin(lost, _beside(lost, harvested.SHRUNK))
    join = sa.outerjoin if kind == REFUSED else sa.join
    query = here.select_from(join(tables, package, package.c.id == objects.c.package_id)).where(
        objects.c.harvest_job_id == job_id, objects.c.report_status == _STATUS[kind]
    )
    if kind == SHRUNK:
        query = query.where(lost.c.value.is_not(None))
    return query.order_by(package.c.title, objects.c.guid, objects.c.id)


def _vanished(job_id: str) -> sa.Select[Any]:
    """Give the records that went with a run, with what brought them last."""
    objects, package, gone, (url,) = harvested.objects, model.package_table, runs.vanished, _noted(harvested.URL)
    tables = gone.join(package, package.c.id == gone.c.package_id)
    any_ = objects.alias()
    last = (
        sa.select(any_.c.id)
        .where(any_.c.package_id == gone.c.package_id)
        .order_by(any_.c.current.desc(), any_.c.import_finished.desc().nulls_last())
        .limit(1)
        .scalar_subquery()
    )
    tables = tables.outerjoin(objects, objects.c.id == last).outerjoin(url, _beside(url, harvested.URL))
    named = sa.func.coalesce(objects.c.guid, package.c.id).label("guid")
    columns = (
        named,
        package.c.title,
        package.c.name,
        package.c.type,
        url.c.value.label("url"),
        sa.null().label("shrunk"),
    )
    return (
        sa.select(*columns).select_from(tables).where(gone.c.job_id == job_id).order_by(package.c.title, package.c.id)
    )


def _refused(query: sa.Select[Any], part: tuple[int, int]) -> list[Item]:
    """Give records that were refused: what they are called stands in what was fetched, if anything was."""
    objects, errors = harvested.objects, harvested.errors
    query = query.add_columns(objects.c.content, objects.c.harvest_source_id)
    rows = list(model.Session.execute(query.limit(part[0]).offset(part[1])))
    why: defaultdict[str, list[str]] = defaultdict(list)
    wanted = sa.select(errors.c.harvest_object_id, errors.c.message).where(
        errors.c.harvest_object_id.in_([row.id for row in rows])
    )
    for id_, sentence in model.Session.execute(wanted.order_by(errors.c.created, errors.c.id)):
        why[id_].append(sentence)
    found = [
        _named(Item(row.guid, row.guid, url=row.url or "", sentences=(*why[row.id],)), row.content) for row in rows
    ]
    return _with_ours(found, rows[0].harvest_source_id) if rows else found


def _named(item: Item, content: str | None) -> Item:
    try:
        said = json.loads(content or "")
    except ValueError:
        return item
    if not isinstance(said, dict):
        return item
    return replace(item, title=str(said.get("title") or said.get("name") or item.key)[:_TITLE_LENGTH])


def _with_ours(found: Sequence[Item], source_id: str) -> list[Item]:
    """Lead to the records that stay as they were, for their change was refused."""
    known = harvested.known(source_id, [one.key for one in found])
    package = model.package_table
    query = sa.select(package.c.id, package.c.type, package.c.name).where(
        package.c.id.in_([one.package_id for one in known.values()])
    )
    ours = {row.id: row for row in model.Session.execute(query)}
    named = []
    for one in found:
        row = ours.get(known[one.key].package_id) if one.key in known else None
        named.append(replace(one, type=row.type, name=row.name) if row else one)
    return named


def _noted(*keys: str) -> tuple[Any, ...]:
    return tuple(harvested.extras.alias(f"noted_{key}") for key in keys)


def _beside(extra: Any, key: str) -> Any:
    return sa.and_(extra.c.harvest_object_id == harvested.objects.c.id, extra.c.key == key)
