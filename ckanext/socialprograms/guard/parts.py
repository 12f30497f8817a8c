"""What a file is made of, whatever its format: tables that come in batches, and texts that come in pieces."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from ckanext.socialprograms.guard.report import Unchecked
from ckanext.socialprograms.guard.rules import Rules
from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.messages import N_, Message


@dataclass(frozen=True)
class Table:
    """A table: batches of texts whose columns are numbered from ``0``.

    ``names`` may grow while the batches come. Where there are none, the columns are named by one of the first rows, as
    people do in sheets.
    """

    part: str
    batches: Iterator[pl.DataFrame]
    page: int | None = None
    names: Sequence[str] | None = None


@dataclass(frozen=True)
class Text:
    """A text: its pieces, each with the page on which it stands."""

    part: str
    pieces: Iterator[tuple[int | None, str]]


Part = Table | Text | Unchecked


class Clock:
    """Ends a scan that takes too long."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = time.monotonic() + seconds

    def check(self, name: str) -> None:
        """Raise UnreadableFile once the time is over."""
        if time.monotonic() > self.end:
            sentence = N_("{name}: the file is too large to be looked at whole in {seconds} seconds: split it.")
            raise UnreadableFile(Message(sentence, {"name": name, "seconds": round(self.seconds)}))


@dataclass(frozen=True)
class Source:
    """A file to read: ``name`` for people, ``part`` where it lies in the file that holds it, ``depth`` how deep."""

    path: Path
    name: str
    rules: Rules
    clock: Clock = field(repr=False)
    part: str = ""
    depth: int = 0

    def bytes(self) -> bytes:
        """Give the whole file, which has to be held in memory. Raises UnreadableFile where it is too heavy."""
        if self.path.stat().st_size > self.rules.most_bytes:
            raise errors.too_heavy(self.name, self.rules.most_bytes)
        return self.path.read_bytes()

    def inside(self, name: str) -> str:
        """Name a part of this file."""
        return " › ".join(filter(None, (self.part, name)))
