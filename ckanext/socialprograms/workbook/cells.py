"""What a field's value is in a cell, and what a cell says of a field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from ckanext.socialprograms.exporters.cells import fitting
from ckanext.socialprograms.forms import reading
from ckanext.socialprograms.forms.reading import Unreadable
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data, folded
from ckanext.socialprograms.workbook.layout import CHOICE, CHOICES, COUNT, DATE, LIST, NUMBER, PERCENT, YEAR, Column

Cell = str | int | float | date | None
_DIGITS = 15
"""Digits that a number of a spreadsheet keeps."""
_FIRST_DAY = date(1900, 3, 1)
"""Earlier days are counted in another way by each spreadsheet."""


def written(column: Column, data: Data, say: Callable[[str], str]) -> Cell:
    """Give the cell of a field, None where it is empty; a text that is too long is cut."""
    if column.kind in (LIST, CHOICES):
        found = values.texts(data, column.name)
        labels = {one.value: say(one.label) for one in column.choices}
        return fitting("\n".join(labels.get(one, one) for one in found)) or None
    said = values.text(data, column.name)
    if column.kind == DATE:
        day = values.day(data, column.name)
        return day if day and day >= _FIRST_DAY and day.isoformat() == said else said or None
    if column.kind in (NUMBER, COUNT, PERCENT, YEAR):
        return _figure(said)
    if column.kind == CHOICE:
        said = next((say(one.label) for one in column.choices if one.value == said), said)
    return fitting(said) or None


def said(column: Column, cell: Any) -> Any:
    """Give what a cell says as the field keeps it: a text, or a list of texts; what can't be read stays as it is."""
    if column.kind in (LIST, CHOICES):
        listed = reading.texts(text(cell))
        return [_coded(column, one) for one in listed] if column.kind == CHOICES else listed
    if column.kind == CHOICE:
        return _coded(column, text(cell))
    read = _READERS.get(column.kind)
    try:
        return read(cell) if read and cell is not None else text(cell)
    except Unreadable:
        return text(cell)


def _figure(said: str) -> Cell:
    try:
        number = Decimal(said)
    except InvalidOperation:
        return said or None
    if not number.is_finite() or len(number.as_tuple().digits) > _DIGITS:
        return said
    return int(number) if number == number.to_integral_value() else float(number)


def _number(cell: Any) -> str:
    return _plain(reading.number(text(cell)))


def _count(cell: Any) -> str:
    return reading.count(text(cell))


def _percent(cell: Any) -> str:
    return _plain(reading.percent(text(cell)))


def _plain(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


_READERS = {DATE: reading.iso_date, NUMBER: _number, COUNT: _count, YEAR: _number, PERCENT: _percent}


def _coded(column: Column, name: str) -> str:
    return column.codes.get(folded(name), name) if name else ""


def text(cell: Any) -> str:
    """Give what stands in a cell as a text."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute) else cell.isoformat(" ")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "\n".join(line.rstrip() for line in str(cell).strip().splitlines())
