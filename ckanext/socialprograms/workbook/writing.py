"""Writes the workbook of a type, with records or empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from ckanext.socialprograms.exporters.table import saved, sheet_name
from ckanext.socialprograms.exporters.unfinished import tidied
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.workbook import base
from ckanext.socialprograms.workbook.cells import Cell, written
from ckanext.socialprograms.workbook.layout import (
    AGENCY,
    CHOICE,
    CHOICES,
    DATE,
    FILES,
    ID,
    KEY,
    LIST,
    NUMBER,
    PERCENT,
    YEAR,
    Column,
    SheetLayout,
    layouts,
)

Say = Callable[[str], str]
NAMES_ROW = 2
_LAST_ROW = 1_048_576
_WIDTHS = {DATE: 14, NUMBER: 14, PERCENT: 14, YEAR: 10, CHOICE: 22, CHOICES: 28, LIST: 32}
_NARROW, _WIDE = 18, 44
_FIGURES = "#,##0.##########"
# With its language: else a spreadsheet set to English writes the month first, when it saves the sheet as CSV.
_FORMATS = {DATE: "[$-80A]dd/mm/yyyy", NUMBER: _FIGURES, PERCENT: _FIGURES, YEAR: "0"}
_LIVE = ("=", "+", "-", "@")

_HEAD = PatternFill("solid", fgColor="1F3A5F")
_NEEDED = PatternFill("solid", fgColor="7A1F3D")
_KEPT = PatternFill("solid", fgColor="EEEEEE")
_LINE = Border(bottom=Side(style="thin", color="FFFFFF"))
_TOP = Alignment(vertical="top", wrap_text=True)
_FORMS = {
    LIST: N_("One a line (Alt+Enter)."),
    CHOICES: N_("One or more of these, one a line (Alt+Enter): {choices}"),
    CHOICE: N_("One of the list: {choices}"),
    DATE: N_("Day, month and year, such as 05/09/2019."),
    NUMBER: N_("Figures only, such as 1,234.50."),
    YEAR: N_("Its four digits, such as 2024."),
    PERCENT: N_("A number from 0 to 100, such as 45 for 45 %."),
}


class _Look(NamedTuple):
    """How a cell looks and what may be done with it."""

    is_own: bool
    number_format: str
    is_quoted: bool


@dataclass(frozen=True)
class _Written:
    """A sheet while it is written."""

    layout: SheetLayout
    sheet: WriteOnlyWorksheet
    styles: dict[_Look, StyleArray] = field(default_factory=dict)


def workbook(type_: str, records: Iterable[Data], say: Say) -> Iterator[bytes]:
    """Yield an XLSX file with the records of a type; without any it is the empty form.

    A record is a dataset dict. Every sheet has its labels in the first row and, hidden, the names of the fields in the
    second.
    """
    book = Workbook(write_only=True)
    with tidied(book):
        _fill(book, type_, records, say)
    yield from saved(book)


def _fill(book: Workbook, type_: str, records: Iterable[Data], say: Say) -> None:
    lists = _Lists(type_, say)
    sheets = [_Written(layout, _sheet(book, layout, say, lists)) for layout in layouts(type_)]
    kept = book.create_sheet(base.MARK)
    lists.write(book)
    kept.sheet_state = "hidden"
    kept.append([f"{base.MARK}:{type_}", " ".join(base.names(type_))])
    for data in records:
        kept.append(base.row(type_, data))
        for one in sheets:
            for row in _rows(one, data, say):
                one.sheet.append(row)


class _Lists:
    """The hidden sheet with the choices of all columns, from which the drop-down lists take theirs."""

    title = "_lists"

    def __init__(self, type_: str, say: Say) -> None:
        self._say = say
        chosen = {column.choices for layout in layouts(type_) for column in layout.columns if column.kind == CHOICE}
        self._columns = {choices: number for number, choices in enumerate(sorted(chosen, key=repr), 1)}

    def of(self, column: Column) -> str:
        letter = get_column_letter(self._columns[column.choices])
        return f"{quote_sheetname(self.title)}!${letter}$1:${letter}${len(column.choices)}"

    def write(self, book: Workbook) -> None:
        sheet = book.create_sheet(self.title)
        sheet.sheet_state = "hidden"
        longest = max(map(len, self._columns), default=0)
        for row in range(longest):
            sheet.append([self._say(one[row].label) if row < len(one) else None for one in self._columns])


def _sheet(book: Workbook, layout: SheetLayout, say: Say, lists: _Lists) -> WriteOnlyWorksheet:
    sheet = book.create_sheet(sheet_name(say(layout.title), book.sheetnames))
    sheet.freeze_panes = sheet_corner(layout)
    # Whoever fills in the form may do all but touch the portal's keys.
    guard = sheet.protection
    guard.sheet = True
    guard.formatColumns = guard.formatRows = guard.formatCells = guard.insertRows = guard.deleteRows = False
    guard.sort = guard.autoFilter = False
    for number, column in enumerate(layout.columns, 1):
        side = sheet.column_dimensions[get_column_letter(number)]
        side.width = _WIDTHS.get(column.kind, _NARROW if column.name.startswith("_") else _WIDE)
        side.protection = Protection(locked=column.name == ID)
        side.hidden = column.name == ID
        if column.kind in _FORMATS:
            side.number_format = _FORMATS[column.kind]
    sheet.row_dimensions[NAMES_ROW].hidden = True
    sheet.append([_head(sheet, column, say) for column in layout.columns])
    sheet.append([layout.mark, *(column.name for column in layout.columns[1:])])
    _add_rules(sheet, layout, book, lists)
    return sheet


def sheet_corner(layout: SheetLayout) -> str:
    """Give the first cell that scrolls: labels, keys and, of the records, their titles stay in sight."""
    names = [column.name for column in layout.columns]
    fixed = names.index("title") + 1 if not layout.group else 1
    return f"{get_column_letter(fixed + 1)}{NAMES_ROW + 1}"


def _head(sheet: WriteOnlyWorksheet, column: Column, say: Say) -> Any:
    cell = WriteOnlyCell(sheet, say(column.label))
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = _NEEDED if column.is_required else _HEAD
    cell.alignment, cell.border = _TOP, _LINE
    choices = "; ".join(say(one.label) for one in column.choices)
    form = say(_FORMS[column.kind]).format(choices=choices) if column.kind in _FORMS else ""
    needed = say(N_("Necessary.")) if column.is_required else ""
    if told := " ".join(filter(None, (needed, say(column.help) if column.help else "", form))):
        cell.comment = Comment(told, "CKAN", width=320, height=40 + 20 * (len(told) // 45 + 1))
    return cell


def _add_rules(sheet: Any, layout: SheetLayout, book: Workbook, lists: _Lists) -> None:
    for number, column in enumerate(layout.columns, 1):
        letter = get_column_letter(number)
        if column.kind == CHOICE:
            rule = DataValidation(type="list", formula1=lists.of(column), allow_blank=True, showErrorMessage=True)
        elif column.name == KEY and layout.group:
            first = quote_sheetname(book.sheetnames[0])
            formula = f"{first}!$A${NAMES_ROW + 1}:$A${_LAST_ROW}"
            rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
        else:
            continue
        rule.add(f"{letter}{NAMES_ROW + 1}:{letter}{_LAST_ROW}")
        sheet.data_validations.append(rule)


def _rows(one: _Written, data: Data, say: Say) -> Iterator[list[Any]]:
    name = values.text(data, "name")
    if not one.layout.group:
        organization = data.get("organization") or {}
        own: dict[str, Cell] = {KEY: name, ID: values.text(data, "id")}
        own[AGENCY] = values.text(organization, "title") or values.text(organization, "name") or None
        yield [_cell(one, column, own, data, say) for column in one.layout.columns]
        return
    for row in values.rows(data, one.layout.group):
        own = {KEY: name, ID: values.text(row, "id") if one.layout.group == FILES else None}
        yield [_cell(one, column, own, row, say) for column in one.layout.columns]


def _cell(one: _Written, column: Column, own: dict[str, Cell], data: Data, say: Say) -> Any:
    is_own = column.name.startswith("_")
    value = own.get(column.name) if is_own else written(column, data, say)
    if value is None:  # the column's own style holds
        return None
    cell = WriteOnlyCell(one.sheet, cast("Any", value))
    is_figure = not isinstance(value, str)
    look = _Look(is_own, _FORMATS.get(column.kind, "") if is_figure else "", str(value)[:1] in _LIVE)
    if look not in one.styles:
        one.styles[look] = _style(cell, look)
    cell._style = one.styles[look]  # noqa: SLF001 (looking it up anew for every cell would take most of the time)
    if not is_figure:
        cell.data_type = "s"  # a text stays a text, whatever it begins with
    return cell


def _style(cell: Any, look: _Look) -> StyleArray:
    cell.alignment = _TOP
    cell.protection = Protection(locked=look.is_own)
    # Also when somebody opens the cell and closes it again.
    cell.quotePrefix = look.is_quoted
    if look.is_own:
        cell.fill = _KEPT
    if look.number_format:
        cell.number_format = look.number_format
    return cell._style  # noqa: SLF001
