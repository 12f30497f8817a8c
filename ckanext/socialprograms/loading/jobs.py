"""What a worker does for the import page: reads and compares a document for its preview, saves it once confirmed."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.jobs import job_from_id
from ckan.lib.search import SearchIndexError
from ckan.types import Context

from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.importers.records import Import
from ckanext.socialprograms.language import language
from ckanext.socialprograms.loading import flow, pending, provenance
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.loading.pending import Pending
from ckanext.socialprograms.loading.report import Report
from ckanext.socialprograms.loading.saving import Saved
from ckanext.socialprograms.loading.speaking import speaking
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.workbook import marking
from ckanext.socialprograms.workbook.marking import Mark

log = logging.getLogger(__name__)

TIMEOUT = 3600
_PACKED = b"PK"
_REPORT_EVERY = 10


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
        errors = report.errors or (() if any(report.counts.values()) else report.refusals)
        stage = pending.REFUSED if errors or not total else pending.PREVIEW
        pending.update(
            one.id,
            stage=stage,
            counts=report.counts,
            warnings=report.warnings,
            errors=errors,
            refused=report.refusals,
            notices=report.notices,
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
        context = _context(one)
        try:
            report = flow.load(imported, _options(one), context, _progress(one))
        except SearchIndexError as error:
            log.exception("The records of an import are not in the search index")
            not_indexed = Message(flow.NOT_INDEXED, {"name": one.name, "found": str(error)})
            report = Report(one.name, errors=(not_indexed,))
        if not report.errors:
            _show(one, report)
            _mark(one, report)
            pending.update(one.id, counts=report.counts, warnings=report.warnings, refused=report.refusals)
        stage = pending.REFUSED if report.errors else pending.DONE
        pending.update(one.id, stage=stage, errors=report.errors)
        pending.drop_file(one.id)


def seen(one: Pending) -> Pending:
    """Give an import as it is; one whose job broke off is refused."""
    if one.stage not in pending.AT_WORK or not one.job:
        return one
    try:
        broke = job_from_id(one.job).is_failed
    except KeyError:
        broke = True
    fresh = pending.find(one.id) or one
    if not broke or fresh.stage not in pending.AT_WORK:
        return fresh
    pending.drop_file(one.id)
    pending.update(one.id, stage=pending.REFUSED, errors=(Message(_BROKE, {"name": one.name}),))
    return pending.find(one.id) or one


def is_waiting(one: Pending) -> bool:
    """Say whether no worker has taken up an import yet."""
    try:
        return bool(one.job) and job_from_id(one.job).is_queued
    except KeyError:
        return False


def _document(one: Pending) -> Import:
    content = pending.content(one.id)
    if content is None:
        return Import(one.name, "", errors=(Message(_GONE, {"name": one.name}),))
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
    if report.refused and content.startswith(_PACKED) and len(content) <= marking.LARGEST:
        language_ = one.language or language()
        marks = [
            Mark(failure.place.sheet, failure.place.row, failure.place.column, failure.message.in_language(language_))
            for failure in report.refused
            if failure.place and failure.place.sheet and failure.place.row
        ]
        pending.put_marked(one.id, marking.marked(content, marks))


def _shown(saved: Saved) -> dict[str, Any]:
    step = saved.step
    return {
        "type": step.record.type,
        "title": step.title,
        "action": step.action,
        "changed": list(step.changed),
        "before": {name: step.before.get(name) for name in step.changed},
        "after": {name: step.data.get(name) for name in step.changed},
        "name": saved.name,
        "organization": step.organization,
        "makes_organization": step.makes_organization,
        "problems": [problem.as_json() for problem in step.problems],
        "warnings": [provenance.warning(note) for note in step.notes],
        "data": step.record.data,
    }


_BROKE = N_(
    "The import of “{name}” broke off. Send the file again: what was saved is not saved twice. "
    "If it breaks off again, tell the portal's administrator."
)
_GONE = N_("The file “{name}” is no longer kept: previews wait six hours. Send it again.")
