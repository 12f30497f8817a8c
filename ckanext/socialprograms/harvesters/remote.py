"""What a source has, as harvesters see it: a list of records with their versions, and then the records."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from ckanext.socialprograms.messages import Message


class SourceFailed(Exception):  # noqa: N818 (it is what happened to the source)
    """Raised where a source can't be read to its end; ``message`` is for the person who looks after it."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True)
class Remote:
    """A record of a source as a dataset dict of its own portal, and the address at which people see it there.

    ``provenance`` says of a record that was read from a document where each value stands and what to look at.
    """

    guid: str
    url: str
    data: Mapping[str, Any]
    provenance: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in the list of a source: ``version`` is any text that changes whenever the record does.

    ``record`` is the record itself where the list has it, so that nobody has to ask for it.
    """

    guid: str
    version: str
    record: Remote | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """A part of a source that can't be taken; the records of it that are here (``guids``) stay as they are."""

    message: Message
    guids: Collection[str] = ()


class Source(Protocol):
    """Where records come from."""

    def entries(self) -> Iterator[Entry | Trouble]:
        """List all records, and what can't be taken.

        Raises SourceFailed, after which nothing is known of those that were not listed.
        """
        ...

    def records(self, guids: Sequence[str]) -> Iterator[Remote]:
        """Give some of the records; those that are gone meanwhile are left out. Raises SourceFailed."""
        ...
