"""JSON and GeoJSON of any size: lists of objects as a table with a column for each path to a value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

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


def read(source: Source) -> Iterator[Part]:
    """Give the values of the file as a table; of one that is damaged, all its text besides. Raises UnreadableFile."""
    walk = _Walk(source)
    yield Table(source.part, walk.batches(), names=walk.names)
    if walk.damaged:
        yield Text(source.part, ((None, text_of(block)) for block in blocks(source.path)))
        raise errors.damaged(source.name, Message(N_("row {found}"), {"found": walk.rows + 1}))


class _Walk:
    """Follows the events of a JSON file; the elements of its outermost list are the rows."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.names: list[str] = []
        self.numbers: dict[str, int] = {}
        self.rows, self.held, self.damaged = 0, 0, False
        self.path: list[str | int | None] = []
        self.row: defaultdict[int, list[str]] = defaultdict(list)
        self.pending: list[dict[int, str]] = []
        self.lists = 0

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
            self._on(event, value)
            if len(self.pending) >= ROWS or self.held > _MOST_VALUES:
                yield self._batch()
        del events[:]

    def _on(self, event: str, value: object) -> None:
        if event == "map_key":
            self.path[-1] = str(value)
        elif event in {"start_map", "start_array"}:
            self._enter(is_list=event == "start_array")
        elif event in {"end_map", "end_array"}:
            self._leave(is_list=event == "end_array")
        else:
            self._hold(value)
            self._next()

    def _enter(self, *, is_list: bool) -> None:
        if len(self.path) > _DEEPEST:
            raise errors.damaged(self.source.name, Message(N_("row {found}"), {"found": self.rows + 1}))
        self.lists += is_list
        is_row = is_list and self.lists == 2 and self.path[-1] is None  # noqa: PLR2004 (a list in a list)
        self.path.append(0 if is_row else None)

    def _leave(self, *, is_list: bool) -> None:
        self.path.pop()
        self.lists -= is_list
        self._next()

    def _next(self) -> None:
        """Go on after a value: the next place of a row that is a list, or the next row."""
        if self.path and isinstance(self.path[-1], int):
            self.path[-1] += 1
        if self.lists <= 1 and (not self.path or self.path[-1] is None):
            self._end_row()

    def _hold(self, value: object) -> None:
        text = written(value)
        if text is None:
            return
        path = ".".join(str(part) for part in self.path if part is not None)
        if path not in self.numbers and len(self.names) >= _MOST_PATHS:  # names that are values, such as keys
            path, text = "…", f"{path} {text}"
        if path not in self.numbers:
            self.numbers[path] = len(self.names)
            self.names.append(path)
        cell = self.row[self.numbers[path]]
        if isinstance(value, str) or len(cell) < _MOST_NUMBERS:
            cell.append(text)
            self.held += 1

    def _end_row(self) -> None:
        if self.row:
            self.pending.append({at: " ".join(cell) for at, cell in self.row.items()})
            self.rows += 1
            self.row.clear()

    def _batch(self) -> pl.DataFrame:
        if len(self.pending) < ROWS:
            self._end_row()
        batch = frame([[row.get(at) for at in range(len(self.names))] for row in self.pending])
        self.pending, self.held = [], 0
        return batch
