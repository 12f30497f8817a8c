"""Writes the rows of the board and of calls: when a record is saved, and for all records at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.ledger import entries
from ckanext.socialprograms.monitor import facts
from ckanext.socialprograms.monitor.tables import MIRRORED, TYPES, activity, call, record

package = model.package_table
resource = model.resource_table
BATCH = 200


def mirror(ids: Sequence[str]) -> int:
    """Write the rows of records as CKAN's tables have them now, in the session's transaction; give how many.

    What is no record of ours is left without rows. The records are locked until the transaction ends, so that a
    rebuild and an editor who saves can't overtake each other.
    """
    data = [facts.dataset(*stored) for stored in _stored(ids)]
    for table in (activity, record, call):
        model.Session.execute(sa.delete(table).where(table.c.package_id.in_(ids)))
    planned = [one for one in data if one["type"] in TYPES]
    _insert(record, (facts.record_row(one) for one in planned))
    _insert(activity, (row for one in planned for row in facts.activity_rows(one)))
    _insert(call, (row for one in data if one["type"] not in TYPES for row in facts.call_rows(one)))
    return len(data)


def mirror_saved(saved: dict[str, Any], *, is_new: bool) -> None:
    """Write the rows of a record that is being created or updated."""
    # A new program without calls has no rows: an import of a thousand is spared the way to the database.
    if saved.get("type") in MIRRORED and (saved.get("type") in TYPES or saved.get("calls") or not is_new):
        model.Session.flush()
        mirror([saved["id"]])


def every_id() -> list[str]:
    """Give the ids of all records that may have rows, whatever their state."""
    query = sa.select(package.c.id).where(package.c.type.in_(MIRRORED)).order_by(package.c.id)
    return list(model.Session.scalars(query))


def rebuild(ids: Sequence[str]) -> Iterator[int]:
    """Write the rows of records anew, a batch a transaction; yield how many each batch had."""
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        mirror(batch)
        model.Session.commit()
        yield len(batch)


def _stored(ids: Sequence[str]) -> Iterator[tuple[Any, list[dict[str, Any]], list[entries.Entry]]]:
    query = sa.select(package.c.id, package.c.type, package.c.extras).where(package.c.id.in_(ids))
    ours = query.where(package.c.type.in_(MIRRORED)).order_by(package.c.id).with_for_update(read=True)
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
