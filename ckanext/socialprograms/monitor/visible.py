"""The records that anyone may see, joined with CKAN's own tables, and a sign that changes when they do."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from ckan import model

from ckanext.socialprograms.monitor.filters import Filters
from ckanext.socialprograms.monitor.tables import TYPES, record

package = model.package_table
organization = model.group_table
Sign = tuple[str, ...]


def public(*more: sa.ColumnElement[Any] | sa.FromClause, of: sa.FromClause = package) -> sa.Select[Any]:
    """Select the active, public records of CKAN's table, or of it joined with another; ``agency`` is empty without one.

    ``more`` is what to select before ``name``, ``title``, ``agency`` and ``agency_title``.
    """
    joined = of.outerjoin(
        organization,
        sa.and_(
            organization.c.id == package.c.owner_org,
            organization.c.is_organization,
            organization.c.state == model.State.ACTIVE,
        ),
    )
    return (
        sa.select(
            *more,
            package.c.name,
            _first_text(package.c.title, package.c.name).label("title"),
            sa.func.coalesce(organization.c.name, "").label("agency"),
            _first_text(organization.c.title, organization.c.name).label("agency_title"),
        )
        .select_from(joined)
        .where(package.c.state == model.State.ACTIVE, package.c.private.is_not(True))
    )


def visible(filters: Filters) -> sa.CTE:
    """Select the active, public records of the board that the filters leave in."""
    joined = record.join(package, package.c.id == record.c.package_id)
    everyone = public(record, package.c.metadata_modified.label("modified"), of=joined).subquery("everyone")
    return sa.select(everyone).where(*filters.conditions(everyone)).cte("visible")


def version() -> Sign:
    """Give a sign of what the board is made of: it differs whenever a record, its rows or an organization changed.

    PostgreSQL marks each version of a row with the transaction that wrote it and the place where it lies, so that no
    way of writing can escape: not a raw DELETE, not a change by hand.
    """
    signs = (
        sa.select(sign_of(package)).select_from(package).where(package.c.type.in_(TYPES)),
        sa.select(sign_of(record)).select_from(record),
        sa.select(sign_of(organization)).select_from(organization).where(organization.c.is_organization),
    )
    return tuple(model.Session.execute(sa.select(*(sign.scalar_subquery() for sign in signs))).one())


def _first_text(*columns: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    return sa.func.coalesce(*(sa.func.nullif(column, "") for column in columns), "")


def sign_of(table: sa.Table) -> sa.ColumnElement[str]:
    """Give what differs whenever a row of a table changed, as a column."""
    name = postgresql.dialect().identifier_preparer.quote(table.name)
    row_version = sa.literal_column(f"hashtid({name}.ctid)::bigint * {name}.xmin::text::bigint")
    return sa.func.concat(sa.func.count(), ":", sa.func.sum(row_version))
