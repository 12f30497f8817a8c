"""The data dictionary: each column of a table, what it means, how it is written, and its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ckanext.socialprograms.exporters import fields
from ckanext.socialprograms.exporters.column import Column, Say, said
from ckanext.socialprograms.exporters.record import LAST
from ckanext.socialprograms.exporters.record_fields import groups, single_fields
from ckanext.socialprograms.exporters.table import Table, Value
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages.fields import Schema

_BETWEEN = "; "
TABLE = Column(
    "table", N_("Table"), N_("The table that the column belongs to, as its dictionary is called in addresses.")
)
COLUMNS = (
    Column("group", N_("Group"), N_("The group or sheet that the column is in; empty for those of the table itself.")),
    Column("field", N_("Field (code)"), N_("What programs call the column; it is the same in every language.")),
    Column("label", N_("Field"), N_("What stands above the column in CSV and XLSX.")),
    Column("meaning", N_("What it means"), N_("What the column holds.")),
    Column("kind", N_("How it is written"), N_("What its values look like: a day, an amount, a code.")),
    Column("values", N_("Values (code: name)"), N_("The values that it may have, each by its code and its name.")),
    Column(
        "official",
        N_("What official forms call it"),
        N_("Its label in the official forms that ask for the same, or its type in the standard of the table."),
    ),
    Column("predicate", N_("In linked data"), N_("The property that has the same value in linked data.")),
)


@dataclass(frozen=True)
class Entry:
    """A column in the language of its readers; ``group`` is the group or sheet of the table that it is in."""

    column: Column
    group: str = ""


@dataclass(frozen=True)
class Described:
    """A table by its name in addresses, with its title and its columns in the language of its readers."""

    name: str
    title: str
    entries: Iterable[Entry]


def of_columns(columns: Iterable[Column], say: Say) -> list[Entry]:
    """Give columns that stand in no group."""
    return [Entry(one) for one in said(columns, say)]


def of_schema(schema: Schema, say: Say) -> Iterator[Entry]:
    """Yield the columns of records: single fields first, then each group with its own."""
    yield from map(Entry, [*fields.columns(single_fields(schema), say), *said(LAST, say)])
    for group in groups(schema):
        yield Entry(fields.column(group, say))
        for one in fields.columns(group["repeating_subfields"], say, group):
            yield Entry(one, group["field_name"])


def dictionary(table: Described, say: Say) -> Table:
    """Give the dictionary of a table."""
    rows = (_row(entry, say) for entry in table.entries)
    return Table(f"{table.name}-dictionary", table.title, said(COLUMNS, say), rows)


def whole(tables: Iterable[Described], say: Say) -> Table:
    """Give the dictionary of several tables, the name of the table first."""
    rows = ((table.name, *_row(entry, say)) for table in tables for entry in table.entries)
    return Table("dictionary", say(N_("Data dictionary")), said((TABLE, *COLUMNS), say), rows)


def _row(entry: Entry, say: Say) -> Sequence[Value]:
    one = entry.column
    return (
        entry.group,
        one.key,
        one.label,
        one.meaning,
        say(one.kind.value),
        _BETWEEN.join(f"{code}: {name}" if code != name else code for code, name in one.values) or None,
        one.official or None,
        one.predicate or None,
    )
