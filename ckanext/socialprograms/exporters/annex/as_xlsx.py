"""The form as a workbook of one sheet: number, item and answer, an entry of a list a row."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ckanext.socialprograms.exporters.annex.answers import Answer, AnsweredSection
from ckanext.socialprograms.exporters.cells import pieces_that_fit, readable
from ckanext.socialprograms.official.annex import Annex

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHOSEN = "X"
_WIDTHS = {"A": 9, "B": 52, "C": 90}
_HEAD = PatternFill("solid", fgColor="1F3A5F")
_MOST_IN_MEMORY = 4_000_000
_Row = tuple[str, str, str]


def write(form: Annex, sections: Sequence[AnsweredSection], about: dict[str, str]) -> bytes:
    """Write the answers; no text of them can be a formula."""
    book = Workbook(write_only=True)
    book.properties.title = f"{form.name}. {form.title}"
    sheet: Any = book.create_sheet(form.name)
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.append([_cell(sheet, f"{form.name}. {form.title}", is_bold=True)])
    sheet.append([_cell(sheet, about["address"])])
    for section in sections:
        sheet.append([_head(sheet, text) for text in (section.number, section.label, "")])
        for answer in section.answers:
            for row in _rows(answer):
                sheet.append([_cell(sheet, text, is_bold=column == 1) for column, text in enumerate(row)])
    with tempfile.SpooledTemporaryFile(_MOST_IN_MEMORY) as file:
        book.save(file)
        file.seek(0)
        return file.read()


def _rows(answer: Answer) -> Iterator[_Row]:
    number, label = answer.item.number, f"{answer.item.label}:"
    if answer.options:
        yield number, label, ""
        for one in answer.options:
            yield one.number, one.label, CHOSEN if one.is_chosen else ""
        if answer.item.other:
            yield "", f"{answer.item.other_label}:", answer.other
        return
    texts = [piece for text in answer.texts for piece in pieces_that_fit(text)] or [""]
    for place, text in enumerate(texts):
        yield ("", "", text) if place else (number, label, text)
    for part in answer.parts:
        yield from _rows(part)


def _head(sheet: WriteOnlyWorksheet, text: str) -> Any:
    cell = _cell(sheet, text, is_bold=True)
    cell.fill, cell.font = _HEAD, Font(bold=True, color="FFFFFF")
    return cell


def _cell(sheet: WriteOnlyWorksheet, text: str, *, is_bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, readable(text) or None)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=is_bold)
    if text:
        cell.data_type = "s"  # a text stays a text, whatever it begins with
        cell.quotePrefix = text[:1] in "=+-@"
    return cell
