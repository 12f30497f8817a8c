"""The formats of the transparency law: their columns in order, and the field that each holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ckanext.socialprograms.importers import vocabulary
from ckanext.socialprograms.official.files import Certainty, read

FORMATS = ("transparency_15a", "transparency_15b", "transparency_40a", "transparency_40b", "transparency_6")
TABLE, CHOICE = "table", "choice"


@dataclass(frozen=True)
class Column:
    """A column: ``path`` is a field or ``group.field``; ``source`` is a part of the period, ``table`` a nested sheet.

    ``asked_if`` is the field and value of a record that must not leave it empty, though others may.
    ``names`` are what columns of a publisher's own list are called; ``options`` those of a choice that is no field.
    """

    label: str
    kind: str
    certainty: Certainty
    labels: tuple[str, ...] = ()
    path: str = ""
    source: str = ""
    table: str = ""
    optional: bool = False
    asked_if: tuple[str, str] | None = None
    until: int = 0
    names: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """Give the group that the field is in, empty if it is in none."""
        return self.path.partition(".")[0] if "." in self.path else ""

    @property
    def field(self) -> str:
        """Give the field, within its group if it is in one."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True)
class Nested:
    """A nested sheet; its rows are those of the group ``rows``, or one row with fields of the record itself."""

    columns: tuple[Column, ...]
    rows: str = ""


@dataclass(frozen=True)
class Format:
    """A format; a row is a record of the type ``record``, or one of its group ``rows``.

    ``only`` says which records it is about: a field and a value that it has (True) or has not (False).
    """

    id: str
    number: str
    title: str
    short: str
    description: str
    record: str
    every: str
    columns: tuple[Column, ...]
    tables: Mapping[str, Nested]
    rows: str = ""
    only: tuple[str, str, bool] | None = None

    def columns_of(self, year: int) -> tuple[Column, ...]:
        """Give the columns that the format has in a year."""
        return tuple(column for column in self.columns if not column.until or year <= column.until)

    def option_labels(self, column: Column, group: str = "") -> tuple[str, ...]:
        """Give the values that a column may have, as the format calls them."""
        if column.options:
            return column.options
        return tuple(names[0] for _value, names in self.choices(column, group))

    def choices(self, column: Column, group: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give the values of a choice with their names in the schema's order."""
        field = vocabulary.fields(self.record, group or column.group)[column.field]
        for one in field["choices"]:
            yield one["value"], tuple(one["form_labels"])


@lru_cache
def format_(id_: str) -> Format:
    """Give a format."""
    one = read(id_)
    only = next(
        ((field, value, how == "is") for field, test in one.get("only", {}).items() for how, value in test.items()),
        None,
    )
    tables = {
        name: Nested(tuple(map(_column, table["columns"])), table.get("rows", ""))
        for name, table in one.get("tables", {}).items()
    }
    named = {key: str(one[key]) for key in ("id", "number", "title", "short", "description", "record", "every")}
    columns = tuple(map(_column, one["columns"]))
    return Format(**named, columns=columns, tables=tables, rows=one.get("rows", ""), only=only)


def formats() -> tuple[Format, ...]:
    """Give all formats."""
    return tuple(map(format_, FORMATS))


def _column(one: Mapping[str, Any]) -> Column:
    return Column(
        label=one["label"],
        kind=one["kind"],
        certainty=Certainty(one["certainty"]),
        labels=tuple(one.get("labels", ())),
        path=one.get("field", ""),
        source=one.get("from", ""),
        table=one.get("table", ""),
        optional=bool(one.get("optional")),
        asked_if=next(iter(one.get("asked_if", {}).items()), None),
        until=one.get("until", 0),
        names=tuple(one.get("names", ())),
        options=tuple(one.get("catalogue", ())),
    )
