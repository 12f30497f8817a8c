"""A table as a file: CSV that a spreadsheet reads with its accents, XLSX, and JSON."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ckanext.socialprograms.exporters.cells import MOST_IN_A_CELL, fitting
from ckanext.socialprograms.exporters.column import Column
from ckanext.socialprograms.exporters.unfinished import tidied

Value = str | int | float | Decimal | date | None

# What a spreadsheet takes for a formula; a file of ours must not run anything on a reader's machine.
_FORMULA = re.compile(r"^[\s]*[=+\-@\t\r]")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_WIDEST = 60
_MOST_IN_MEMORY = 4_000_000
_CHUNK = 65_536
_AT_ONCE = 500


@dataclass(frozen=True)
class Table:
    """Columns and rows, with what a reader must know of them (``about``: name and value, such as the day)."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    about: Mapping[str, str] = field(default_factory=dict)


def to_csv(table: Table) -> Iterator[bytes]:
    """Yield the table as CSV in UTF-8 with a byte order mark, without which Excel garbles the accents."""
    line = io.StringIO()
    writer = csv.writer(line)
    yield "\N{BYTE ORDER MARK}".encode()
    for row in _labelled(table):
        writer.writerow([_harmless(value) if isinstance(value, str) else value for value in row])
        yield line.getvalue().encode("utf-8", "replace")
        line.seek(0)
        line.truncate()


def to_json(table: Table) -> Iterator[bytes]:
    """Yield the table as one JSON object: its name, what is to be known of it, and its rows as objects."""
    head = json.dumps({"table": table.name, "title": table.title, **table.about}, ensure_ascii=False)
    yield f'{head[:-1]}, "rows": ['.encode()
    keys, encode = [column.key for column in table.columns], json.JSONEncoder(ensure_ascii=False, default=_plain).encode
    rows, comma = iter(table.rows), ""
    while some := [dict(zip(keys, row, strict=True)) for row in islice(rows, _AT_ONCE)]:
        yield f"{comma}\n{encode(some)[1:-1]}".encode("utf-8", "replace")
        comma = ","
    yield b"\n]}\n"


def to_xlsx(table: Table) -> Iterator[bytes]:
    """Yield the table as a workbook of one sheet, its header fixed and filterable."""
    yield from to_workbook([table])


def to_workbook(tables: Iterable[Table]) -> Iterator[bytes]:
    """Yield a workbook with a sheet for each table."""
    book = Workbook(write_only=True)
    for table in tables:
        _add_sheet(book, table)
    yield from saved(book)


def saved(book: Workbook) -> Iterator[bytes]:
    """Yield the bytes of a workbook."""
    with tempfile.SpooledTemporaryFile(_MOST_IN_MEMORY) as written:
        with tidied(book):
            book.save(written)
        written.seek(0)
        while chunk := written.read(_CHUNK):
            yield chunk


def sheet_name(title: str, taken: Iterable[str]) -> str:
    """Give a name for a sheet that no other has, as Excel compares them: at most 31 letters, cut between words."""
    name = _SHEET_NAME.sub(" ", title).strip() or "1"
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME + 1].rpartition(" ")[0].strip() or name[:_LONGEST_NAME]
    used = {one.casefold() for one in taken}
    numbered = (f"{name[: _LONGEST_NAME - 4].strip()} {number}" for number in range(2, len(used) + 3))
    return next(one for one in chain([name], numbered) if one.casefold() not in used)


def capped(table: Table, most: int, notice: str) -> Table:
    """Keep the first ``most`` rows of a table; where there are more, the last row is the notice."""
    rows = iter(table.rows)
    first = islice(rows, most)
    rest = ((notice, *[None] * (len(table.columns) - 1)) for _ in islice(rows, 1))
    return replace(table, rows=chain(first, rest))


@dataclass(frozen=True)
class Format:
    """How a table is written; ``write`` yields the bytes of the file."""

    media_type: str
    write: Callable[[Table], Iterator[bytes]]


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", to_csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "json": Format("application/json", to_json),
}
"""The formats by the ending of their files."""


def _labelled(table: Table) -> Iterator[Sequence[Value]]:
    yield [column.label for column in table.columns]
    yield from table.rows


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _add_sheet(book: Workbook, table: Table) -> None:
    sheet = book.create_sheet(sheet_name(table.title, book.sheetnames))
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(len(column.label) + 2, 12), _WIDEST)
    for number, row in enumerate(_labelled(table)):
        sheet.append([_cell(sheet, value, is_header=number == 0) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(table.columns), 1))}1"


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, is_header: bool) -> Any:
    if not isinstance(value, str):
        return value
    text = _harmless(fitting(value))[:MOST_IN_A_CELL]
    if not is_header:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _plain(value: object) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
