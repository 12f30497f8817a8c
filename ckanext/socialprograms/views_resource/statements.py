"""Statements that SQLAlchemy has no words for; identifiers are quoted by it, values are bound."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class CreateTableAs(sa.Executable, sa.ClauseElement):
    """``CREATE TABLE … AS SELECT …``."""

    inherit_cache = False

    def __init__(self, table: sa.TableClause, query: sa.Select[Any]) -> None:
        self.table = table
        self.query = query


@compiles(CreateTableAs)
def _create_table_as(element: CreateTableAs, compiler: SQLCompiler, **options: Any) -> str:
    return f"CREATE TABLE {_name(compiler.preparer, element.table)} AS {compiler.process(element.query, **options)}"


def run(connection: Connection, statement: str, *tables: sa.TableClause, **names: str) -> None:
    """Run a statement with the names of tables (``{0}``, ``{1}``) and of other things (``{name}``) put in, quoted."""
    preparer = connection.dialect.identifier_preparer
    quoted_tables = [_name(preparer, table) for table in tables]
    quoted_names = {key: preparer.quote_identifier(name) for key, name in names.items()}
    connection.exec_driver_sql(statement.format(*quoted_tables, **quoted_names))


def _name(preparer: Any, table: sa.TableClause) -> str:
    schema = f"{preparer.quote_identifier(table.schema)}." if table.schema else ""
    return f"{schema}{preparer.quote_identifier(table.name)}"
