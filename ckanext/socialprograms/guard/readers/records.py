"""JSON and GeoJSON of any size: lists of objects as a table with a column for each path to a value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import ijson
import polars as pl

from ckanext.socialprograms.guard.parts import Part, Source, Table, Text
from ckanext.socialprograms.guard.readers.blocks import blocks, text_of
from ckanext.socialprograms.guard.readers.frames import ROWS, frame, written
from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.limits import MEGABYTE
from ckanext.socialprograms.messages import N_, Message

_NO_JSON = re.compile(rb"(?<=[:,\[\s])-?(?:NaN|Infinity)\b")
_MOST_PATHS = 500
_MOST_NUMBERS = 20
_MOST_VALUES = 200_000
_DEEPEST = 200
_REST = "…"
_STARTS = frozenset(["start_map", "start_array"])
_ENDS = frozenset(["end_map", "end_array"])


def read(source: Source) -> Iterator[Part]:
    """Give the values of the file as a table; of one that is damaged, all its text besides. Raises UnreadableFile."""
    walk = _Walk(source)
    yield Table(source.part, walk.batches(), names=walk.names)
    if walk.damaged:
        yield Text(source.part, ((None, text_of(block)) for block in blocks(source.path)))
        raise errors.damaged(source.name, Message(N_("row {found}"), {"found": walk.rows + 1}))


class _Open(NamedTuple):
    """A list or object that is open: the path to it, and for a list that is itself a row the places of its elements."""

    path: str
    is_list: bool
    places: Iterator[int] | None


class _Walk:
    """Follows the events of a JSON file; the elements of its outermost list are the rows."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.names: list[str] = []
        self.numbers: dict[str, int] = {}
        self.open: list[_Open] = []
        self.key = ""
        self.lists = self.outermost = 0
        self.row: defaultdict[int, list[str]] = defaultdict(list)
        self.pending: list[dict[int, str]] = []
        self.rows, self.held, self.damaged = 0, 0, False

    def batches(self) -> Iterator[pl.DataFrame]:
        """Give the rows in batches."""
        events = ijson.sendable_list()
        parser = ijson.basic_parse_coro(events, multiple_values=True)
        try:
            for block in blocks(self.source.path, MEGABYTE):
                self.source.clock.check(self.source.name)
                parser.send(_NO_JSON.sub(b"null", text_of(block).encode("utf-8", "replace")))
                yield from self._follow(events)
            parser.close()
        except ijson.JSONError:
            self.damaged = True
        yield from self._follow(events)
        self._end_row()
        if self.pending:
            yield self._batch()

    def _follow(self, events: list[tuple[str, object]]) -> Iterator[pl.DataFrame]:
        for event, value in events:
            if event == "map_key":
                self.key = f"{self.open[-1].path}.{value}".lstrip(".")
            elif event in _STARTS:
                self._enter(is_list=event == "start_array")
            else:
                if event in _ENDS:
                    self.lists -= self.open.pop().is_list
                else:
                    self._hold(self._here(), value)
                if not self.open or self._is_at_rows():
                    self._end_row()
            if len(self.pending) >= ROWS or self.held > _MOST_VALUES:
                yield self._batch()
        del events[:]

    def _enter(self, *, is_list: bool) -> None:
        if len(self.open) > _DEEPEST:
            raise errors.damaged(self.source.name, Message(N_("row {found}"), {"found": self.rows + 1}))
        is_row = is_list and self._is_at_rows()
        self.open.append(_Open(self._here(), is_list, count() if is_row else None))
        self.lists += is_list
        if is_list and self.lists == 1:
            self.outermost = len(self.open)

    def _is_at_rows(self) -> bool:
        """Tell whether the innermost thing that is open is the list of the rows."""
        return self.lists == 1 and len(self.open) == self.outermost

    def _here(self) -> str:
        """Give the path to the value that comes."""
        if not self.open:
            return ""
        around = self.open[-1]
        if around.places is not None:
            return f"{around.path}.{next(around.places)}".lstrip(".")
        return around.path if around.is_list else self.key

    def _hold(self, path: str, value: object) -> None:
        text = written(value)
        if text is None:
            return
        number = self.numbers.get(path)
        if number is None and len(self.names) >= _MOST_PATHS:  # keys that are values, such as people's
            text, number = f"{path} {text}", self.numbers.get(_REST)
            path = _REST
        if number is None:
            number = self.numbers[path] = len(self.names)
            self.names.append(path)
        cell = self.row[number]
        if isinstance(value, str) or len(cell) < _MOST_NUMBERS or path == _REST:
            cell.append(text)
            self.held += 1

    def _end_row(self) -> None:
        if self.row:
            self.pending.append({at: " ".join(cell) for at, cell in self.row.items()})
            self.rows += 1
            self.row.clear()

    def _batch(self) -> pl.DataFrame:
        if not self.pending:
            self._end_row()
        batch = frame([[row.get(at) for at in range(len(self.names))] for row in self.pending])
        self.pending, self.held = [], 0
        return batch
