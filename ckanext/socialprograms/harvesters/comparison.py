"""Compares the list of a source with what it brought before: what is new or changed there, what is there no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ckan import model

from ckanext.harvest.model import HarvestJob

from ckanext.socialprograms.harvesters import harvested, runs
from ckanext.socialprograms.harvesters.harvested import Known
from ckanext.socialprograms.harvesters.remote import Source, SourceFailed
from ckanext.socialprograms.harvesters.runs import Run
from ckanext.socialprograms.harvesters.settings import Settings, Vanished
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import moments


@dataclass(frozen=True)
class Compared:
    """The portions of a job that have something to do, by the ids of their first, and what went wrong."""

    portions: list[str]
    problems: tuple[Message, ...] = ()


def compare(source: Source, job: HarvestJob, asked: Settings) -> Compared:
    """Write the harvest objects of a job, in one transaction; a job that is begun again begins anew.

    Where the list broke off, what was listed is harvested and nothing is called vanished.
    """
    job_id, source_id = str(job.id), str(job.source_id)
    harvested.clear(job_id)
    before = harvested.known(source_id)
    listed: set[str] = set()
    changed: list[tuple[str, str]] = []
    problems: list[Message] = []
    try:
        for entry in source.entries():
            listed.add(entry.guid)
            if entry.guid not in before or before[entry.guid].version != entry.version:
                changed.append((entry.guid, entry.version))
    except SourceFailed as failed:
        problems.append(failed.message)
    vanished = [] if problems else [known for guid, known in before.items() if guid not in listed]
    back = [known.object_id for guid, known in before.items() if guid in listed and known.vanished_on]
    harvested.forget(harvested.VANISHED, back)
    portions = harvested.add(job, changed)
    if vanished and (problem := _too_many(vanished, before, asked)):
        problems.append(problem)
    elif asked.when_vanished is not Vanished.KEEP:
        portions += harvested.add(job, [(one.guid, "") for one in vanished], content=harvested.GONE)
    new = [one for one in vanished if not one.vanished_on]
    harvested.note(harvested.VANISHED, dict.fromkeys((one.object_id for one in new), moments.today().isoformat()))
    seen = Run(job_id, len(listed), len(changed), len(vanished), is_whole=not problems)
    runs.begin(seen, (one.package_id for one in new))
    model.Session.commit()
    return Compared(portions, tuple(problems))


def _too_many(vanished: Sequence[Known], before: dict[str, Known], asked: Settings) -> Message | None:
    """Say that more is gone than may be taken away at once; where nothing is taken away, that is no problem."""
    if asked.when_vanished is Vanished.KEEP or 100 * len(vanished) <= asked.most_vanished * len(before):
        return None
    about = {"gone": len(vanished), "all": len(before), "most": asked.most_vanished}
    return Message(_TOO_MANY, about)


_TOO_MANY = N_(
    "{gone} of {all} records are no longer in the source, more than the {most} percent that may be taken away at once. "
    "Nothing was taken away. If they are gone for good, write a higher most_vanished in the configuration and run it "
    "again."
)
