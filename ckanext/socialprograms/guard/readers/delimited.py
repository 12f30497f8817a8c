"""CSV and TSV files of any size and with any of the usual separators."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress

import polars as pl

from ckanext.socialprograms.guard.parts import Source, Table
from ckanext.socialprograms.guard.readers.blocks import blocks, head, text_of
from ckanext.socialprograms.guard.readers.frames import frame
from ckanext.socialprograms.importers.limits import MAX_COLUMNS
from ckanext.socialprograms.importers.readers.delimited import delimiter_of

_HINT = b"sep="
_MOST_LENIENT = 200_000


def read(source: Source) -> Iterator[Table]:
    """Give the file as one table."""
    yield Table(source.part, batches(source))


def batches(source: Source) -> Iterator[pl.DataFrame]:
    """Give the rows of the file, those that are longer than the others with all that they have."""
    delimiter = delimiter_of(head(source.path))
    width = 1
    for number, block in enumerate(blocks(source.path)):
        source.clock.check(source.name)
        lines = block.lstrip(b"\r\n")
        if number == 0 and lines[:4].lower() == _HINT:
            lines = lines.partition(b"\n")[2]
        if not lines or lines.isspace():
            continue
        end = lines.find(b"\n")
        width = max(width, lines.count(delimiter.encode(), 0, end if end >= 0 else len(lines)) + 1)
        batch = _rows(lines, delimiter, width)
        width = batch.width
        yield batch


def _rows(lines: bytes, delimiter: str, width: int) -> pl.DataFrame:
    """Read whole records; what no rule of CSV can read is read leniently, and where that is much, line by line."""
    try:
        return _read(lines, delimiter, width, '"')
    except pl.exceptions.PolarsError:
        text = text_of(lines)
    if lines.count(b"\n") <= _MOST_LENIENT:
        with suppress(csv.Error):
            return _leniently(text, delimiter)
    longest = max(line.count(delimiter) for line in io.StringIO(text))
    return _read(text.encode("utf-8", "replace"), delimiter, longest + 1, None)


def _read(lines: bytes, delimiter: str, width: int, quote: str | None) -> pl.DataFrame:
    if width > MAX_COLUMNS:
        lines, width = lines.replace(delimiter.encode(), b"\n"), 1
    header = delimiter.join(map(str, range(width))).encode() + b"\n"
    return pl.read_csv(header + lines, separator=delimiter, quote_char=quote, infer_schema=False)


def _leniently(text: str, delimiter: str) -> pl.DataFrame:
    """Read records as Python's reader does, which takes stray quotation marks and rows of any length."""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if max(map(len, rows)) > MAX_COLUMNS:
        rows = [[value] for row in rows for value in row]
    return frame(rows)
