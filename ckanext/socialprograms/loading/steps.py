"""Says what importing each record of a document would do: create it, update the one that is there, or nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.munge import munge_title_to_name
from ckan.types import Context

from ckanext.socialprograms.importers.document import Place
from ckanext.socialprograms.importers.forms.notes import NO_INSTITUTION
from ckanext.socialprograms.importers.inventory import editions
from ckanext.socialprograms.importers.records import Edit, Import, ImportedRecord, Note
from ckanext.socialprograms.loading import editing, identity, merging, provenance
from ckanext.socialprograms.loading.digests import digest
from ckanext.socialprograms.loading.identity import Key, Known, Stored
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.loading.organizations import NoOrganization, Organizations
from ckanext.socialprograms.loading.provenance import Source, is_untouched
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages.links import named_references
from ckanext.socialprograms.takeaway.portal import settled

CREATE, UPDATE, SAME = "create", "update", "same"
_NAME_LENGTH = 80


@dataclass(frozen=True)
class Step:
    """What importing a record would do.

    ``data`` is the dataset dict to save, without its organization; ``stored`` the record that is there, ``before`` its
    dataset dict; ``changed`` the fields that an update changes; ``organization`` the title of the one that a new record
    goes to, which may have to be made; ``problems`` say why it can't be done, ``place`` where
    that stands if it is one cell. ``already`` are the fields that somebody
    brought to what the document says since it was made.
    """

    record: ImportedRecord
    action: str
    data: dict[str, Any] = field(default_factory=dict)
    stored: Stored | None = None
    before: dict[str, Any] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    organization: str = ""
    makes_organization: bool = False
    notes: tuple[Note, ...] = ()
    problems: tuple[Message, ...] = ()
    place: Place | None = None
    already: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Give the title that people see."""
        return str(self.before.get("title") or self.record.title)

    def slim(self) -> Step:
        """Give the step with what people are shown of it and no more: of many records the rest would fill memory."""
        shown = {"title", *self.changed}
        before, data = ({name: one[name] for name in shown & one.keys()} for one in (self.before, self.data))
        return replace(self, stored=self.stored and replace(self.stored, told=""), before=before, data=data)


def steps(
    imported: Import,
    source: Source,
    options: Options,
    context: Context,
    organizations: Organizations,
    doubled: Container[Key],
) -> Iterator[Step]:
    """Say what importing each record would do, in their order; it reads the database and writes nothing.

    ``doubled`` has the keys that several records of the whole document have.
    """
    planner = _Planner(imported, source, options, context, organizations, doubled)
    for record in imported.records:
        yield planner.step(record)


def doubled(records: Iterable[ImportedRecord]) -> frozenset[Key]:
    """Give the keys that several of a document's records have: they can't be told apart."""
    keys = Counter((record.type, record.identity) for record in records if record.identity)
    return frozenset(key for key, number in keys.items() if number > 1)


class _Planner:
    def __init__(
        self,
        imported: Import,
        source: Source,
        options: Options,
        context: Context,
        organizations: Organizations,
        doubled: Container[Key],
    ) -> None:
        records = imported.records
        self._known: Known = identity.known(records, are_rows=imported.each_alone)
        self._names = _Names(
            record for record in records if not (record.updates or record.edits or self._known.of(record))
        )
        self._doubled = doubled
        self._source, self._options, self._context, self._organizations = source, options, context, organizations

    def step(self, record: ImportedRecord) -> Step:
        if self._options.organization:  # the person who sent the document has said whose it is
            record = _whose(record)
        if record.problem:
            return replace(_refused(record, record.problem.message), place=record.problem.place)
        if record.updates:
            return self._follow_up(record)
        if record.edits:
            return self._edit(record, record.edits)
        if (record.type, record.identity) in self._doubled:
            return _refused(record, Message(_TWICE, {"title": record.title}))
        return self._found(record) or self._new(record)

    def _found(self, record: ImportedRecord) -> Step | None:
        """Give the step of a record that is here already, None if it is new."""
        stored = self._known.of(record)
        titled = () if stored else self._titled(record)
        if len(titled) == 1:
            (stored,) = titled
        if stored:
            return self._again(_whose(record) if stored.owner else record, stored)
        is_anybodys = not (record.organization or self._options.organization)
        return _refused(record, Message(_WHOSE, {"title": record.title})) if titled and is_anybodys else None

    def _titled(self, record: ImportedRecord) -> tuple[Stored, ...]:
        if not record.is_found_by_title:
            return ()
        titled = self._known.titled(record, self._organizations.may_own(record))
        if "editions" not in record.data:
            return titled
        return tuple(stored for stored in titled if not self._is_other(stored))

    def _is_other(self, stored: Stored) -> bool:
        """Say whether a record is another program: what an inventory made and nobody renamed is found by its key."""
        told = stored.provenance
        return told.get("form") == self._source.form and is_untouched(told, "title", stored.title)

    def _new(self, record: ImportedRecord) -> Step:
        try:
            owner = self._organizations.find(record)
        except NoOrganization as missing:
            return _refused(record, missing.message)
        if owner is not None and self._known.has_namesake(record, owner):
            return _refused(record, Message(_HERE, {"title": record.title}))
        if owner == "":
            record = _unowned(record)
        data = {
            **record.data,
            "type": record.type,
            "name": self._names.free(record),
            "state": "active" if self._options.publish else "draft",
            "provenance": provenance.first(record, self._source, {}),
        }
        title = self._organizations.title_of(record)
        return Step(record, CREATE, data, organization=title, makes_organization=owner is None, notes=record.warnings)

    def _again(self, record: ImportedRecord, stored: Stored) -> Step:
        publishes = self._options.publish and stored.state == "draft"
        if stored.provenance.get("digest") == digest(record.data) and not publishes:
            return Step(record, SAME, stored=stored, notes=record.warnings)
        if not self._may_update(stored):
            return _refused(record, Message(_FORBIDDEN, {"title": stored.title}))
        before = self._shown(stored)
        incoming = editions.combined(before, record.data) if "editions" in record.data else record.data
        incoming = merging.without_owner(before, incoming, (before.get("organization") or {}).get("title", ""))
        if record.is_found_by_title:  # an official form has the titles of what a record links
            incoming = merging.relinked(before, incoming, identity.titles(named_references(before)))
        if record.is_partial:
            incoming = merging.completed(before, incoming)
        merge = merging.merge(before, incoming, stored.provenance)
        told = provenance.first(record, self._source, stored.provenance)
        return self._update(record, stored, before, merge.changes, told, merge.kept)

    def _follow_up(self, record: ImportedRecord) -> Step:
        found = self._known.named(record)
        if len(found) != 1:
            return _refused(record, Message(_SEVERAL if found else _NOT_HERE, {"title": record.updates or ""}))
        stored = found[0]
        if not self._may_update(stored):
            return _refused(record, Message(_FORBIDDEN, {"title": stored.title}))
        before = self._shown(stored)
        for _group, key in merging.unknown_rows(before, record.data):
            return _refused(record, Message(_NO_ROW, {"title": stored.title, "key": key}))
        changes = merging.follow_up(before, record.data)
        return self._update(record, stored, before, changes, provenance.followed(self._source, stored.provenance), ())

    def _edit(self, record: ImportedRecord, edit: Edit) -> Step:
        stored = self._known.by_id.get(edit.id)
        if stored is None or stored.type != record.type:
            return _refused(record, Message(_GONE, {"title": edit.title}))
        if edit.key not in ("", stored.name):
            return _refused(record, Message(_OTHER, {"key": edit.key, "name": stored.name}))
        publishes = self._options.publish and stored.state == "draft"
        if not record.data and not publishes:
            return Step(record, SAME, stored=stored, notes=record.warnings)
        if not self._may_update(stored):
            return _refused(record, Message(_FORBIDDEN, {"title": stored.title}))
        before = self._shown(stored)
        edition = editing.edit(settled(before), record)
        if edition.conflicts:
            problems, place = (*edition.conflicts.values(),), record.places.get(next(iter(edition.conflicts)))
            return Step(record, SAME, {}, stored, before, notes=record.warnings, problems=problems, place=place)
        told = provenance.followed(self._source, stored.provenance)
        return replace(self._update(record, stored, before, edition.changes, told, ()), already=edition.already)

    def _update(
        self,
        record: ImportedRecord,
        stored: Stored,
        before: dict[str, Any],
        changes: dict[str, Any],
        told: dict[str, Any],
        kept: tuple[Note, ...],
    ) -> Step:
        publishes = self._options.publish and stored.state == "draft"
        notes = (*record.warnings, *kept)
        if not changes and not publishes:
            return Step(record, SAME, stored=stored, before=before, notes=notes)
        data = {**before, **changes, "provenance": told, "replanning_reason": record.reason or self._options.reason}
        data.pop("metadata_modified", None)  # CKAN takes it for the moment of this change
        if publishes:
            data["state"] = "active"
        return Step(record, UPDATE, data, stored=stored, before=before, changed=tuple(changes), notes=notes)

    def _shown(self, stored: Stored) -> dict[str, Any]:
        context: Any = {"user": self._context.get("user"), "ignore_auth": True, "use_cache": False}
        return tk.get_action("package_show")(context, {"id": stored.id})

    def _may_update(self, stored: Stored) -> bool:
        try:
            tk.check_access("package_update", {**self._context}, {"id": stored.id})  # type: ignore[arg-type]
        except tk.NotAuthorized:
            return False
        return True


class _Names:
    """Addresses for new records: of their titles, with a piece of their keys where that is taken."""

    def __init__(self, records: Iterator[ImportedRecord]) -> None:
        self._free = identity.free_names(name for record in records for name in self._candidates(record))

    def free(self, record: ImportedRecord) -> str:
        """Give an address that no dataset has, and keep it."""
        name = next((name for name in self._candidates(record) if name in self._free), "")
        self._free.discard(name)
        return name

    @staticmethod
    def _candidates(record: ImportedRecord) -> tuple[str, ...]:
        base = munge_title_to_name(record.title)[:_NAME_LENGTH].strip("-_") or record.type
        piece = hashlib.blake2b((record.identity or record.title).encode(), digest_size=8).hexdigest()
        return base, f"{base}-{piece[:4]}", f"{base}-{piece[:8]}", f"{base}-{piece}"


def _unowned(record: ImportedRecord) -> ImportedRecord:
    """Warn that a record would belong to nobody."""
    note = Note("owner_org", Message(_NO_AGENCY), place=record.places.get("owner_org") or record.places.get("title"))
    return replace(record, warnings=(*record.warnings, note))


def _whose(record: ImportedRecord) -> ImportedRecord:
    """Give a record of which is known whose it is, without the question."""
    return replace(record, warnings=tuple(note for note in record.warnings if note.message != NO_INSTITUTION))


def _refused(record: ImportedRecord, problem: Message) -> Step:
    return Step(record, SAME, notes=record.warnings, problems=(problem,))


_TWICE = N_("The document has “{title}” twice, and it can be only one record. Take one of the two out.")
_HERE = N_(
    "“{title}” of this agency is in this portal already, and the row has no portal's key. Take the workbook from the "
    "portal anew to change it, or give the new record a title of its own."
)
_WHOSE = N_(
    "Several records of this portal are called “{title}”, and the document does not say which agency’s it is. "
    "Send it again and choose its agency."
)
_OTHER = N_(
    "“{key}” stands beside the portal's key of “{name}”. Write “{name}” again, or take the workbook anew and copy your "
    "row into it."
)
_NO_AGENCY = N_(
    "The document names no agency. Without one nobody but the portal's administrators can edit the record, and readers "
    "don't see who answers for it. Choose its agency."
)
_FORBIDDEN = N_("“{title}” is in this portal already and belongs to an organization whose records you may not edit.")
_GONE = N_(
    "The workbook edits “{title}”, and this portal has no such record any more. Take its row out, or empty its key in "
    "the hidden column to make it a new record."
)
_NOT_HERE = N_(
    "The document tells of news about “{title}”, and no record in this portal has exactly that title. "
    "Import that record first, or correct its title."
)
_SEVERAL = N_("Several records of this portal have the title “{title}”. Give each one a title of its own.")
_NO_ROW = N_("“{title}” has no activity or goal “{key}”, which the document changes. Correct the key in the record.")
