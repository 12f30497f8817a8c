"""CSV and TSV files: one sheet, read row by row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePath

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.document import NumberedRow, Place, Sheet
from ckanext.socialprograms.importers.limits import MEGABYTE
from ckanext.socialprograms.importers.readers import Content
from ckanext.socialprograms.importers.readers.encoding import encoding_of, warnings
from ckanext.socialprograms.importers.readers.sizes import SheetSize

_DELIMITERS = ",;\t|"
_SAMPLE_BYTES = 64 * 1024
_SAMPLE_LINES = 200
_EXCEL_HINT = "sep="

csv.field_size_limit(MEGABYTE)


def read(data: bytes, name: str) -> Content:
    """Give the file as one sheet of texts. Raises UnreadableFile, while its rows are read, where it is damaged."""
    title = PurePath(name).stem
    sheet = Sheet(title, Place(sheet=title), lambda: _rows(data, name))
    return Content(sheets=(sheet,), warnings=warnings(data))


def is_delimited(data: bytes) -> bool:
    """Tell a CSV file from other text by its content alone."""
    lines = _sample(data)
    share, _, width = max(_score(lines, delimiter) for delimiter in _DELIMITERS)
    return len(lines) > 1 and width > 1 and share >= 0.9  # noqa: PLR2004 (nine rows in ten)


def delimiter_of(data: bytes) -> str:
    """Give the character that parts most lines into the same number of columns, a comma where none does."""
    lines = _sample(data)
    if lines and lines[0].lower().startswith(_EXCEL_HINT):
        return lines[0][len(_EXCEL_HINT) :][:1].strip("\r\n") or ","
    return max(_DELIMITERS, key=lambda delimiter: _score(lines, delimiter))


def _rows(data: bytes, name: str) -> Iterator[NumberedRow]:
    delimiter = delimiter_of(data)
    _check_quotes(data, name, delimiter)
    size = SheetSize(name)
    reader = csv.reader(_lines(data), delimiter=delimiter)
    width = 0
    try:
        for number, row in enumerate(_after_hint(reader), 1):
            width = max(width, len(row))
            if any(value.strip() for value in row):
                size.add(len(row))
                yield number, tuple(value.strip() or None for value in row) + (None,) * (width - len(row))
    except csv.Error as error:
        raise errors.damaged(name, Place(line=reader.line_num).message()) from error


def _lines(data: bytes) -> io.TextIOWrapper:
    encoding, handling = encoding_of(data)
    return io.TextIOWrapper(io.BytesIO(data), encoding, handling, newline="")


def _sample(data: bytes) -> list[str]:
    return list(islice(_lines(data[:_SAMPLE_BYTES]), _SAMPLE_LINES))


def _score(lines: Iterable[str], delimiter: str) -> tuple[float, bool, int]:
    """Give the share of rows with the most frequent number of columns, whether the first has it, and that number.

    All is nothing where the number is one. Amounts with commas part the rows of a table, but not its header.
    """
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return 0, False, 0
    common = Counter(width for width in widths if width > 1).most_common(1)
    if not common:
        return 0, False, 0
    width, count = common[0]
    return round(count / len(widths), 1), widths[0] == width, width


def _after_hint(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """Leave out the line ``sep=;`` that Excel reads as a hint; it is no row."""
    first = next(reader, None)
    if first is not None and not "".join(first).lower().startswith(_EXCEL_HINT):
        yield first
    yield from reader


def _check_quotes(data: bytes, name: str, delimiter: str) -> None:
    """Refuse a file that ends inside a quotation: the rest of it would come out as one cell."""
    if data.count(b'"') % 2 == 0:
        return
    reader = csv.reader(_lines(data), delimiter=delimiter, strict=True)
    line = 0
    try:
        for _ in reader:
            line = reader.line_num
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise errors.damaged(name, Place(line=line + 1).message()) from error
