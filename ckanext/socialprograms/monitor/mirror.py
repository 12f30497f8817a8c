"""Writes the rows derived from records (the board's, calls, signals): when one is saved, and for all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.ledger import entries
from ckanext.socialprograms.monitor import facts
from ckanext.socialprograms.monitor.tables import MIRRORED, TYPES, activity, call, record
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.signals.facts import evaluated_rows, signal_rows
from ckanext.socialprograms.signals.tables import evaluated, signal

package = model.package_table
resource = model.resource_table
BATCH = 200
LATER = "socialprograms_mirrored_later"
"""The key of the context by which an import says that it has the rows of many records written together."""
Rows = Callable[[Data], list[facts.Row]]
_WRITTEN: tuple[tuple[sa.Table, tuple[str, ...], Rows], ...] = (
    (record, TYPES, lambda data: [facts.record_row(data)]),
    (activity, TYPES, facts.activity_rows),
    (call, ("program",), facts.call_rows),
    (signal, ("program",), signal_rows),
    (evaluated, ("evaluation",), evaluated_rows),
)


def mirror(ids: Sequence[str], *, are_new: bool = False) -> int:
    """Write the rows of records as CKAN's tables have them now, in the session's transaction; give how many.

    What is no record of ours is left without rows; new records have none yet to take away. The records are locked until
    the transaction ends, so that a rebuild and an editor who saves can't overtake each other.
    """
    data = [facts.dataset(*stored) for stored in _stored(ids)]
    for table, types, rows_of in _WRITTEN:
        if not are_new:
            model.Session.execute(sa.delete(table).where(table.c.package_id.in_(ids)))
        if rows := [row for one in data if one["type"] in types for row in rows_of(one)]:
            model.Session.execute(sa.insert(table), rows)
    return len(data)


def mirror_saved(context: Mapping[str, Any], saved: dict[str, Any], *, is_new: bool) -> None:
    """Write the rows of a record that is being created or updated."""
    if saved.get("type") in MIRRORED and not context.get(LATER):
        model.Session.flush()
        mirror([saved["id"]], are_new=is_new)


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
    planned = [row["id"] for row in packages if row["type"] in TYPES]
    ledger = entries.of_records(planned) if planned else {}
    for row in packages:
        yield row, resources[row["id"]], ledger.get(row["id"], [])


def _grouped(query: sa.Select[Any]) -> defaultdict[str, list[dict[str, Any]]]:
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in model.Session.execute(query).mappings():
        groups[row["package_id"]].append(dict(row))
    return groups
