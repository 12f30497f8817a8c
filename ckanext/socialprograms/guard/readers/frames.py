"""Rows of any values as the batches of texts that the guard looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

import polars as pl

from ckanext.socialprograms.guard.parts import Source

ROWS = 20_000


def frame(rows: Sequence[Sequence[object]], width: int = 0) -> pl.DataFrame:
    """Give rows of any length as a batch, as wide as the widest of them and no less than ``width``."""
    width = max([width, 1, *map(len, rows)])
    padded = [[written(value) for value in row] + [None] * (width - len(row)) for row in rows]
    return pl.DataFrame(padded, schema={str(number): pl.String for number in range(width)}, orient="row")


def frames(rows: Iterable[Sequence[object]], source: Source) -> Iterator[pl.DataFrame]:
    """Give rows in batches."""
    rest = iter(rows)
    width = 1
    while chunk := list(islice(rest, ROWS)):
        source.clock.check(source.name)
        batch = frame(chunk, width)
        width = batch.width
        yield batch


def written(value: object) -> str | None:
    """Give a value as people write it, without what UTF-8 can't hold."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.isoformat(" ")
    text = str(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
