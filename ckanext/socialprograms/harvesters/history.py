"""The runs of a source, newest first: how many records each listed, created, changed, refused, lost, and how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.harvest.model import HarvestGatherError, HarvestJob

from ckanext.socialprograms.harvesters import harvested, runs

jobs, problems = HarvestJob.__table__, HarvestGatherError.__table__
FINISHED = "Finished"


@dataclass(frozen=True)
class Seen:
    """A run: ``status`` is ckanext-harvest's, moments are in universal time, ``listed`` None where no list was read.

    ``changed`` are the records that were changed here, ``vanished`` those that went with this run, ``missing`` all
    that the source does not have any more, ``taken_away`` those that were deleted or archived here for that.
    ``unchanged`` are those that were listed and are the same. ``is_whole`` says that the list was read to its end.
    """

    id: str
    status: str
    started: datetime | None
    finished: datetime | None
    listed: int | None
    created: int
    changed: int
    unchanged: int
    refused: int
    shrunk: int
    vanished: int
    missing: int
    taken_away: int
    problems: int
    is_whole: bool

    @property
    def seconds(self) -> int | None:
        """Give how long it took."""
        if self.started is None or self.finished is None:
            return None
        return max(round((self.finished - self.started).total_seconds()), 0)

    @property
    def has_trouble(self) -> bool:
        """Say whether somebody should look at it."""
        return bool(self.refused or self.problems)


def count(source_id: str) -> int:
    """Say how many runs a source had."""
    query = sa.select(sa.func.count()).select_from(jobs).where(jobs.c.source_id == source_id)
    return model.Session.scalar(query) or 0


def of_source(source_id: str, limit: int, offset: int = 0) -> list[Seen]:
    """Give some of the runs of a source, newest first."""
    chosen = (
        sa.select(jobs.c.id)
        .where(jobs.c.source_id == source_id)
        .order_by(jobs.c.created.desc(), jobs.c.id)
        .limit(limit)
        .offset(offset)
    )
    return _seen(list(model.Session.scalars(chosen)))


def find(source_id: str, job_id: str) -> Seen | None:
    """Give one run of a source, None if it has none of that id."""
    query = sa.select(jobs.c.id).where(jobs.c.source_id == source_id, jobs.c.id == job_id)
    return next(iter(_seen(list(model.Session.scalars(query)))), None)


def _seen(ids: Sequence[str]) -> list[Seen]:
    """Read runs with one query a table, whatever their number."""
    objects, extras = harvested.objects, harvested.extras
    states = (
        sa.select(objects.c.harvest_job_id, objects.c.report_status, sa.func.count())
        .where(objects.c.harvest_job_id.in_(ids))
        .group_by(objects.c.harvest_job_id, objects.c.report_status)
    )
    counted = {(job, status): number for job, status, number in model.Session.execute(states)}
    lost = (
        sa.select(objects.c.harvest_job_id, sa.func.count())
        .join(extras, sa.and_(extras.c.harvest_object_id == objects.c.id, extras.c.key == harvested.SHRUNK))
        .where(objects.c.harvest_job_id.in_(ids))
        .group_by(objects.c.harvest_job_id)
    )
    numbers = {"shrunk": _by_job(lost), "problems": _by_job(_grouped(problems.c.harvest_job_id, ids))}
    numbers["vanished"] = _by_job(_grouped(runs.vanished.c.job_id, ids))
    saw = {row.job_id: row for row in model.Session.execute(sa.select(runs.run).where(runs.run.c.job_id.in_(ids)))}
    found = {row.id: row for row in model.Session.execute(sa.select(jobs).where(jobs.c.id.in_(ids)))}
    return [
        _one(found[id_], saw.get(id_), counted, {name: of.get(id_, 0) for name, of in numbers.items()}) for id_ in ids
    ]


def _one(job: Any, saw: Any, counted: dict[Any, int], numbers: dict[str, int]) -> Seen:
    same = counted.get((job.id, harvested.UNCHANGED), 0)
    return Seen(
        id=job.id,
        status=job.status,
        started=utc(job.gather_started),
        finished=utc(job.finished),
        listed=saw.listed if saw else None,
        created=counted.get((job.id, harvested.ADDED), 0),
        changed=counted.get((job.id, harvested.UPDATED), 0),
        unchanged=same + (saw.listed - saw.changed if saw else 0),
        refused=counted.get((job.id, harvested.ERRORED), 0),
        missing=saw.vanished if saw else 0,
        taken_away=counted.get((job.id, harvested.DELETED), 0),
        is_whole=bool(saw and saw.is_whole),
        **numbers,
    )


def _grouped(column: Any, ids: Sequence[str]) -> Any:
    return sa.select(column, sa.func.count()).where(column.in_(ids)).group_by(column)


def _by_job(query: Any) -> dict[str, int]:
    return dict(map(tuple, model.Session.execute(query)))


def utc(moment: datetime | None) -> datetime | None:
    """Say of a moment of ckanext-harvest's that it is in universal time."""
    return moment and moment.replace(tzinfo=timezone.utc)
