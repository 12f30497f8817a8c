"""Tells the contact of a source by mail, once, of a run that had problems."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import mailer

from ckanext.harvest.interfaces import IHarvester
from ckanext.harvest.model import HarvestJob, HarvestSource

from ckanext.socialprograms.harvesters import harvested, history, report, runs
from ckanext.socialprograms.harvesters.harvester import Harvester, asked_of
from ckanext.socialprograms.harvesters.history import Seen
from ckanext.socialprograms.language import told
from ckanext.socialprograms.loading.speaking import speaking
from ckanext.socialprograms.messages import N_, Message

log = logging.getLogger(__name__)
_LATE = timedelta(days=1)
"""Of a run that ended longer ago nobody is told any more."""
_MOST, _LONGEST = 20, 400
_SUBJECT = N_("{source}: problems in a harvest")
_OPENING = N_("The harvest of {source} of {moment} had problems.")
_COUNTS = N_("New: {created}. Changed: {changed}. Refused: {refused}. Not in the source any more: {vanished}.")
_WHOLE = N_("What went wrong with the whole run:")
_REFUSED = N_("Records that stay out, or as they were:")
_MORE = N_("And {n} more.")
_REPORT = N_("The whole report: {address}")
_WHY = N_("You get this because the configuration of this source names you as its contact.")


def tell_of_ended() -> None:
    """Have a worker write to the contacts of sources whose runs ended with problems; each run is looked at once."""
    for job_id in _ended():
        if not _claim(job_id):
            continue
        job: Any = HarvestJob.get(job_id)
        seen = history.find(job.source_id, job_id)
        if seen and seen.has_trouble and asked_of(job).contact:
            tk.enqueue_job(send, [job_id], title=f"Mail of harvest {job_id}")


def send(job_id: str) -> None:
    """Write to the contact of a run's source, in the portal's language; what can't be sent is written to the log."""
    with speaking():
        job: Any = HarvestJob.get(job_id)
        seen = history.find(job.source_id, job_id) if job else None
        if seen is None:
            return
        source = model.Package.get(job.source_id)
        name = " ".join((job.source.title or job.source.url).split())
        asked = {"name": source.name if source else job.source_id, "job": job_id}
        address = tk.url_for("socialprograms_harvests.run", **asked, _external=True, locale="default")
        subject, body = told(Message(_SUBJECT, {"source": name})), "\n".join(_lines(seen, name, address))
        for contact in asked_of(job).contact:
            _write(contact, subject, body)


def _write(contact: str, subject: str, body: str) -> None:
    try:
        mailer.mail_recipient(contact, contact, subject, body)
    except (mailer.MailerException, OSError):
        log.exception("The problems of a harvest could not be told to %s", contact)


def _lines(seen: Seen, source: str, address: str) -> Iterator[str]:
    about = {"source": source, "moment": tk.h.socialprograms_moment(seen.finished)}
    yield told(Message(_OPENING, about))
    yield told(Message(_COUNTS, {name: getattr(seen, name) for name in ("created", "changed", "refused", "vanished")}))
    if problems := report.problems(seen.id, _MOST):
        yield f"\n{told(Message(_WHOLE))}"
        yield from map(_item, problems)
    if refused := report.items(seen.id, runs.REFUSED, (_MOST, 0), sees_all=True):
        yield f"\n{told(Message(_REFUSED))}"
        yield from (_item(" ".join(one.sentences) or one.title) for one in refused)
        if seen.refused > len(refused):
            yield told(Message(_MORE, {"n": seen.refused - len(refused)}))
    yield f"\n{told(Message(_REPORT, {'address': address}))}"
    yield f"\n{told(Message(_WHY))}"


def _item(sentence: str) -> str:
    return f"- {' '.join(sentence.split())[:_LONGEST]}"


def _ended() -> list[str]:
    """Give the runs of our kinds of sources that ended lately and were not looked at."""
    kinds = [one.kind for one in p.PluginImplementations(IHarvester) if isinstance(one, Harvester)]
    jobs, sources = history.jobs, HarvestSource.__table__
    ended = sa.func.coalesce(jobs.c.finished, jobs.c.created)
    query = (
        sa.select(jobs.c.id)
        .join(sources, sources.c.id == jobs.c.source_id)
        .outerjoin(runs.run, runs.run.c.job_id == jobs.c.id)
        .where(
            jobs.c.status == history.FINISHED,
            sources.c.type.in_(kinds),
            ended > harvested.moment() - _LATE,
            runs.run.c.told_at.is_(None),
        )
        .order_by(ended)
    )
    return list(model.Session.scalars(query))


def _claim(job_id: str) -> bool:
    """Take a run for telling of it; false where another process did."""
    seen = {"job_id": job_id, "listed": 0, "changed": 0, "vanished": 0, "is_whole": False}
    now = harvested.moment()
    query = insert(runs.run).values(**seen, told_at=now)
    query = query.on_conflict_do_update(
        index_elements=["job_id"], set_={"told_at": now}, where=runs.run.c.told_at.is_(None)
    ).returning(runs.run.c.job_id)
    is_ours = model.Session.scalar(query) is not None
    model.Session.commit()
    return is_ours
