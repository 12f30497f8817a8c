"""The records that an importer reads from a file, as a source lists them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ckan.lib.munge import munge_title_to_name

from ckanext.socialprograms.harvesters.memory import Remembered
from ckanext.socialprograms.harvesters.remote import Entry, Remote, Trouble
from ckanext.socialprograms.importers import periods
from ckanext.socialprograms.importers.inventory import editions
from ckanext.socialprograms.importers.records import Import, ImportedRecord, Note
from ckanext.socialprograms.loading import provenance
from ckanext.socialprograms.loading.digests import digest
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import moments

_NAME_LENGTH = 80


@dataclass(frozen=True)
class File:
    """A file that was read: its address, and what the importer gave."""

    url: str
    imported: Import


class Records:
    """The records of the files of one source (``url``), each known by its key in its file."""

    def __init__(self, url: str, types: Collection[str]) -> None:
        self._url, self._types = url, types
        self._read_on = moments.today().isoformat()
        self._seen: set[str] = set()

    def listed(self, files: Sequence[File]) -> Iterator[Entry | Trouble]:
        """Give the records of some files, which together may tell of one record, and what can't be taken of them."""
        found: dict[str, tuple[ImportedRecord, File]] = {}
        for file in files:
            yield from (Trouble(error) for error in file.imported.errors)
            for record in _with_notices(file.imported):
                if self._types and record.type not in self._types:
                    continue
                guid = self._guid(record)
                before = found[guid][0] if guid in found else None
                joined = _joined(before, record) if before and found[guid][1] is not file else None
                if problem := _problem(file, record, is_twice=guid in self._seen or bool(before and not joined)):
                    yield Trouble(problem, (guid,))
                else:
                    found[guid] = (joined or record, file)
        self._seen.update(found)
        for guid, (record, file) in found.items():
            yield self._entry(guid, record, file)

    def again(self, remembered: Remembered) -> Iterator[Entry | Trouble]:
        """List the records of a file that is as it was, and what could not be taken of it."""
        yield from remembered.troubles
        new = {guid: version for guid, version in remembered.versions.items() if guid not in self._seen}
        self._seen.update(new)
        yield from (Entry(guid, version) for guid, version in new.items())

    def _guid(self, record: ImportedRecord) -> str:
        key = (record.edits.id if record.edits else "") or record.identity
        return str(uuid5(NAMESPACE_URL, f"{self._url}#{record.type}:{key}"))

    def _entry(self, guid: str, record: ImportedRecord, file: File) -> Entry:
        name = (record.edits.key if record.edits else "") or record.title
        data: dict[str, Any] = {
            **record.data,
            "id": guid,
            "type": record.type,
            "name": munge_title_to_name(name)[:_NAME_LENGTH].strip("-_"),
        }
        if record.organization:
            data["organization"] = {"name": munge_title_to_name(record.organization), "title": record.organization}
        source = provenance.Source(file.imported.name, file.imported.checksum, file.imported.form, self._read_on)
        return Entry(guid, digest(data), Remote(guid, file.url, data, provenance.first(record, source, {})))


def _with_notices(imported: Import) -> Iterable[ImportedRecord]:
    """Put what is to be known of a whole document beside its first record, where its publisher sees it."""
    notes = tuple(Note("provenance", message) for message in imported.warnings)
    for number, record in enumerate(imported.records):
        yield record if number or not notes else replace(record, warnings=(*notes, *record.warnings))


def _joined(one: ImportedRecord, other: ImportedRecord) -> ImportedRecord | None:
    """Give a record of which two files tell, of several years or periods; None where each tells it whole."""
    data: Mapping[str, Any] | None = None
    if one.data.get("editions") and other.data.get("editions"):
        newest, oldest = (one, other) if editions.is_older(one.data, other.data) else (other, one)
        data = {**oldest.data, **newest.data, **editions.combined(one.data, other.data)}
    elif one.data.get("reported_to") and other.data.get("reported_to"):
        data = periods.joined(one.data, other.data)
    if data is None:
        return None
    return replace(one, data=dict(data), warnings=(*one.warnings, *other.warnings))


def _problem(file: File, record: ImportedRecord, *, is_twice: bool) -> Message | None:
    """Say why a record can't be taken from its file."""
    message, place = None, next(iter(record.places.values()), None)
    if record.problem:
        message, place = record.problem.message, record.problem.place
    elif record.updates:
        message = Message(_NEWS, {"title": record.updates})
    elif not record.title:
        message = Message(_NO_TITLE)
    elif is_twice:
        message = Message(_TWICE, {"title": record.title})
    where = [Message("{name}", {"name": file.imported.name}), *([place.message()] if place else ())]
    return message and Message("{where}: {message}", {"where": Message.listed(where), "message": message})


_TWICE = N_("The document has “{title}” twice, and it can be only one record. Take one of the two out.")
_NO_TITLE = N_("This record has no title, by which people know it: write one where it is published.")
_NEWS = N_(
    "The document tells of news about “{title}”, and does not have that record whole. Import it by hand, so that "
    "somebody sees what it changes."
)
