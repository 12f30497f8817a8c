"""The way of a document into the portal: steps, then a check or the saving, then the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.exc import OperationalError

from ckan import model
from ckan.lib.search.common import SearchIndexError
from ckan.types import Context

from ckanext.socialprograms.importers.records import Import
from ckanext.socialprograms.ledger import keeping
from ckanext.socialprograms.loading import failures, indexing, saving
from ckanext.socialprograms.loading import steps as planning
from ckanext.socialprograms.loading.failures import Failure
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.loading.organizations import NoOrganization, Organizations, of_several_states
from ckanext.socialprograms.loading.provenance import Source
from ckanext.socialprograms.loading.report import Report
from ckanext.socialprograms.loading.saving import Saved
from ckanext.socialprograms.loading.seen import Seen, guarded
from ckanext.socialprograms.loading.sharing import HelperFailed
from ckanext.socialprograms.loading.steps import SAME, Step
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.moments import today

Progress = Callable[[str, int], None]
"""Called with a stage of ``STAGES`` and the number of records done in it since the last call."""

STAGES = ("compare", "save", "index")
PORTION = 500
"""Records of a workbook that are saved in one transaction: all that is lost where the work breaks off, and all that
memory holds at once."""


def silent(_stage: str, _done: int) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class _Task:
    """What is asked of a document; ``doubled`` are the keys that two of its records have.

    ``several`` are the names of institutions that it has in several states.
    """

    options: Options
    context: Context
    doubled: frozenset[tuple[str, str]]
    several: frozenset[str]
    progress: Progress = silent
    seen: Mapping[str, Seen] = field(default_factory=dict)

    def organizations(self) -> Organizations:
        return Organizations(self.context, self.options.organization, self.several)

    def told(self, stage: str) -> Callable[[int], None]:
        return lambda done: self.progress(stage, done)


def preview(imported: Import, options: Options, context: Context, progress: Progress = silent) -> Report:
    """Say what importing a document would do, with every reason against it; nothing is written."""
    task = _Task(options, context, planning.doubled(imported.records), of_several_states(imported.records), progress)
    try:
        organizations = task.organizations()
        reports = [_preview(portion, task, organizations) for portion in _portions(imported)]
    except NoOrganization as missing:
        return Report(imported.name, errors=(missing.message,))
    except HelperFailed:
        return Report(imported.name, errors=(Message(_BROKE, {"name": imported.name}),))
    whole = Report.joined(imported.name, reports)
    return replace(whole, errors=(*imported.errors, *whole.errors), notices=imported.warnings)


def load(
    imported: Import,
    options: Options,
    context: Context,
    progress: Progress = silent,
    seen: Mapping[str, Seen] | None = None,
) -> Report:
    """Save all records of a document, or none where one can't be saved, and index them.

    Of a workbook, those that can't be saved are left out and the others saved, a portion at a time: where a report has
    both records and errors, the work stopped on its way. ``seen`` is what somebody saw in the preview; a record that
    someone else changed since is left out.
    """
    if imported.errors:
        return Report(imported.name, errors=imported.errors)
    doubled, several = planning.doubled(imported.records), of_several_states(imported.records)
    reports: list[Report] = []
    for portion in _portions(imported):
        task = _Task(options, _renewed(context), doubled, several, progress, seen or {})
        try:
            reports.append(_load(portion, task))
        except (NoOrganization, HelperFailed, OperationalError) as trouble:
            model.Session.rollback()
            reports.append(Report(imported.name, errors=(_trouble(imported.name, trouble, reports),)))
        if reports[-1].errors:
            break
    return replace(Report.joined(imported.name, reports), notices=imported.warnings)


def _preview(portion: Import, task: _Task, organizations: Organizations) -> Report:
    steps = _steps(portion, task, organizations)
    against = [failure for step in steps for failure in failures.of_step(step)]
    sound = [step for step in steps if not step.problems]
    against += saving.check(sound, task.context, task.told("save"))
    lacking = tuple(failure.message for failure in against if failure.field == keeping.REASON)
    refused = [failure for failure in against if failure.field != keeping.REASON]
    if portion.each_alone:
        saved = tuple(map(_shown, _with_problems(steps, refused)))
        return Report(portion.name, saved, (), lacking, refused=tuple(refused))
    return Report(portion.name, tuple(map(_shown, steps)), tuple(failure.message for failure in refused), lacking)


def _load(portion: Import, task: _Task) -> Report:
    """Save the records of a portion in one transaction, and index them with those that the index lacks."""
    saving.lock()
    organizations = task.organizations()
    steps = _steps(portion, task, organizations)
    against = [failure for step in steps for failure in failures.of_step(step)]
    if against and not portion.each_alone:
        return _failed(portion, against)
    sound = failures.without(steps, against)
    saved, found = saving.save(sound, task.context, organizations, task.told("save"))
    if found and portion.each_alone:
        against += saving.check(sound, task.context, lambda _done: None)
        saving.lock()
        sound = failures.without(steps, against)
        saved, found = saving.save(sound, task.context, task.organizations(), task.told("save"))
    if found:
        return _failed(portion, found)
    slim = tuple(replace(one, step=one.step.slim()) for one in saved)
    errors = _index(portion.name, slim, task)
    model.Session.expunge_all()
    return Report(portion.name, slim, errors, refused=tuple(against))


def _index(name: str, saved: Iterable[Saved], task: _Task) -> tuple[Message, ...]:
    changed = [one.id for one in saved if one.step.action != SAME]
    stored = [one.step.stored for one in saved if one.step.action == SAME and one.step.stored]
    try:
        # What an import saved that broke off before it came to the index is made up for.
        indexing.index([*changed, *indexing.lacking(stored)], task.told("index"))
    except SearchIndexError as error:
        return (Message(_NOT_INDEXED, {"name": name, "found": str(error)}),)
    return ()


def _portions(imported: Import) -> Iterator[Import]:
    """Part a document whose records are imported each on its own; any other is one piece."""
    if not imported.each_alone or not imported.records:
        yield imported
        return
    for start in range(0, len(imported.records), PORTION):
        yield replace(imported, records=imported.records[start : start + PORTION])


def _steps(portion: Import, task: _Task, organizations: Organizations) -> list[Step]:
    read_on = today().isoformat()
    source = Source(portion.name, portion.checksum, portion.form, read_on)
    steps = []
    for step in planning.steps(portion, source, task.options, task.context, organizations, task.doubled):
        steps.append(guarded(step, task.seen.get(failures.record_of(step))))
        task.progress("compare", 1)
    return steps


def _renewed(context: Context) -> Context:
    """Give the context for another transaction: who acts is asked for anew, since the last one let go of everything."""
    renewed: Any = {**context}
    if renewed.get("auth_user_obj"):
        renewed["auth_user_obj"] = model.User.get(renewed["user"])
    return renewed


def _failed(portion: Import, found: Iterable[Failure]) -> Report:
    model.Session.rollback()
    return Report(portion.name, errors=tuple(failure.message for failure in found))


def _trouble(name: str, trouble: Exception, before: Iterable[Report]) -> Message:
    if isinstance(trouble, NoOrganization):
        return trouble.message
    saved = sum(report.counts[action] for report in before for action in (planning.CREATE, planning.UPDATE))
    if isinstance(trouble, HelperFailed):
        return Message(_BROKE_LATER if saved else _BROKE, {"name": name, "saved": saved})
    found = str(getattr(trouble, "orig", trouble)).partition("\n")[0]
    return Message(_NO_DATABASE, {"name": name, "saved": saved, "found": found})


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
    return Saved(step.slim(), stored.id if stored else "", stored.name if stored else "")


_NOT_INDEXED = N_(
    "The records of “{name}” are saved up to here, but the search does not have all of them ({found}). See that Solr "
    "runs, and import the file again: it goes on where it stopped, and saves nothing twice."
)
_BROKE = N_(
    "A process that read “{name}” ended early, perhaps for lack of memory. Nothing was saved: import it again, and if "
    "it happens again, give the server more memory."
)
_BROKE_LATER = N_(
    "A process that read “{name}” ended early, perhaps for lack of memory. {saved} records are saved, each of them "
    "whole: import the file again, and it goes on where it stopped. If it happens again, give the server more memory."
)
_NO_DATABASE = N_(
    "The database took no more of “{name}” ({found}). {saved} records are saved, each of them whole: see that it runs "
    "and that its disk has room, and import the file again: it goes on where it stopped."
)
