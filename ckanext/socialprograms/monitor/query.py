"""How the board asks the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from ckan import model

Row = dict[str, Any]
_AT_ONCE = 2000


def rows(query: sa.Executable) -> list[Row]:
    """Run a query in the session's transaction and give its rows."""
    _without_compiling()
    return [dict(row) for row in model.Session.execute(query).mappings()]


def many_rows(query: sa.Executable) -> Iterator[Row]:
    """Run a query whose rows shall never lie in memory as a whole; the database keeps a cursor for it."""
    _without_compiling()
    with model.Session.connection().execute(query, execution_options={"yield_per": _AT_ONCE}) as result:
        yield from (dict(row) for row in result.mappings())


def _without_compiling() -> None:
    # PostgreSQL would compile these queries first, which takes it longer than to run them.
    model.Session.execute(sa.text("SET LOCAL jit = off"))
