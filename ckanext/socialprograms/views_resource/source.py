"""A table of the DataStore as a view reads it: its real columns, quoted, and queries with a time limit."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import quoted_name

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.datastore.backend.postgres import get_read_engine

from ckanext.socialprograms import config
from ckanext.socialprograms.views_resource import trouble
from ckanext.socialprograms.views_resource.roles import Column

log = logging.getLogger(__name__)
_CANCELED, _NO_TABLE, _NO_COLUMN = "57014", "42P01", "42703"


@dataclass(frozen=True)
class Source:
    """The table of a resource with the columns that play a role."""

    resource_id: str
    columns: Mapping[str, Column]
    all_columns: Sequence[Column] = ()

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

    def text(self, role: str) -> sa.ColumnElement[str | None]:
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


def columns_of(resource_id: str, context: Context | None = None) -> list[Column]:
    """Give the columns of a resource's table with the labels that the file had. Raises Trouble."""
    asked = {"id": resource_id, "include_meta": False, "include_fields_schema": False}
    try:
        fields = tk.get_action("datastore_info")(context or {}, asked)["fields"]
    except (KeyError, tk.ObjectNotFound) as error:  # the action is not there without the plugin
        raise trouble.no_table() from error
    except tk.NotAuthorized as error:
        raise trouble.gone() from error
    except sa.exc.DBAPIError as error:
        raise _told(error) from error
    return [
        Column(one["id"], (one.get("info") or {}).get("label") or one["id"], one["type"])
        for one in fields
        if one["id"] != "_id"
    ]


def rows(*queries: sa.Executable, seconds: float | None = None) -> list[list[dict[str, Any]]]:
    """Run queries on one state of the DataStore and give their rows. Raises Trouble where that can't be done in time."""
    milliseconds = int((seconds or config.view_seconds()) * 1000)
    try:
        with get_read_engine().connect() as connection:
            connection.execute(sa.select(*_settings(milliseconds)))
            return [[dict(row) for row in connection.execute(query).mappings()] for query in queries]
    except sa.exc.DBAPIError as error:
        raise _told(error) from error


def version(resource_id: str) -> tuple[str, int]:
    """Give what changes whenever the table does, and about how many rows it has. Raises Trouble if there is no table.

    PostgreSQL counts what is written to a table and names its file anew when it is emptied; it may take ten seconds
    until it tells.
    """
    found = rows(_VERSION.bindparams(name=resource_id))[0]
    if not found:
        raise trouble.no_table()
    return str(found[0]["version"]), int(found[0]["rows"])


_VERSION = sa.text(
    "SELECT concat_ws('.', c.oid, pg_relation_filenode(c.oid), s.n_tup_ins, s.n_tup_upd, s.n_tup_del) AS version,"
    " greatest(c.reltuples::bigint, s.n_live_tup, 0) AS rows"
    " FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid"
    " WHERE c.relname = :name AND s.schemaname = 'public'"
)


def _settings(milliseconds: int) -> tuple[sa.ColumnElement[str], ...]:
    # PostgreSQL would compile these queries first, which takes it longer than to run them.
    return (
        sa.func.set_config("statement_timeout", str(milliseconds), True),  # noqa: FBT003
        sa.func.set_config("jit", "off", True),  # noqa: FBT003
    )


def _told(error: sa.exc.DBAPIError) -> trouble.Trouble:
    code = getattr(error.orig, "pgcode", None)
    if code == _CANCELED:
        return trouble.too_slow()
    if code in (_NO_TABLE, _NO_COLUMN):
        return trouble.no_table()
    log.error("A view could not read the DataStore: %s", error)
    return trouble.no_answer()
