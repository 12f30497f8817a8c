"""Writes the signals of programs and the links of evaluations: when a record is saved, and for all records at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.monitor import facts
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.links import links
from ckanext.socialprograms.records.signal_rules import rule_set
from ckanext.socialprograms.records.signals import signals
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.signals.tables import evaluated, signal

TYPES = ("program", "evaluation")
YEARS = range(1900, 2200)
BATCH = 500
_LONGEST_REFERENCE = 300
package = model.package_table
resource = model.resource_table
Row = dict[str, Any]


def mirror_saved(saved: dict[str, Any], *, is_new: bool) -> None:
    """Write the rows of a record that is being created or updated."""
    if saved.get("type") in TYPES:
        model.Session.flush()
        mirror([saved["id"]], are_new=is_new)


def mirror(ids: Sequence[str], *, are_new: bool = False) -> int:
    """Write the rows of records as CKAN's tables have them now, in the session's transaction; give how many.

    New records have no rows yet to take away. The records are locked until the transaction ends, so that a rebuild
    and an editor can't overtake each other.
    """
    records = [facts.dataset(row, files, ()) for row, files in _stored(ids)]
    for table, rows in ((signal, signal_rows), (evaluated, evaluated_rows)):
        if not are_new:
            model.Session.execute(sa.delete(table).where(table.c.package_id.in_(ids)))
        if found := [row for record in records for row in rows(record)]:
            model.Session.execute(sa.insert(table), found)
    return len(records)


def every_id() -> list[str]:
    """Give the ids of all programs and evaluations, whatever their state."""
    return list(model.Session.scalars(sa.select(package.c.id).where(package.c.type.in_(TYPES)).order_by(package.c.id)))


def rebuild(ids: Sequence[str]) -> Iterator[int]:
    """Write the rows of records anew, a batch a transaction; yield how many each batch had."""
    for start in range(0, len(ids), BATCH):
        written = mirror(ids[start : start + BATCH])
        model.Session.commit()
        yield written


def signal_rows(data: Data) -> list[Row]:
    """Give the rows of a program: the signals that its own fields give, on whatever day; none for other types."""
    if values.text(data, "type") != "program":
        return []
    rules = rule_set()
    return [
        {
            "package_id": data["id"],
            "rule": one.rule.id,
            "version": rules.version,
            "since": one.since,
            "as_of": one.as_of,
            "cause": one.cause.as_json(),
            "answer": one.answers[0].text if one.answers else "",
            "answered_on": one.answers[0].date if one.answers else None,
        }
        for one in signals(data, rules)
    ]


def evaluated_rows(data: Data) -> list[Row]:
    """Give the rows of an evaluation: the programs of this portal that it names; none for other types."""
    if values.text(data, "type") != "evaluation":
        return []
    named = {link.reference[:_LONGEST_REFERENCE] for link in links(data) if not link.is_outside}
    return [{"package_id": data["id"], "reference": one, "year": year_of(data)} for one in sorted(named)]


def year_of(data: Data) -> int | None:
    """Give the year of an evaluation, by its field or its dates."""
    dates = (values.day(data, name) for name in ("end_date", "start_date"))
    years = (values.whole(data, "year"), *(day.year for day in dates if day))
    return next((year for year in years if year in YEARS), None)


def _stored(ids: Sequence[str]) -> Iterable[tuple[Any, list[Row]]]:
    query = sa.select(package.c.id, package.c.type, package.c.extras).where(
        package.c.id.in_(ids), package.c.type.in_(TYPES)
    )
    files: dict[str, list[Row]] = {}
    for row in model.Session.execute(
        sa.select(resource.c.package_id, resource.c.extras).where(
            resource.c.package_id.in_(ids), resource.c.state == model.State.ACTIVE
        )
    ).mappings():
        files.setdefault(row["package_id"], []).append({"extras": row["extras"], "name": "", "url": ""})
    for row in model.Session.execute(query.order_by(package.c.id).with_for_update(read=True)).mappings():
        yield row, files.get(row["id"], [])
