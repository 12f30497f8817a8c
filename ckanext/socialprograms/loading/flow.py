"""The way of a document into the portal: steps, then a check or the saving, then the index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from ckan import model
from ckan.types import Context

from ckanext.socialprograms.importers.records import Import
from ckanext.socialprograms.ledger import keeping
from ckanext.socialprograms.loading import failures, indexing, saving
from ckanext.socialprograms.loading import steps as planning
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.loading.organizations import NoOrganization, Organizations
from ckanext.socialprograms.loading.provenance import Source
from ckanext.socialprograms.loading.report import Report
from ckanext.socialprograms.loading.saving import Saved
from ckanext.socialprograms.loading.sharing import HelperFailed
from ckanext.socialprograms.loading.steps import SAME, Step
from ckanext.socialprograms.messages import N_, Message

Progress = Callable[[str, int], None]
"""Called with a stage of ``STAGES`` and the number of records done in it since the last call."""

STAGES = ("compare", "save", "index")

NOT_INDEXED = N_(
    "The records of “{name}” are saved, but the search does not have them ({found}). "
    "See that Solr runs and run: ckan search-index rebuild."
)

_BROKE = N_(
    "A process that read “{name}” ended early, perhaps for lack of memory. Nothing was saved: import it again, and if "
    "it happens again, give the server more memory."
)


def silent(_stage: str, _done: int) -> None:
    """Show no progress."""


def preview(imported: Import, options: Options, context: Context, progress: Progress = silent) -> Report:
    """Say what importing a document would do, with every reason against it; nothing is written."""
    try:
        organizations = Organizations(context, options.organization)
    except NoOrganization as missing:
        return Report(imported.name, errors=(missing.message,))
    steps = _steps(imported, options, context, organizations, progress)
    against = [failure for step in steps for failure in failures.of_step(step)]
    sound = [step for step in steps if not step.problems]
    try:
        against += saving.check(sound, context, lambda done: progress("save", done))
    except HelperFailed:
        return Report(imported.name, errors=(Message(_BROKE, {"name": imported.name}),))
    saved = tuple(Saved(step, _stored(step, "id"), _stored(step, "name")) for step in steps)
    errors = [failure.message for failure in against if failure.field != keeping.REASON]
    lacking = [failure.message for failure in against if failure.field == keeping.REASON]
    return Report(imported.name, saved, (*imported.errors, *errors), tuple(lacking), imported.warnings)


def load(imported: Import, options: Options, context: Context, progress: Progress = silent) -> Report:
    """Save all records of a document, or none where one can't be saved, and index them.

    Raises SearchIndexError if Solr fails after the records are saved.
    """
    if imported.errors:
        return Report(imported.name, errors=imported.errors)
    saving.lock()
    try:
        organizations = Organizations(context, options.organization)
    except NoOrganization as missing:
        return _failed(imported, [missing.message])
    steps = _steps(imported, options, context, organizations, progress)
    against = [failure for step in steps for failure in failures.of_step(step)]
    saved: list[Saved] = []
    try:
        if not against:
            saved, against = saving.save(steps, context, organizations, lambda done: progress("save", done))
    except HelperFailed:
        return _failed(imported, [Message(_BROKE, {"name": imported.name})])
    if against:
        return _failed(imported, [failure.message for failure in against])
    changed = [one.id for one in saved if one.step.action != SAME]
    indexing.index(changed, lambda done: progress("index", done))
    return Report(imported.name, tuple(saved), notices=imported.warnings)


def _steps(
    imported: Import, options: Options, context: Context, organizations: Organizations, progress: Progress
) -> list[Step]:
    read_on = datetime.now(timezone.utc).date().isoformat()
    source = Source(imported.name, imported.checksum, imported.form, read_on)
    steps = []
    for step in planning.steps(imported, source, options, context, organizations):
        steps.append(step)
        progress("compare", 1)
    return steps


def _failed(imported: Import, errors: list[Any]) -> Report:
    model.Session.rollback()
    return Report(imported.name, errors=tuple(errors))


def _stored(step: Step, name: str) -> str:
    return getattr(step.stored, name) if step.stored else ""
