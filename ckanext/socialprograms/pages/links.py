"""The chain from program to evidence: which records a record names, and which name it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ckanext.socialprograms.records.links import links
from ckanext.socialprograms.records.values import Data

STEPS = ("program", "evaluation", "commitment")


@dataclass(frozen=True)
class Record:
    """A record of this portal that the viewer may see; ``references`` are what its own links name."""

    id: str
    name: str
    title: str
    type: str
    is_draft: bool = False
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class Linked:
    """A step's neighbour: a record of this portal, an outside page, or (neither) something that is not here yet."""

    type: str
    title: str
    name: str = ""
    url: str = ""
    is_draft: bool = False

    @property
    def is_here(self) -> bool:
        """Say whether it is a record of this portal."""
        return bool(self.name)


@dataclass(frozen=True)
class Chain:
    """The neighbours of a record by type, each once; ``field`` gives those that one of its own fields names."""

    programs: tuple[Linked, ...] = ()
    evaluations: tuple[Linked, ...] = ()
    commitments: tuple[Linked, ...] = ()

    def of(self, type_: str) -> tuple[Linked, ...]:
        """Give the neighbours of a type."""
        return {"program": self.programs, "evaluation": self.evaluations, "commitment": self.commitments}[type_]


def named_references(data: Data) -> tuple[str, ...]:
    """Give what a record's links name, outside addresses left out."""
    return tuple(dict.fromkeys(link.reference for link in links(data) if not link.is_outside))


def chain(data: Data, records: Sequence[Record]) -> Chain:
    """Join a record's own links with those of the records that name it.

    ``records`` are the records of this portal that the viewer may see and that the record names, or that name it.
    """
    by_reference = {key: record for record in records for key in (record.id, record.name)}
    own = {str(data.get("id")), str(data.get("name"))}
    found: dict[str, dict[str, Linked]] = {step: {} for step in STEPS}
    for link in links(data):
        linked = _linked(link.target_type, link.reference, by_reference, outside=link.is_outside)
        found[linked.type].setdefault(linked.name or link.reference, linked)
    for record in records:
        if own & set(record.references) and record.type in found and record.id not in own:
            found[record.type].setdefault(record.name, _here(record))
    programs, evaluations, commitments = (tuple(found[step].values()) for step in STEPS)
    return Chain(programs, evaluations, commitments)


def _linked(type_: str, reference: str, by_reference: dict[str, Record], *, outside: bool) -> Linked:
    if outside:
        return Linked(type_, reference, url=reference)
    record = by_reference.get(reference)
    return _here(record) if record and record.type in STEPS else Linked(type_, reference)


def _here(record: Record) -> Linked:
    return Linked(record.type, record.title, name=record.name, is_draft=record.is_draft)


def titles(linked: Iterable[Linked]) -> tuple[str, ...]:
    """Give the titles of neighbours, in order."""
    return tuple(one.title for one in linked)
