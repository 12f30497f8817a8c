"""The way of a document into the portal: steps, then a check or the saving, then the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

from ckan import model
from ckan.types import Context

from ckanext.socialprograms.importers.records import Import
from ckanext.socialprograms.ledger import keeping
from ckanext.socialprograms.loading import failures, indexing, saving
from ckanext.socialprograms.loading import steps as planning
from ckanext.socialprograms.loading.failures import Failure
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
    lacking = tuple(failure.message for failure in against if failure.field == keeping.REASON)
    refused = [failure for failure in against if failure.field != keeping.REASON]
    if imported.each_alone:
        saved = tuple(map(_shown, _with_problems(steps, refused)))
        return Report(imported.name, saved, imported.errors, lacking, imported.warnings, tuple(refused))
    errors = (failure.message for failure in refused)
    return Report(imported.name, tuple(map(_shown, steps)), (*imported.errors, *errors), lacking, imported.warnings)


def load(imported: Import, options: Options, context: Context, progress: Progress = silent) -> Report:
    """Save all records of a document, or none where one can't be saved, and index them.

    Of a workbook, those that can't be saved are left out and the others saved.

    Raises SearchIndexError if Solr fails after the records are saved.
    """
    if imported.errors:
        return Report(imported.name, errors=imported.errors)
    saving.lock()

    def told(done: int) -> None:
        progress("save", done)

    try:
        organizations = Organizations(context, options.organization)
    except NoOrganization as missing:
        return _failed(imported, [missing.message])
    steps = _steps(imported, options, context, organizations, progress)
    against = [failure for step in steps for failure in failures.of_step(step)]
    if against and not imported.each_alone:
        return _failed(imported, [failure.message for failure in against])
    try:
        saved, found = saving.save(failures.without(steps, against), context, organizations, told)
        if found and imported.each_alone:
            against += saving.check(failures.without(steps, against), context, told)
            saving.lock()
            again = Organizations(context, options.organization)
            saved, found = saving.save(failures.without(steps, against), context, again, told)
    except HelperFailed:
        return _failed(imported, [Message(_BROKE, {"name": imported.name})])
    if found:
        return _failed(imported, [failure.message for failure in found])
    changed = [one.id for one in saved if one.step.action != SAME]
    indexing.index(changed, lambda done: progress("index", done))
    return Report(imported.name, tuple(saved), notices=imported.warnings, refused=tuple(against))


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


def _with_problems(steps: Iterable[Step], refused: Iterable[Failure]) -> Iterator[Step]:
    """Give the steps with what stands against each."""
    against: dict[str, list[Message]] = defaultdict(list)
    for failure in refused:
        against[failure.record].append(failure.message)
    for step in steps:
        problems = against.get(failures.record_of(step))
        yield replace(step, problems=tuple(problems)) if problems else step


def _shown(step: Step) -> Saved:
    stored = step.stored
    return Saved(step, stored.id if stored else "", stored.name if stored else "")
