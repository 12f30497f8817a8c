"""Which column of a format a header names, whatever the platform adds to labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ckanext.socialprograms.importers.document import NumberedRow, Value
from ckanext.socialprograms.official.transparency import Column, Format, formats
from ckanext.socialprograms.records.values import folded

TABLE = re.compile(r"\(?\s*(Tabla_\d+)\s*\)?", re.IGNORECASE)
_CATALOGUE = re.compile(r"\(\s*cat[aá]logo\s*\)\s*:?", re.IGNORECASE)
_FROM_ON = re.compile(r"^\s*este criterio .*?->\s*", re.IGNORECASE | re.DOTALL)
_ALIKE = 92
_ENOUGH = 0.6
ROWS_SEARCHED = 15
_PERIOD = ("ejercicio", "fecha de inicio del periodo que se informa")


@dataclass(frozen=True)
class Held:
    """A column of a sheet; ``position`` counts from 0, ``table`` names the nested sheet of its rows."""

    position: int
    column: Column
    table: str = ""


@dataclass(frozen=True)
class Header:
    """The row of labels of a format; ``unknown`` are labels that it does not have."""

    row: int
    form: Format
    columns: tuple[Held, ...]
    unknown: tuple[str, ...]


def find_header(rows: Sequence[NumberedRow]) -> Header | None:
    """Find the labels of a format among the first rows, None if there are none."""
    for number, row in rows[:ROWS_SEARCHED]:
        words = [_words(value) for value in row]
        if all(one in words for one in _PERIOD):
            found = [_header(number, row, form) for form in formats()]
            best = max(found, key=lambda one: len(one.columns) - len(one.unknown))
            labelled = len(best.columns) + len(best.unknown)
            return best if len(best.columns) >= _ENOUGH * labelled else None
    return None


def held(row: Sequence[Value], columns: Sequence[Column]) -> tuple[tuple[Held, ...], tuple[str, ...]]:
    """Give which columns a row of labels names, each once, and the labels that name none."""
    found: dict[Column, Held] = {}
    unknown = []
    for position, value in enumerate(row):
        if not (words := _words(value)) or words in _KEPT_BY_THE_PLATFORM:
            continue
        column = _column(words, [one for one in columns if one not in found])
        if column is None:
            unknown.append(" ".join(str(value).split()))
        else:
            table = TABLE.search(str(value))
            found[column] = Held(position, column, table[1] if table else "")
    return tuple(found.values()), tuple(unknown)


def _header(number: int, row: Sequence[Value], form: Format) -> Header:
    columns, unknown = held(row, form.columns)
    return Header(number, form, columns, unknown)


def _column(words: str, columns: Sequence[Column]) -> Column | None:
    known = {folded(name): column for column in reversed(columns) for name in (column.label, *column.labels)}
    if words in known:
        return known[words]
    close = max(known, key=lambda name: fuzz.ratio(words, name), default="")
    return known[close] if close and fuzz.ratio(words, close) >= _ALIKE else None


def _words(value: Value) -> str:
    """Give the words of a label without what the platform adds: the kind of column, the number of its table."""
    text = _FROM_ON.sub("", str(value or ""))
    return folded(_CATALOGUE.sub(" ", TABLE.sub(" ", text)))


_KEPT_BY_THE_PLATFORM = {"id", "fecha creacion", "fecha modificacion"}
