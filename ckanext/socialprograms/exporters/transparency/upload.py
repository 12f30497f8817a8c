"""The workbook that the transparency platform takes in: its layout, with nothing in it that a program could run."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from ckanext.socialprograms.exporters.cells import fitting
from ckanext.socialprograms.exporters.transparency.lines import Line, Value
from ckanext.socialprograms.official.laws import replaced
from ckanext.socialprograms.official.period import Period
from ckanext.socialprograms.official.transparency import CHOICE, TABLE, Column, Format, Nested

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET, ID = "Reporte de Formatos", "ID"
HEADER_ROW, NESTED_HEADER_ROW = 7, 3
_LAST_ROW = 1_048_576
_FIRST_TABLE = 1
# How the platform numbers kinds of columns (from memory: it reads them from its own template).
_KINDS = {
    "year": 1,
    "text": 2,
    "list": 2,
    "links": 2,
    "number": 3,
    "count": 3,
    "date": 4,
    "money": 6,
    "url": 7,
    CHOICE: 9,
}
_TABLE_KIND, _UPDATED_KIND, _NOTE_KIND = 10, 13, 14
_REPLACED = (
    "Los números de artículo y fracción son de la {former}, que fue reemplazada por la {newer}, publicada el {date}; "
    "los de la nueva no se han confirmado."
)
_HEAD = PatternFill("solid", fgColor="E1E1E1")
_MOST_IN_MEMORY, _CHUNK = 4_000_000, 65_536


def write(form: Format, period: Period, lines: Iterable[Line]) -> Iterator[bytes]:
    """Yield the workbook of some rows: row 7 has the labels, row 8 the first data, nested rows their own sheets."""
    book = _Book(form, period)
    for line in lines:
        book.add(line)
    with tempfile.SpooledTemporaryFile(_MOST_IN_MEMORY) as file:
        book.save(file)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def table_titles(names: Iterable[str]) -> dict[str, str]:
    """Give what the sheets of nested tables are called, by the names of the tables."""
    return {name: f"Tabla_{number}" for number, name in enumerate(names, _FIRST_TABLE)}


def label(column: Column, tables: Mapping[str, str]) -> str:
    """Give what stands above a column."""
    if column.kind == TABLE:
        return f"{column.label}\n{tables[column.table]}"
    return f"{column.label} (catálogo)" if column.kind == CHOICE or column.options else column.label


class _Book:
    def __init__(self, form: Format, period: Period) -> None:
        self._period = period
        self._form, self._columns = form, form.columns_of(period.year)
        self._book = Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet(SHEET)
        self._hidden = 0
        self._catalogues: list[Sequence[str]] = []
        names = [name for name in form.tables if any(column.table == name for column in self._columns)]
        self._tables = table_titles(names)
        self._next = dict.fromkeys(names, 1)
        self._nested: dict[str, Any] = {}
        self._head()

    def add(self, line: Line) -> None:
        """Add a row, and its nested rows under a key of their own."""
        keys: dict[str, int] = {}
        for name, rows in line.nested.items():
            if rows:
                keys[name] = self._next[name]
                self._next[name] += 1
            for row in rows:
                sheet = self._nested[name]
                sheet.append([keys[name], *(_cell(sheet, value) for value in row)])
        cells: list[Any] = []
        for column, value in zip(self._columns, line.cells, strict=True):
            cells.append(keys.get(column.table) if column.table else _cell(self._sheet, value))
        self._sheet.append(cells)

    def save(self, file: Any) -> None:
        for number, options in enumerate(self._catalogues, 1):
            sheet = self._book.create_sheet(f"Hidden_{number}")
            sheet.sheet_state = "hidden"
            for option in options:
                sheet.append([_cell(sheet, option)])
        self._book.save(file)

    def _head(self) -> None:
        sheet = self._sheet
        for number, column in enumerate(self._columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = min(max(len(column.label) / 2, 14), 40)
        sheet.freeze_panes = f"A{HEADER_ROW + 1}"
        for row in (1, 4, 5):
            sheet.row_dimensions[row].hidden = True
        sheet.append([_cell(sheet, self._form.id)])
        sheet.append(_spread(sheet, "TÍTULO", "NOMBRE CORTO", "DESCRIPCIÓN", is_head=True))
        sheet.append(_spread(sheet, self._form.title, self._form.short, _description(self._form, self._period)))
        sheet.append([_kind(column) for column in self._columns])
        sheet.append([])
        sheet.append([_cell(sheet, "Tabla Campos", is_head=True)])
        sheet.append([_cell(sheet, self._label(column), is_head=True) for column in self._columns])
        for number, column in enumerate(self._columns, 1):
            if column.kind == CHOICE:
                self._offer(sheet, number, self._form.option_labels(column), HEADER_ROW)
        for name, title in self._tables.items():
            self._nested[name] = self._nested_sheet(title, self._form.tables[name])

    def _nested_sheet(self, title: str, table: Nested) -> Any:
        sheet: Any = self._book.create_sheet(title)
        sheet.row_dimensions[1].hidden = sheet.row_dimensions[2].hidden = True
        sheet.append([None, *(_kind(column) for column in table.columns)])
        sheet.append([])
        sheet.append([_cell(sheet, text, is_head=True) for text in (ID, *map(self._label, table.columns))])
        for number, column in enumerate(table.columns, 2):
            if column.kind == CHOICE or column.options:
                self._offer(sheet, number, self._form.option_labels(column, table.rows), NESTED_HEADER_ROW)
        return sheet

    def _offer(self, sheet: Any, number: int, options: Sequence[str], header: int) -> None:
        self._catalogues.append(options)
        formula = f"{quote_sheetname(f'Hidden_{len(self._catalogues)}')}!$A$1:$A${len(options)}"
        rule = DataValidation(type="list", formula1=formula, allow_blank=True)
        letter = get_column_letter(number)
        rule.add(f"{letter}{header + 1}:{letter}{_LAST_ROW}")
        sheet.data_validations.append(rule)

    def _label(self, column: Column) -> str:
        return label(column, self._tables)


def _description(form: Format, period: Period) -> str:
    """Give what the format is about, with whose numbers it has where the law was replaced."""
    found = replaced(form.id, period.end)
    if not found:
        return form.description
    told = {"former": found.former.name, "newer": found.newer.name, "date": f"{found.newer.published:%d/%m/%Y}"}
    return f"{form.description}. {_REPLACED.format(**told)}"


def _kind(column: Column) -> int:
    if column.source == "updated":
        return _UPDATED_KIND
    if column.label == "Nota":
        return _NOTE_KIND
    return _TABLE_KIND if column.kind == TABLE else _KINDS[column.kind]


def _spread(sheet: Any, *texts: str, is_head: bool = False) -> list[Any]:
    """Give three texts in the columns A, D and G, where the platform has them."""
    first, second, third = (_cell(sheet, text, is_head=is_head) for text in texts)
    return [first, None, None, second, None, None, third]


def _cell(sheet: Any, value: Value, *, is_head: bool = False) -> Any:
    if value is None:
        return None
    written: Any = fitting(value) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, written)
    if isinstance(value, str):
        cell.data_type = "s"  # a text stays a text, whatever it begins with
        cell.quotePrefix = value[:1] in "=+-@"
        cell.alignment = Alignment(vertical="top", wrap_text=is_head)
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    if is_head:
        cell.font, cell.fill = Font(bold=True), _HEAD
    return cell
