"""Compares the list of a source with what it brought before: what is new or changed there, what is there no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ckan import model

from ckanext.harvest.model import HarvestJob

from ckanext.socialprograms.harvesters import harvested, runs
from ckanext.socialprograms.harvesters.harvested import Known
from ckanext.socialprograms.harvesters.remote import Entry, Source, SourceFailed, Trouble
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
    listing = _Listing(before)
    portions = harvested.add(job, listing.changed(source))
    listed, problems = listing.listed, listing.problems
    vanished = [] if listing.broke_off else [known for guid, known in before.items() if guid not in listed]
    back = [known.object_id for guid, known in before.items() if guid in listed and known.vanished_on]
    harvested.forget(harvested.VANISHED, back)
    if vanished and (problem := _too_many(vanished, before, asked)):
        problems.append(problem)
    elif asked.when_vanished is not Vanished.KEEP:
        portions += harvested.add(job, [Entry(one.guid, "") for one in vanished], content=harvested.GONE)
    new = [one for one in vanished if not one.vanished_on]
    harvested.note(harvested.VANISHED, dict.fromkeys((one.object_id for one in new), moments.today().isoformat()))
    seen = Run(job_id, len(listed), listing.number, len(vanished), is_whole=not problems)
    runs.begin(seen, (one.package_id for one in new))
    model.Session.commit()
    return Compared(portions, tuple(problems))


class _Listing:
    """Goes through the list of a source, and remembers what it has."""

    def __init__(self, before: Mapping[str, Known]) -> None:
        self._before = before
        self.listed: set[str] = set()
        self.problems: list[Message] = []
        self.number = 0
        self.broke_off = False

    def changed(self, source: Source) -> Iterator[Entry]:
        """Give those that are new or changed, one after another: of many records the rest would fill memory."""
        troubles = 0
        try:
            for found in source.entries():
                if isinstance(found, Trouble):
                    self.listed.update(found.guids)
                    troubles += 1
                    self.problems += [found.message] if troubles <= _MOST_TOLD else []
                    continue
                self.listed.add(found.guid)
                if found.guid not in self._before or self._before[found.guid].version != found.version:
                    self.number += 1
                    yield found
        except SourceFailed as failed:
            self.broke_off = True
            self.problems.append(failed.message)
        if troubles > _MOST_TOLD:
            self.problems.append(Message(_MORE, {"number": troubles - _MOST_TOLD}))


def _too_many(vanished: Sequence[Known], before: dict[str, Known], asked: Settings) -> Message | None:
    """Say that more is gone than may be taken away at once; where nothing is taken away, that is no problem."""
    if asked.when_vanished is Vanished.KEEP or 100 * len(vanished) <= asked.most_vanished * len(before):
        return None
    about = {"gone": len(vanished), "all": len(before), "most": asked.most_vanished}
    return Message(_TOO_MANY, about)


_MOST_TOLD = 100
_MORE = N_("And {number} more like these: mend them, and the next run tells what is left.")
_TOO_MANY = N_(
    "{gone} of {all} records are no longer in the source, more than the {most} percent that may be taken away at once. "
    "Nothing was taken away. If they are gone for good, write a higher most_vanished in the configuration and run it "
    "again."
)
