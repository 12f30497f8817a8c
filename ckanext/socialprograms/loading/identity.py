"""Finds the records that a document speaks of among those that are saved, with one query for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.importers.records import ImportedRecord
from ckanext.socialprograms.loading import provenance
from ckanext.socialprograms.loading.provenance import Provenance
from ckanext.socialprograms.records.values import folded

Key = tuple[str, str]
_AT_ONCE = 1000
_package = model.package_table


@dataclass(frozen=True)
class Stored:
    """A saved record, as far as finding it needs."""

    id: str
    name: str
    title: str
    type: str
    state: str
    provenance: Provenance


@dataclass(frozen=True)
class Known:
    """The saved records that a document may speak of: by type and key, by type and folded title, and by id."""

    by_key: dict[Key, Stored]
    by_title: dict[Key, tuple[Stored, ...]]
    by_id: dict[str, Stored]

    def of(self, record: ImportedRecord) -> Stored | None:
        """Give the saved record with the key of a record that was read."""
        return self.by_key.get((record.type, record.identity)) if record.identity else None

    def named(self, record: ImportedRecord) -> tuple[Stored, ...]:
        """Give the saved records whose title is, letter for letter after folding, the one that a note names."""
        return self.by_title.get((record.type, folded(record.updates or "")), ())


def known(records: Sequence[ImportedRecord]) -> Known:
    """Find what is saved of records that were read; those in the trash are not found."""
    keys = {record.identity for record in records if record.identity and not record.updates}
    by_key: dict[Key, Stored] = {}
    for some in _chunks(keys):
        for key, stored in _stored(_external_key().in_(some)):
            by_key.setdefault((stored.type, key), stored)
    ids = {record.edits.id for record in records if record.edits}
    found = (stored for some in _chunks(ids) for _key, stored in _stored(_package.c.id.in_(some)))
    by_id = {stored.id: stored for stored in found}
    return Known(by_key, _by_title({record.type for record in records if record.updates}), by_id)


def free_names(wanted: Iterable[str]) -> set[str]:
    """Give those of the names that no dataset has, in the trash or not."""
    names = set(wanted)
    taken = {
        name
        for some in _chunks(names)
        for name in model.Session.scalars(sa.select(_package.c.name).where(_package.c.name.in_(some)))
    }
    return names - taken


def _by_title(types: set[str]) -> dict[Key, tuple[Stored, ...]]:
    found: dict[Key, tuple[Stored, ...]] = {}
    if types:
        for _key, stored in _stored(_package.c.type.in_(types)):
            title = (stored.type, folded(stored.title))
            found[title] = (*found.get(title, ()), stored)
    return found


def _stored(condition: sa.ColumnElement[bool]) -> Iterator[tuple[str, Stored]]:
    columns = (_package.c.id, _package.c.name, _package.c.title, _package.c.type, _package.c.state)
    query = (
        sa.select(*columns, _external_key().label("key"), _package.c.extras["provenance"].astext.label("provenance"))
        .where(condition, _package.c.state != model.State.DELETED)
        .order_by(_package.c.metadata_created)
    )
    for row in model.Session.execute(query).mappings():
        kept = provenance.read(row["provenance"])
        title = row["title"] or ""
        yield row["key"] or "", Stored(row["id"], row["name"], title, row["type"], row["state"], kept)


def _external_key() -> sa.ColumnElement[str]:
    return _package.c.extras["external_key"].astext


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(sorted(values))
    while some := list(islice(rest, _AT_ONCE)):
        yield some
