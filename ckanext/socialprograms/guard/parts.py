"""What a file is made of, whatever its format: tables that come in batches, and texts that come in pieces."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from ckanext.socialprograms.guard.report import Unchecked
from ckanext.socialprograms.guard.rules import Rules
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.messages import N_, Message


@dataclass(frozen=True)
class Table:
    """A table: batches of texts whose columns are numbered from ``0``.

    Where ``names`` is empty the columns are named by one of the first rows, as people do in sheets.
    """

    part: str
    batches: Iterator[pl.DataFrame]
    page: int | None = None
    names: tuple[str, ...] = ()


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

    def inside(self, name: str) -> str:
        """Name a part of this file."""
        return " › ".join(filter(None, (self.part, name)))
