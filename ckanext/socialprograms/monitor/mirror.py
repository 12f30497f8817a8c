"""Writes the rows of the board: when a record is saved, and for all records at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.ledger import entries
from ckanext.socialprograms.monitor import facts
from ckanext.socialprograms.monitor.tables import TYPES, activity, record

package = model.package_table
resource = model.resource_table
BATCH = 200


def mirror(ids: Sequence[str]) -> int:
    """Write the rows of records as CKAN's tables have them now, in the session's transaction; give how many.

    What is no record of ours is left without rows. The records are locked until the transaction ends, so that a
    rebuild and an editor who saves can't overtake each other.
    """
    data = [facts.dataset(*stored) for stored in _stored(ids)]
    for table in (activity, record):
        model.Session.execute(sa.delete(table).where(table.c.package_id.in_(ids)))
    _insert(record, (facts.record_row(one) for one in data))
    _insert(activity, (row for one in data for row in facts.activity_rows(one)))
    return len(data)


def mirror_saved(saved: dict[str, Any]) -> None:
    """Write the rows of a record that is being created or updated; programs have none."""
    if saved.get("type") in TYPES:
        model.Session.flush()
        mirror([saved["id"]])


def every_id() -> list[str]:
    """Give the ids of all records that have a work plan, whatever their state."""
    return list(model.Session.scalars(sa.select(package.c.id).where(package.c.type.in_(TYPES)).order_by(package.c.id)))


def rebuild(ids: Sequence[str]) -> Iterator[int]:
    """Write the rows of records anew, a batch a transaction; yield how many each batch had."""
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        mirror(batch)
        model.Session.commit()
        yield len(batch)


def _stored(ids: Sequence[str]) -> Iterator[tuple[Any, list[dict[str, Any]], list[entries.Entry]]]:
    query = sa.select(package.c.id, package.c.type, package.c.extras).where(package.c.id.in_(ids))
    ours = query.where(package.c.type.in_(TYPES)).order_by(package.c.id).with_for_update(read=True)
    packages = model.Session.execute(ours).mappings().all()
    resources = _grouped(
        sa.select(resource)
        .where(resource.c.package_id.in_(ids), resource.c.state == model.State.ACTIVE)
        .order_by(resource.c.package_id, resource.c.position)
    )
    ledger = entries.of_records(ids)
    for row in packages:
        yield row, resources[row["id"]], ledger.get(row["id"], [])


def _grouped(query: sa.Select[Any]) -> defaultdict[str, list[dict[str, Any]]]:
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in model.Session.execute(query).mappings():
        groups[row["package_id"]].append(dict(row))
    return groups


def _insert(table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    if listed := list(rows):
        model.Session.execute(sa.insert(table), listed)
