"""Writes and reads the ledger, in the transaction of the session."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypedDict

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckan import model

from ckanext.socialprograms.ledger.table import PUBLISHED, ledger
from ckanext.socialprograms.records.moments import local_day
from ckanext.socialprograms.records.replanning import Change

_NO_CHANGE = dict.fromkeys(("item", "before", "after", "reason"), "")
_MARK = insert(ledger).on_conflict_do_nothing()


class Entry(TypedDict):
    """A row of ``replanning`` in a dataset dict; ``date`` is an ISO day in the portal's time zone."""

    activity: str
    field: str
    before: str
    after: str
    reason: str
    author: str
    date: str


class DatedEntry(Entry):
    """An entry with its number and its moment; that of the first publication has ``published`` as its field."""

    id: int
    at: datetime


def write(package_id: str, changes: Iterable[Change], reason: str, author: str) -> None:
    """Add an entry for each change of a record."""
    rows = [
        {
            "package_id": package_id,
            "item": change.item,
            "field": change.field,
            "before": change.before,
            "after": change.after,
            "reason": reason,
            "author": author,
        }
        for change in changes
    ]
    if rows:
        model.Session.execute(sa.insert(ledger), rows)


def was_published(package_id: str) -> bool:
    """Say whether a record was ever published."""
    query = sa.select(ledger.c.id).where(ledger.c.package_id == package_id, ledger.c.field == PUBLISHED).limit(1)
    return model.Session.execute(query).first() is not None


def mark_published(package_id: str, author: str) -> None:
    """Add the entry of a record's first publication, unless it is there."""
    model.Session.execute(_MARK, {**_NO_CHANGE, "package_id": package_id, "field": PUBLISHED, "author": author})


def of_record(package_id: str) -> list[Entry]:
    """Give the entries of a record, oldest first."""
    return of_records([package_id]).get(package_id, [])


def of_records(package_ids: Sequence[str]) -> dict[str, list[Entry]]:
    """Give the entries of several records by id, oldest first, with one query."""
    query = sa.select(ledger).where(ledger.c.package_id.in_(package_ids), ledger.c.field != PUBLISHED)
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for row in model.Session.execute(query.order_by(ledger.c.id)).mappings():
        found[row["package_id"]].append(_entry(row))
    return dict(found)


def history(package_id: str, newest: int) -> list[DatedEntry]:
    """Give the newest entries of a record, its first publication among them."""
    query = sa.select(ledger).where(ledger.c.package_id == package_id).order_by(ledger.c.id.desc()).limit(newest)
    rows = model.Session.execute(query).mappings()
    return [{**_entry(row), "id": row["id"], "at": row["at"]} for row in rows]


def _entry(row: Any) -> Entry:
    return {
        "activity": row["item"],
        "field": row["field"],
        "before": row["before"],
        "after": row["after"],
        "reason": row["reason"],
        "author": row["author"],
        "date": local_day(row["at"]).isoformat(),
    }
