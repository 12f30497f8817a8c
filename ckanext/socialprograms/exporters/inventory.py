"""Programs in the columns of the national inventory of state programs (CONEVAL), a row for each year of a program.

Which field a column holds is told by its label, in the same way in which a file of the inventory is read: what is
written here is read again as it was. A program that names no agency of its own has that of its organization, by which
it is found again. The money, rules and mentions of a row are those of its year, all else is as the portal has it now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from ckanext.socialprograms.exporters import forms
from ckanext.socialprograms.exporters.column import Column, Kind, Say
from ckanext.socialprograms.exporters.table import Table
from ckanext.socialprograms.importers import vocabulary
from ckanext.socialprograms.importers.inventory import header
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.official import files
from ckanext.socialprograms.official.files import Certainty
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

_NAME, _TYPE = "inventory", "program"
_MONEY = ("budget.approved", "budget.spent", "budget.state_funds", "budget.federal_funds")
_AGENCY = ("agencies", "operating_entity")
_ABSENT = {"not_available": "No Disponible", "not_applicable": "No Aplica"}


def table(programs: Iterable[Data], say: Say) -> Table:
    """Give the table of the inventory."""
    title = say(N_("National inventory of programs"))
    return Table(_NAME, title, columns(say), (row for data in programs for row in rows(data)))


def columns(say: Say) -> list[Column]:
    """Give the columns; the key of each is its own label."""
    return [
        Column(
            key=one.label,
            label=one.label,
            meaning=forms.meaning(one.label, _NAME, Certainty.VERBATIM, say),
            kind=_kind(_path(one.field)),
            values=tuple((name, name) for name in _choices(_path(one.field)).values()),
            official=one.label,
        )
        for one in _columns()
    ]


def _path(field: str) -> str:
    """Give the path in the schema of what a column holds."""
    return f"mentions.{field.rpartition(':')[2]}" if field.startswith("mentions:") else field


def _kind(field: str) -> Kind:
    if _choices(field):
        return Kind.CODE
    if field.endswith("url"):
        return Kind.ADDRESS
    if field == header.YEAR or field.endswith(".year"):
        return Kind.YEAR
    return Kind.MONEY if field in _MONEY else Kind.TEXT


def rows(data: Data) -> Iterator[list[str]]:
    """Yield a row for each year of a program, the newest first; one without any year if none is known."""
    for year in _years(data):
        seen: Counter[str] = Counter()
        row = []
        for column in _columns():
            row.append(_value(data, column, year, seen[column.field]))
            seen[column.field] += 1
        yield row


@lru_cache
def _columns() -> tuple[header.Column, ...]:
    return tuple(header.columns_of(files.read(_NAME)["columns"]))


def _years(data: Data) -> list[str]:
    """Give the years of a program, the newest first; an empty text where none is known."""
    told = values.texts(data, "editions") or [values.text(row, "year") for row in values.rows(data, "budget")]
    return sorted({year for year in told if year}, reverse=True) or [""]


def _value(data: Data, column: header.Column, year: str, number: int) -> str:
    """Give the value of a column; of several columns with the same field, that of the ``number``-th (from 0)."""
    field = column.field
    if field == header.YEAR:
        return year
    if field.startswith("mentions:"):
        _, document, part = field.split(":")
        return _said(f"mentions.{part}", _mention(data, document, str(column.year or year)).get(part))
    group, _, part = field.rpartition(".")
    if group:
        found = (_rules(data, year) if group == "rules" else _of_year(data, group, year)).get(part)
    else:
        listed = values.texts(data, field) if isinstance(data.get(field), list) else [values.text(data, field)]
        found = listed[number] if number < len(listed) else ""
    return _said(field, found) or _absent(data, field, year, number) or _owner(data, field)


def _mention(data: Data, document: str, year: str) -> Data:
    asked = (document, year)
    rows_ = values.rows(data, "mentions")
    return next((row for row in rows_ if (values.text(row, "document"), values.text(row, "year")) == asked), {})


def _of_year(data: Data, group: str, year: str) -> Data:
    """Give the row of a year."""
    return next((row for row in values.rows(data, group) if values.text(row, "year") == year), {})


def _rules(data: Data, year: str) -> Data:
    """Give the newest rules that held in a year; in the last one known, the newest of all."""
    rules = values.rows(data, "rules")
    held = rules if year == _years(data)[0] else [row for row in rules if values.text(row, "year") <= year]
    return max(held, key=lambda row: values.text(row, "year"), default={})


def _absent(data: Data, field: str, year: str, number: int) -> str:
    """Give the word for what there is not; of several columns that have both words, the first is not available."""
    paths = {field, field.replace("budget.", f"budget.{year}.")}
    words = [word for name, word in _ABSENT.items() if paths & set(values.texts(data, name))]
    return words[min(number, len(words) - 1)] if words else ""


def _owner(data: Data, field: str) -> str:
    """Give the organization of a program that names no agency, where the agency goes."""
    is_asked = field == "operating_entity" and not any(data.get(name) for name in _AGENCY)
    return values.text(data.get("organization") or {}, "title") if is_asked else ""


def _said(field: str, value: Any) -> str:
    """Give a value in the inventory's words."""
    text = str("" if value is None else value)
    return _choices(field).get(text, text)


@lru_cache
def _choices(field: str) -> dict[str, str]:
    group, _, name = field.rpartition(".")
    definition = vocabulary.fields(_TYPE, group).get(name, {})
    return {
        option["value"]: next(iter(option.get("form_labels", ())), option["value"])
        for option in definition.get("choices", ())
    }
