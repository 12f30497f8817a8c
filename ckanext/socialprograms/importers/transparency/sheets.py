"""The sheets of a file of the platform: the main one, and those of nested rows by the keys that join them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ckanext.socialprograms.importers.document import Document, NumberedRow, Place, Sheet, Value
from ckanext.socialprograms.importers.transparency.labels import ROWS_SEARCHED, Header, Held, find_header, held
from ckanext.socialprograms.official.transparency import Nested
from ckanext.socialprograms.records.values import folded
from ckanext.socialprograms.workbook.cells import text

_KEPT = re.compile(r"(hidden|tabla)_", re.IGNORECASE)
_SUBJECT = "nombre del sujeto obligado"
_STATE_BEFORE = re.compile(r"^[A-Z]{2,4}\s*-\s*")


@dataclass(frozen=True)
class Row:
    """A row of a sheet, with where it stands."""

    sheet: str
    number: int
    cells: Sequence[Value]

    def cell(self, one: Held) -> Value:
        """Give the cell of a column."""
        return self.cells[one.position] if one.position < len(self.cells) else None

    def place(self, one: Held) -> Place:
        """Give where that cell stands."""
        return Place(sheet=self.sheet, row=self.number, column=one.position + 1)


@dataclass(frozen=True)
class NestedRows:
    """The rows of a nested sheet by the key of the row that they belong to."""

    columns: tuple[Held, ...]
    rows: Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Sent:
    """A file of the platform; ``subject`` is the body that it is of, empty where it does not say."""

    header: Header
    rows: tuple[Row, ...]
    subject: str
    sheets: Mapping[str, Sheet]

    def nested(self, one: Held, table: Nested) -> NestedRows:
        """Give the nested rows of a column: of the sheet that it names, else of one with the table's labels."""
        named = self.sheets.get(one.table.lower())
        candidates = [named] if named else [sheet for name, sheet in self.sheets.items() if name.startswith("tabla_")]
        for sheet in candidates:
            if found := _nested(sheet, table):
                return found
        return NestedRows((), {})


def main_header(document: Document) -> Header | None:
    """Give the header of the first sheet that is none of the platform's own, None if it has no format of ours."""
    main = _main(document)
    return find_header(_first_rows(main)) if main else None


def read(document: Document) -> Sent:
    """Read a file of which ``main_header`` knows the format."""
    main = _main(document)
    rows = list(main.rows()) if main else []
    header = find_header(rows)
    if main is None or header is None:
        raise ValueError(document.name)
    after = tuple(Row(main.name, number, cells) for number, cells in rows if number > header.row)
    sheets = {sheet.name.lower(): sheet for sheet in document.sheets}
    return Sent(header, after, _subject(rows[:ROWS_SEARCHED]), sheets)


def _main(document: Document) -> Sheet | None:
    return next((sheet for sheet in document.sheets if not _KEPT.match(sheet.name)), None)


def _first_rows(sheet: Sheet) -> list[NumberedRow]:
    return [row for _, row in zip(range(ROWS_SEARCHED), sheet.rows(), strict=False)]


def _subject(rows: Sequence[NumberedRow]) -> str:
    for _, row in rows:
        if row and folded(str(row[0] or "")) == _SUBJECT and len(row) > 1:
            return _STATE_BEFORE.sub("", " ".join(str(row[1] or "").split()))
    return ""


def _nested(sheet: Sheet, table: Nested) -> NestedRows | None:
    rows = list(sheet.rows())
    for index, (_, row) in enumerate(rows[:ROWS_SEARCHED]):
        columns, _unknown = held(row, table.columns)
        if row and folded(str(row[0] or "")) == "id" and columns:
            found: defaultdict[str, list[Row]] = defaultdict(list)
            for number, cells in rows[index + 1 :]:
                found[text(cells[0])].append(Row(sheet.name, number, cells))
            return NestedRows(columns, found)
    return None
