"""What a worker does for the import page: reads and compares a document for its preview, saves it once confirmed."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from redis.exceptions import RedisError

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.jobs import job_from_id
from ckan.types import Context

from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.importers.records import Import
from ckanext.socialprograms.language import language
from ckanext.socialprograms.loading import failures, flow, pending, provenance
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.loading.pending import Pending
from ckanext.socialprograms.loading.report import Report
from ckanext.socialprograms.loading.saving import Saved
from ckanext.socialprograms.loading.seen import Seen
from ckanext.socialprograms.loading.seen import of_report as what_was_seen
from ckanext.socialprograms.loading.speaking import speaking
from ckanext.socialprograms.loading.steps import SAME
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.workbook import marking
from ckanext.socialprograms.workbook.marking import Mark

log = logging.getLogger(__name__)
TIMEOUT = 3600
_PACKED = b"PK"
_REPORT_EVERY = 10
_SILENCE = 120
"""Seconds without a sign after which a worker is taken for dead; it gives one every thirty."""


def enqueue(one: Pending, work: Callable[[str], None], title: str) -> None:
    """Have a worker do the next part of an import."""
    job = tk.enqueue_job(work, [one.id], title=title, rq_kwargs={"timeout": TIMEOUT})
    pending.update(one.id, job=job.id)


def read(import_id: str) -> None:
    """Read the document of an import and compare it with the portal, for the preview."""
    one = pending.find(import_id)
    if one is None:
        return
    with speaking(one.language):
        imported = _document(one)
        total = len(imported.records)
        pending.update(one.id, total=total * 2)
        context = _context(one)
        report = flow.preview(imported, _options(one), context, _progress(one))
        _show(one, report)
        _mark(one, report)
        pending.put_seen(one.id, what_was_seen(report.saved))
        errors = report.errors or _nothing_of(one.name, imported, report)
        stage = pending.REFUSED if errors or not total else pending.PREVIEW
        pending.update(
            one.id,
            stage=stage,
            counts=report.counts,
            warnings=report.warnings,
            errors=errors,
            refused=report.refusals,
            left_out=report.left_out,
            notices=(*report.notices, *_to_be_made(report)),
            asks_reason=bool(report.lacking),
            total=total,
        )
        if stage == pending.REFUSED:
            pending.drop_file(one.id)


def save(import_id: str) -> None:
    """Save the records of an import that was confirmed."""
    one = pending.find(import_id)
    if one is None or one.stage != pending.SAVING:
        return
    with speaking(one.language):
        imported = _document(one)
        pending.update(one.id, total=len(imported.records) * len(flow.STAGES))
        looked_at = pending.seen(one.id)
        report = flow.load(imported, _options(one), _context(one), _progress(one), looked_at)
        told = {"warnings": report.warnings, "errors": report.errors, "refused": report.refusals}
        told["left_out"] = report.left_out
        if report.errors:
            # What is saved so far is told once all is: the file is kept for going on.
            stage = pending.STOPPED if report.saved or not imported.form else pending.REFUSED
            pending.update(one.id, stage=stage, broken=pending.SAVING, **told)
        else:
            _show(one, report)
            _mark(one, report)
            notices = (*report.notices, *_overtaken(one.name, report, looked_at))
            pending.update(one.id, stage=pending.DONE, counts=report.counts, notices=notices, **told)
        if not (report.errors and report.saved):
            pending.drop_file(one.id)


def seen(one: Pending) -> Pending:
    """Give an import as it is; one whose job broke off has stopped, and can go on where its file is kept."""
    if one.stage not in pending.AT_WORK or not _broke_off(one):
        return one
    fresh = pending.find(one.id) or one
    if fresh.stage not in pending.AT_WORK or not _broke_off(fresh):
        return fresh
    sentence = _STOPPED_READING if fresh.stage == pending.READING else _STOPPED_SAVING
    told = Message(sentence, {"name": one.name})
    pending.moves(one.id, fresh.stage, pending.STOPPED, broken=fresh.stage, errors=(told,))
    return pending.find(one.id) or one


def _broke_off(one: Pending) -> bool:
    """Say whether the job of an import failed or its worker is gone: neither of them was heard of for a while."""
    is_silent = time.time() - one.moved > _SILENCE
    if not one.job:  # whoever was to call a worker had no time for it
        return is_silent
    try:
        job = job_from_id(one.job)
    except KeyError:
        return True
    if job.is_failed or job.is_stopped or job.is_canceled:
        return True
    heard = job.last_heartbeat.timestamp() if job.is_started and job.last_heartbeat else time.time()
    return is_silent and time.time() - heard > _SILENCE


def is_waiting(one: Pending) -> bool:
    """Say whether no worker has taken up an import yet."""
    try:
        return bool(one.job) and job_from_id(one.job).is_queued
    except KeyError:
        return False


def _document(one: Pending) -> Import:
    content = pending.content(one.id)
    if content is None:
        return Import(one.name, "", errors=(Message(GONE, {"name": one.name}),))
    return read_file(io.BytesIO(content), one.name)


def _options(one: Pending) -> Options:
    return Options(one.organization or None, one.publish, one.reason)


def _context(one: Pending) -> Context:
    user = model.User.get(one.user)
    if user is None or not user.is_active:
        raise tk.NotAuthorized
    return {"user": user.name, "auth_user_obj": user, "ignore_auth": False}  # type: ignore[typeddict-item]


def _progress(one: Pending) -> flow.Progress:
    done = 0

    def progress(_stage: str, records: int) -> None:
        nonlocal done
        before, done = done, done + records
        if before // _REPORT_EVERY != done // _REPORT_EVERY:
            pending.advance(one.id, done)

    return progress


def _show(one: Pending, report: Report) -> None:
    """Keep what the page shows of each record: those with most to look at first."""
    shown = sorted(report.saved, key=lambda saved: (not saved.step.problems, -len(saved.step.notes)))
    pending.put_records(one.id, [_shown(saved) for saved in shown])


def _mark(one: Pending, report: Report) -> None:
    """Keep a copy of a workbook with what keeps its records out, for the person to mend it there."""
    content = pending.content(one.id) or b""
    if not report.refused or not content.startswith(_PACKED) or len(content) > marking.LARGEST:
        return
    spoken = one.language or language()
    marks = [
        Mark(failure.place.sheet, failure.place.row, failure.place.column, failure.message.in_language(spoken))
        for failure in report.refused
        if failure.place and failure.place.sheet and failure.place.row
    ]
    try:
        pending.put_marked(one.id, marking.marked(content, marks))
    except (OSError, RedisError):
        # The sentences are on the page all the same.
        log.exception("There is no room for the marked copy of a workbook")


def _nothing_of(name: str, imported: Import, report: Report) -> tuple[Message, ...]:
    """Say why nothing of a document can be saved, if so it is."""
    if not imported.records:
        return (Message(_EMPTY, {"name": name}),)
    return () if any(report.counts.values()) else report.refusals


def _to_be_made(report: Report) -> Iterator[Message]:
    """Say which organizations saving would make: a name that is spelt wrongly makes one too."""
    if names := report.new_organizations:
        listed = [*names[:_MOST_NAMED], *(["…"] if len(names) > _MOST_NAMED else [])]
        yield Message(_NEW_AGENCIES, {"number": len(names), "names": "; ".join(listed)})


def _overtaken(name: str, report: Report, seen: Mapping[str, Seen]) -> Iterator[Message]:
    """Tell how many records someone else had brought to the same while the preview was looked at."""
    found = sum(one.step.action == SAME and failures.record_of(one.step) in seen for one in report.saved)
    if found:
        yield Message(_OVERTAKEN, {"name": name, "number": found})


def _shown(saved: Saved) -> dict[str, Any]:
    step = saved.step
    return {
        "type": step.record.type,
        "title": step.title,
        "action": step.action,
        "changed": list(step.changed),
        "already": list(step.already),
        "before": {name: step.before.get(name) for name in step.changed},
        "after": {name: step.data.get(name) for name in step.changed},
        "name": saved.name,
        "organization": step.organization,
        "makes_organization": step.makes_organization,
        "problems": [problem.as_json() for problem in step.problems],
        "warnings": [provenance.warning(note) for note in step.notes],
        "data": step.record.data,
    }


_MOST_NAMED = 20
_NEW_AGENCIES = N_(
    "Organizations that are not in this portal and would be made by saving: {number} ({names}). If one of them is here "
    "under another name, give up and choose it when you send the file."
)
_EMPTY = N_("“{name}” holds no record: below its headings no row is filled in. Fill in a row and send the file again.")
_STOPPED_READING = N_(
    "The reading of “{name}” broke off; nothing was saved. Go on, or send the file again. If it breaks off again, tell "
    "the portal's administrator."
)
_STOPPED_SAVING = N_(
    "The saving of “{name}” broke off. What was saved until then is whole, record by record. Go on, or send the file "
    "again: what was saved is not saved twice. If it breaks off again, tell the portal's administrator."
)
_OVERTAKEN = N_(
    "While you looked at “{name}”, the same was saved in {number} of its records in another way: there they are, and "
    "they were not saved twice."
)
GONE = N_("The file “{name}” is no longer kept: previews wait six hours. Send it again.")
