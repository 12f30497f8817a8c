"""Finds the records that a document speaks of among those that are saved, with one query for all of them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
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
    """A saved record, as far as finding it needs; ``modified`` is when it was saved last, ``told`` its provenance."""

    id: str
    name: str
    title: str
    type: str
    state: str
    owner: str
    modified: datetime | None
    told: str = field(repr=False)

    @cached_property
    def provenance(self) -> Provenance:
        """Give what the record remembers of its documents; of most records nobody asks."""
        return provenance.read(self.told)


@dataclass(frozen=True)
class Known:
    """The saved records that a document may speak of: by type and key, by type and folded title, and by id.

    ``titles`` are the types, owners and titles of those that have the title of a row without a key.
    """

    by_key: dict[Key, Stored]
    by_title: dict[Key, tuple[Stored, ...]]
    by_id: dict[str, Stored]
    titles: frozenset[tuple[str, str, str]] = frozenset()

    def of(self, record: ImportedRecord) -> Stored | None:
        """Give the saved record with the key of a record that was read."""
        return self.by_key.get((record.type, record.identity)) if record.identity else None

    def titled(self, record: ImportedRecord, owners: Container[str]) -> tuple[Stored, ...]:
        """Give the saved records of some organizations with the title of a record that may be found by it."""
        titled = self.by_title.get((record.type, folded(record.title)), ()) if record.is_found_by_title else ()
        return tuple(stored for stored in titled if stored.owner in owners)

    def named(self, record: ImportedRecord) -> tuple[Stored, ...]:
        """Give the saved records whose title is, letter for letter after folding, the one that a note names."""
        return self.by_title.get((record.type, folded(record.updates or "")), ())

    def has_namesake(self, record: ImportedRecord, owner: str) -> bool:
        """Say whether an organization has a record of the same title that is not this one."""
        return (record.type, owner, record.title) in self.titles


def known(records: Sequence[ImportedRecord], *, are_rows: bool = False) -> Known:
    """Find what is saved of records that were read; those in the trash are not found.

    ``are_rows`` says that they are rows of a workbook, in which a row may have lost its key.
    """
    keys = {record.identity for record in records if record.identity and not record.updates}
    by_key: dict[Key, Stored] = {}
    for some in _chunks(keys):
        for key, stored in _stored(_external_key().in_(some)):
            by_key.setdefault((stored.type, key), stored)
    ids = {record.edits.id for record in records if record.edits}
    found = (stored for some in _chunks(ids) for _key, stored in _stored(_package.c.id.in_(some)))
    by_id = {stored.id: stored for stored in found}
    titled = {
        (record.type, folded(record.updates or record.title))
        for record in records
        if record.updates or record.is_found_by_title
    }
    new = {record.title for record in records if are_rows and not record.edits}
    titles = (one for some in _chunks(new) for _key, one in _stored(_package.c.title.in_(some)))
    return Known(by_key, _by_title(titled), by_id, frozenset((one.type, one.owner, one.title) for one in titles))


def owned(keys: Iterable[str]) -> dict[tuple[str, str, str], set[str]]:
    """Give the ids of the saved records with some keys, by type, owner and key."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for some in _chunks(keys):
        for key, stored in _stored(_external_key().in_(some)):
            found.setdefault((stored.type, stored.owner, key), set()).add(stored.id)
    return found


def titles(references: Iterable[str]) -> dict[str, str]:
    """Give the titles of the records that references name, by id and by name, with one query."""
    wanted = set(references)
    named = sa.or_(_package.c.id.in_(wanted), _package.c.name.in_(wanted))
    query = sa.select(_package.c.id, _package.c.name, _package.c.title).where(named)
    found = model.Session.execute(query) if wanted else ()
    return {key: row.title or row.name for row in found for key in (row.id, row.name)}


def free_names(wanted: Iterable[str]) -> set[str]:
    """Give those of the names that no dataset has, in the trash or not."""
    names = set(wanted)
    taken = {
        name
        for some in _chunks(names)
        for name in model.Session.scalars(sa.select(_package.c.name).where(_package.c.name.in_(some)))
    }
    return names - taken


def _by_title(wanted: set[Key]) -> dict[Key, tuple[Stored, ...]]:
    """Find records by type and folded title; what they remember of their imports is read of those alone."""
    found: dict[Key, tuple[Stored, ...]] = {}
    types = {type_ for type_, _title in wanted}
    query = sa.select(_package.c.id, _package.c.type, _package.c.title).where(_package.c.type.in_(types))
    titles = model.Session.execute(query.where(_package.c.state != model.State.DELETED)) if wanted else ()
    ids = [row.id for row in titles if (row.type, folded(row.title or "")) in wanted]
    for some in _chunks(ids):
        for _key, stored in _stored(_package.c.id.in_(some)):
            title = (stored.type, folded(stored.title))
            found[title] = (*found.get(title, ()), stored)
    return found


def _stored(condition: sa.ColumnElement[bool]) -> Iterator[tuple[str, Stored]]:
    columns = [_package.c[name] for name in ("id", "name", "title", "type", "state", "owner_org", "metadata_modified")]
    query = (
        sa.select(*columns, _external_key().label("key"), _package.c.extras["provenance"].astext.label("provenance"))
        .where(condition, _package.c.state != model.State.DELETED)
        .order_by(_package.c.metadata_created)
    )
    for row in model.Session.execute(query).mappings():
        known = (row["id"], row["name"], row["title"] or "", row["type"], row["state"], row["owner_org"] or "")
        yield row["key"] or "", Stored(*known, row["metadata_modified"], row["provenance"] or "")


def _external_key() -> sa.ColumnElement[str]:
    return _package.c.extras["external_key"].astext


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(sorted(values))
    while some := list(islice(rest, _AT_ONCE)):
        yield some
