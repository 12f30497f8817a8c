"""What a source brought before, and what of it is in the portal now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import islice

import sqlalchemy as sa

from ckan import model
from ckan.model.types import make_uuid

from ckanext.harvest.model import HarvestJob, HarvestObject, HarvestObjectError, HarvestObjectExtra, HarvestSource

from ckanext.socialprograms.harvesters import tidy
from ckanext.socialprograms.harvesters.remote import Entry, Remote

objects, extras, errors = HarvestObject.__table__, HarvestObjectExtra.__table__, HarvestObjectError.__table__
VERSION, PORTION, VANISHED, URL, DIGEST = "version", "portion", "vanished_on", "url", "digest"
PROVENANCE, SHRUNK = "provenance", "shrunk"
"""The keys of what is noted beside a harvest object."""
ADDED, UPDATED, UNCHANGED, DELETED, ERRORED = "added", "updated", "not modified", "deleted", "errored"
WAITING, IN_PORTION, COMPLETE, ERROR = "WAITING", "PORTION", "COMPLETE", "ERROR"
"""The states of a harvest object; one in a portion waits for the first of it, which alone is in the queue."""
GONE = "gone"
"""The content of a harvest object whose record is to be taken away."""
_AT_ONCE = 1000
_PORTION = 100


@dataclass(frozen=True, slots=True)
class Known:
    """The record of a source that is in the portal: its dataset, and the harvest object that brought it last."""

    guid: str
    object_id: str
    package_id: str
    version: str
    vanished_on: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A harvest object of which it is not settled what becomes of it; ``content`` is JSON once it was fetched."""

    id: str
    guid: str
    content: str | None


def known(source_id: str, guids: Sequence[str] | None = None) -> dict[str, Known]:
    """Give what is here of a source by its keys there; of some alone, if they are named."""
    noted = {key: extras.alias() for key in (VERSION, VANISHED, DIGEST)}
    query = sa.select(
        objects.c.guid,
        objects.c.id,
        objects.c.package_id,
        *(sa.func.coalesce(one.c.value, "") for one in noted.values()),
    ).join(model.package_table, model.package_table.c.id == objects.c.package_id)
    for key, one in noted.items():
        query = query.outerjoin(one, sa.and_(one.c.harvest_object_id == objects.c.id, one.c.key == key))
    query = query.where(
        objects.c.harvest_source_id == source_id,
        objects.c.current.is_(True),
        model.package_table.c.state != model.State.DELETED,
    )
    if guids is not None:
        query = query.where(objects.c.guid.in_(guids))
    return {row[0]: Known(*row) for row in model.Session.execute(query)}


def taken_away(source_id: str, guids: Sequence[str]) -> dict[str, Known]:
    """Give those of a source that were taken away and are still in the portal, deleted or archived."""
    query = (
        sa.select(objects.c.guid, sa.func.max(objects.c.id), objects.c.package_id)
        .join(model.package_table, model.package_table.c.id == objects.c.package_id)
        .where(objects.c.harvest_source_id == source_id, objects.c.guid.in_(guids))
        .group_by(objects.c.guid, objects.c.package_id)
        .having(~sa.func.bool_or(objects.c.current))
    )
    return {row[0]: Known(*row, version="") for row in model.Session.execute(query)}


def add(job: HarvestJob, found: Iterable[Entry], content: str | None = None) -> list[str]:
    """Add harvest objects for entries of a list, in portions; give the ids of those that lead them: the queue's."""
    leaders = []
    waiting = iter(found)
    while some := list(islice(waiting, _PORTION)):
        ids = [make_uuid() for _ in some]
        leaders.append(ids[0])
        shared = {"harvest_job_id": job.id, "harvest_source_id": job.source_id, "gathered": moment()}
        shared |= {"state": IN_PORTION, "current": False, "content": content, "retry_times": 0}
        rows = [{**shared, "id": id_, "guid": one.guid} for id_, one in zip(ids, some, strict=True)]
        rows[0]["state"] = WAITING
        model.Session.execute(sa.insert(objects), rows)
        note(VERSION, {id_: one.version for id_, one in zip(ids, some, strict=True)})
        note(PORTION, {ids[0]: " ".join(ids)})
        keep({id_: one.record for id_, one in zip(ids, some, strict=True) if one.record})
    return leaders


def clear(job_id: str) -> None:
    """Delete the harvest objects of a job that was begun before and did not get to the queue."""
    ids = sa.select(objects.c.id).where(objects.c.harvest_job_id == job_id)
    model.Session.execute(sa.delete(extras).where(extras.c.harvest_object_id.in_(ids)))
    model.Session.execute(sa.delete(objects).where(objects.c.harvest_job_id == job_id))


def keep(got: Mapping[str, Remote]) -> None:
    """Keep records that were fetched, by the ids of their harvest objects."""
    now = moment()
    rows = [{"key": id_, "text": json.dumps(tidy.sayable(one.data)), "now": now} for id_, one in got.items()]
    if rows:
        change = sa.update(objects).where(objects.c.id == sa.bindparam("key"))
        values = {"content": sa.bindparam("text"), "fetch_finished": sa.bindparam("now")}
        model.Session.connection().execute(change.values(values), rows)
    note(URL, {id_: one.url for id_, one in got.items()})
    note(PROVENANCE, {id_: json.dumps(one.provenance) for id_, one in got.items() if one.provenance})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a harvest object: ``status`` is one of ckanext-harvest's; ``shrunk`` is what its record lost."""

    status: str
    package_id: str | None = None
    digest: str = ""
    shrunk: str = ""


def finish(outcomes: Mapping[str, Outcome]) -> None:
    """Write what became of harvest objects: those that are in the portal now take the place of those before them.

    The one that leads a portion keeps its state, which ckanext-harvest changes once the whole portion can be found: a
    job with a portion that broke off is not finished.
    """
    if not outcomes:
        return
    here = [one.package_id for one in outcomes.values() if one.package_id]
    model.Session.execute(sa.update(objects).where(objects.c.package_id.in_(here)).values(current=False))
    now = moment()
    rows = [
        {
            "key": id_,
            "package": one.package_id,
            "is_current": one.package_id is not None and one.status != DELETED,
            "now": now,
            "status_": one.status,
            "state_": ERROR if one.status == ERRORED else COMPLETE,
        }
        for id_, one in outcomes.items()
    ]
    values = {
        "package_id": sa.bindparam("package"),
        "current": sa.bindparam("is_current"),
        "import_finished": sa.bindparam("now"),
        "report_status": sa.bindparam("status_"),
        "state": sa.case((objects.c.state == IN_PORTION, sa.bindparam("state_")), else_=objects.c.state),
    }
    model.Session.connection().execute(
        sa.update(objects).where(objects.c.id == sa.bindparam("key")).values(values), rows
    )
    note(DIGEST, {id_: one.digest for id_, one in outcomes.items() if one.digest})
    note(SHRUNK, {id_: one.shrunk for id_, one in outcomes.items() if one.shrunk})


def refuse(told: Mapping[str, Sequence[str]], stage: str) -> None:
    """Write why harvest objects can't be saved: the sentences by their ids."""
    now = moment()
    rows = [
        {"id": make_uuid(), "harvest_object_id": id_, "message": sentence, "stage": stage, "created": now}
        for id_, sentences in told.items()
        for sentence in sentences
    ]
    if rows:
        model.Session.execute(sa.insert(errors), rows)
    finish({id_: Outcome(ERRORED) for id_ in told})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was harvested: ``harvested_at`` is in universal time, ``vanished_on`` an ISO date."""

    source: str
    url: str
    harvested_at: datetime | None
    vanished_on: str


def origin(package_id: str) -> Origin | None:
    """Give where a record was harvested, None if it was not."""
    url, gone = extras.alias(), extras.alias()
    query = (
        sa.select(
            sa.func.coalesce(sa.func.nullif(HarvestSource.title, ""), HarvestSource.url),
            sa.func.coalesce(url.c.value, HarvestSource.url),
            objects.c.import_finished,
            sa.func.coalesce(gone.c.value, ""),
        )
        .join(HarvestSource, HarvestSource.id == objects.c.harvest_source_id)
        .outerjoin(url, sa.and_(url.c.harvest_object_id == objects.c.id, url.c.key == URL))
        .outerjoin(gone, sa.and_(gone.c.harvest_object_id == objects.c.id, gone.c.key == VANISHED))
        .where(objects.c.package_id == package_id, objects.c.current.is_(True))
        .limit(1)
    )
    row = model.Session.execute(query).first()
    return Origin(*row) if row else None


def noted(key: str, object_id: str) -> str | None:
    """Give what was noted beside a harvest object."""
    query = sa.select(extras.c.value).where(extras.c.harvest_object_id == object_id, extras.c.key == key)
    return model.Session.scalar(query)


def noted_of(key: str, ids: Sequence[str]) -> dict[str, str]:
    """Give what was noted beside some harvest objects, by their ids."""
    query = sa.select(extras.c.harvest_object_id, extras.c.value)
    found = model.Session.execute(query.where(extras.c.key == key, extras.c.harvest_object_id.in_(ids)))
    return {row[0]: row[1] for row in found}


def moment() -> datetime:
    """Give this moment as ckanext-harvest writes it: in universal time, without saying so."""
    return datetime.now(timezone.utc).replace(tzinfo=None)


def note(key: str, told: dict[str, str]) -> None:
    """Note something beside harvest objects, by their ids."""
    rows = [{"id": make_uuid(), "harvest_object_id": id_, "key": key, "value": value} for id_, value in told.items()]
    if rows:
        model.Session.execute(sa.insert(extras), rows)


def forget(key: str, ids: Sequence[str]) -> None:
    """Take back what was noted."""
    for some in _chunks(ids):
        model.Session.execute(sa.delete(extras).where(extras.c.key == key, extras.c.harvest_object_id.in_(some)))


def portion(leader: str) -> list[Waiting]:
    """Give those of a portion of which it is not settled what becomes of them."""
    ids = (noted(PORTION, leader) or leader).split()
    found = (
        sa.select(objects.c.id, objects.c.guid, objects.c.content)
        .where(objects.c.id.in_(ids), objects.c.report_status.is_(None))
        .order_by(objects.c.guid)
    )
    return [Waiting(*row) for row in model.Session.execute(found)]


def packages(leader: str) -> list[str]:
    """Give the datasets of a portion."""
    ids = (noted(PORTION, leader) or leader).split()
    query = sa.select(objects.c.package_id).where(objects.c.id.in_(ids), objects.c.current.is_(True))
    return list(model.Session.scalars(query))


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
