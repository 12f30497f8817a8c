"""What a cell of the platform's files says of a field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.forms import points, reading
from ckanext.socialprograms.forms.reading import Unreadable
from ckanext.socialprograms.importers.document import Value
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.official.transparency import Column, Format
from ckanext.socialprograms.records.values import folded
from ckanext.socialprograms.workbook.cells import text

NOT_APPLICABLE, NOT_AVAILABLE = "not_applicable", "not_available"
_WITH_DECIMALS = ("money", "number")
_SEPARATOR = re.compile(r"\s*(?:\n|;)\s*")
_ABSENT = {
    "no aplica": NOT_APPLICABLE,
    "n a": NOT_APPLICABLE,
    "na": NOT_APPLICABLE,
    "no disponible": NOT_AVAILABLE,
    "nd": NOT_AVAILABLE,
    "n d": NOT_AVAILABLE,
    "no dato": NOT_AVAILABLE,
    "sin dato": NOT_AVAILABLE,
    "no se genero informacion": NOT_AVAILABLE,
}


@dataclass(frozen=True)
class Read:
    """What a cell says: a value, or that there is none (``absent``), and something to look at (``note``)."""

    value: Any = ""
    absent: str = ""
    note: Message | None = None


def read(form: Format, column: Column, cell: Value, group: str = "") -> Read:
    """Read a cell of a column."""
    said = text(cell)
    if not said:
        return Read()
    if absent := _ABSENT.get(folded(said), ""):
        return Read(absent=absent)
    try:
        note = points.doubt(cell) if column.kind in _WITH_DECIMALS else None
        return Read(_value(form, column, cell, said, group), note=note)
    except Unreadable as unreadable:
        return Read(note=unreadable.message)


def _value(form: Format, column: Column, cell: Value, said: str, group: str) -> Any:
    if column.kind == "choice":
        return _chosen(form, column, said, group)
    reader = _READERS.get(column.kind)
    return reader(cell if column.kind == "date" else said) if reader else said


def _entries(said: str) -> list[str]:
    return [one for one in _SEPARATOR.split(said) if one]


def _figure(said: str) -> str:
    return reading.number(said.removesuffix("%").strip())


def _chosen(form: Format, column: Column, said: str, group: str) -> str:
    for value, names in form.choices(column, group):
        if folded(said) in {folded(name) for name in (*names, value)}:
            return value
    raise Unreadable(_UNKNOWN_CHOICE, found=said, known=", ".join(form.option_labels(column, group)))


_UNKNOWN_CHOICE = N_("“{found}” is not in the catalogue of this column. It has: {known}.")
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "date": reading.iso_date,
    "year": reading.year,
    "money": reading.money,
    "count": reading.count,
    "number": _figure,
    "url": reading.address,
    "list": _entries,
    "links": _entries,
}
