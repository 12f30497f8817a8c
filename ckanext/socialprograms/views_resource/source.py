"""A table of the DataStore as a view reads it: its real columns, quoted, and queries with a time limit."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import quoted_name

from ckanext.datastore.backend.postgres import get_read_engine

from ckanext.socialprograms import config
from ckanext.socialprograms.views_resource import trouble
from ckanext.socialprograms.views_resource.roles import Column

log = logging.getLogger(__name__)
Read = TypeVar("Read")
_CANCELED, _NO_TABLE, _NO_COLUMN = "57014", "42P01", "42703"


@dataclass(frozen=True)
class State:
    """What a table is now: ``version`` changes whenever its rows do, ``count`` is about how many there are."""

    version: str
    count: int
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Source:
    """The table of a resource with the columns that play a role."""

    resource_id: str
    columns: Mapping[str, Column]
    state: State

    @property
    def all_columns(self) -> Sequence[Column]:
        """Give all columns of the table."""
        return self.state.columns

    def __hash__(self) -> int:
        return hash((self.resource_id, tuple(sorted((role, column.id) for role, column in self.columns.items()))))

    @cached_property
    def table(self) -> sa.TableClause:
        """Give the table with its row number and the columns of the roles."""
        ids = dict.fromkeys(["_id", *(one.id for one in self.all_columns)])
        return sa.table(quoted(self.resource_id), *(sa.column(quoted(name)) for name in ids))

    def has(self, role: str) -> bool:
        """Say whether a column plays a role."""
        return role in self.columns

    def raw(self, role: str) -> sa.ColumnElement[Any]:
        """Give the column of a role as it is."""
        return self.table.c[self.columns[role].id]

    def text(self, role: str) -> sa.ColumnElement[Any]:
        """Give the column of a role as text without outer spaces; NULL where it is empty or there is no column."""
        if not self.has(role):
            return sa.cast(sa.null(), sa.Text)
        return sa.func.nullif(sa.func.btrim(sa.cast(self.raw(role), sa.Text)), "")

    def number(self, role: str, *, decimal_comma: bool = False) -> sa.ColumnElement[float | None]:
        """Give the column of a role as a number; NULL where it holds none.

        In amounts commas and pesos are left out; in degrees a comma is the decimal one.
        """
        if not self.has(role):
            return sa.cast(sa.null(), sa.Double)
        if self.columns[role].is_number:
            return sa.cast(self.raw(role), sa.Double)
        if decimal_comma:
            plain = sa.func.replace(self.text(role), ",", ".")
        else:
            plain = sa.func.regexp_replace(self.text(role), r"[$,\s]", "", "g")
        return sa.case((plain.regexp_match(r"^[-+]?[0-9]{1,15}(\.[0-9]{0,20})?$"), sa.cast(plain, sa.Double)))

    def year(self, role: str) -> sa.ColumnElement[str | None]:
        """Give the year of the column of a role as text: that of a date, or the first four figures of a text."""
        if self.has(role) and self.columns[role].is_date:
            return sa.func.to_char(self.raw(role), "YYYY")
        return sa.func.substring(self.text(role), "(?:19|20)[0-9]{2}")


def quoted(name: str) -> quoted_name:
    """Give an identifier that is always quoted."""
    return quoted_name(name, quote=True)


def state_of(resource_id: str) -> State:
    """Give what a table is now. Raises Trouble if there is none."""
    found = rows(_STATE.bindparams(name=resource_id))[0]
    if not found:
        raise trouble.no_table()
    columns = tuple(_column(*one) for one in json.loads(found[0]["columns"]))
    return State(str(found[0]["version"]), int(found[0]["rows"]), columns)


def rows(*queries: sa.Executable, seconds: float | None = None) -> list[list[dict[str, Any]]]:
    """Run queries on one state of the DataStore and give their rows. Raises Trouble where they take too long."""
    return _read(queries, lambda result: [dict(row) for row in result.mappings()], seconds)


def columns(query: sa.Executable) -> dict[str, Sequence[Any]]:
    """Run a query whose rows stand in any order, and give its columns: of many rows, quicker than a dict of each.

    Raises Trouble like ``rows``.
    """
    # PostgreSQL expects many more groups than there are, and would sort them for nothing.
    return _read([_UNSORTED, query], _columns)[1]


def _read(
    queries: Sequence[sa.Executable], read: Callable[[sa.CursorResult[Any]], Read], seconds: float | None = None
) -> list[Read]:
    seconds = seconds or config.view_seconds()
    try:
        with get_read_engine().connect() as connection:
            connection.execute(_SETTINGS, {"milliseconds": str(int(seconds * 1000))})
            return [read(connection.execute(query)) for query in queries]
    except DBAPIError as error:
        raise _told(error, seconds) from error


def _columns(result: sa.CursorResult[Any]) -> dict[str, Sequence[Any]]:
    names, found = list(result.keys()), result.all()
    return {name: [row[number] for row in found] for number, name in enumerate(names)}


# PostgreSQL counts what is written to a table and names its file anew when it is emptied; it may take ten seconds
# until it tells. CKAN keeps the data dictionary as comments.
_STATE = sa.text(
    "SELECT concat_ws('.', c.oid, pg_relation_filenode(c.oid), s.n_tup_ins, s.n_tup_upd, s.n_tup_del) AS version,"
    " greatest(c.reltuples::bigint, s.n_live_tup, 0) AS rows,"
    " (SELECT json_agg(json_build_array(a.attname, t.typname, col_description(c.oid, a.attnum)) ORDER BY a.attnum)"
    "  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
    "  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND NOT starts_with(a.attname, '_'))::text"
    " AS columns"
    " FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid"
    " WHERE c.relname = :name AND s.schemaname = 'public'"
)


def _column(name: str, type_: str, dictionary: str | None) -> Column:
    try:
        told = json.loads(dictionary or "{}")
    except ValueError:
        told = {}
    info = told.get("_info") if isinstance(told, dict) else None
    label = info.get("label") if isinstance(info, dict) else None
    return Column(name, str(label or name), type_)


# PostgreSQL would compile these queries first, which takes it longer than to run them.
_SETTINGS = sa.text("SELECT set_config('statement_timeout', :milliseconds, true), set_config('jit', 'off', true)")
_UNSORTED = sa.text("SELECT set_config('enable_sort', 'off', true)")


def _told(error: DBAPIError, seconds: float) -> trouble.Trouble:
    code = getattr(error.orig, "pgcode", None)
    if code == _CANCELED:
        return trouble.too_slow(seconds)
    if code in (_NO_TABLE, _NO_COLUMN):
        return trouble.no_table()
    log.error("A view could not read the DataStore: %s", error)
    return trouble.no_answer()
