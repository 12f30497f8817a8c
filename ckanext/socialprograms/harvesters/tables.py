"""Workbooks and tables at an address as a source: the importers read them, whichever of their forms they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ckanext.socialprograms.harvesters.files import Folder, Got
from ckanext.socialprograms.harvesters.imported import File, Records
from ckanext.socialprograms.harvesters.memory import Forgetful, Remembered
from ckanext.socialprograms.harvesters.remote import Entry, Remote, SourceFailed, Trouble
from ckanext.socialprograms.harvesters.settings import Settings
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.forms.registry import read_records
from ckanext.socialprograms.importers.reading import read_document
from ckanext.socialprograms.messages import N_, Message

_NOTHING_KNOWN = Forgetful()
_NO_TABLE = N_(
    "{url}: this is no workbook or table, and one was expected. If the address asks for a password or shows the sheet "
    "in a page, share it so that everyone who has the link can download it."
)


class Tables:
    """The records of one or more tables, which are read as one: several may tell of the same record."""

    def __init__(self, url: str, asked: Settings, memory: Forgetful = _NOTHING_KNOWN) -> None:
        self._url, self._asked, self._memory = url, asked, memory
        self._urls = tuple(dict.fromkeys((url, *asked.urls)))

    def entries(self) -> Iterator[Entry | Trouble]:
        """List the records; where all tables are as they were, those that were there. Raises SourceFailed."""
        records = Records(self._url, self._asked.types)
        remembered = {url: self._memory.of(url) for url in self._urls}
        is_current = self._memory.is_current(remembered.values())
        with Folder() as folder:
            got = [folder.get(url, remembered[url] if is_current else Remembered()) for url in self._urls]
            if all(one.is_same for one in got):
                for one in remembered.values():
                    yield from records.again(one)
                return
            got = [folder.get(one.url) if one.fetched.is_same else one for one in got]
            found = records.listed([_read(one) for one in got])
            yield from self._remembering(found, got)

    def records(self, guids: Sequence[str]) -> Iterator[Remote]:
        """Give records that were listed, for which the tables are read again. Raises SourceFailed."""
        listed = Tables(self._url, self._asked).entries()
        yield from (one.record for one in listed if isinstance(one, Entry) and one.record and one.guid in guids)

    def _remembering(self, found: Iterator[Entry | Trouble], got: Sequence[Got]) -> Iterator[Entry | Trouble]:
        """Remember of each table what it has; what can't be taken is told with the first."""
        by_url: dict[str, list[Entry | Trouble]] = {one.url: [] for one in got}
        for one in found:
            yield one
            at = one.record.url if isinstance(one, Entry) and one.record else self._url
            by_url[at].append(replace(one, record=None) if isinstance(one, Entry) else one)
        self._memory.keep({one.url: one.remembered(by_url[one.url]) for one in got})


def _read(got: Got) -> File:
    """Read a table. Raises SourceFailed."""
    try:
        document = read_document(got.path, got.name)
    except UnreadableFile as unreadable:
        raise SourceFailed(unreadable.message) from unreadable
    if not document.sheets:
        raise SourceFailed(Message(_NO_TABLE, {"url": got.url}))
    imported = read_records(document, is_foreign=True)
    if imported.errors:
        raise SourceFailed(imported.errors[0])
    return File(got.url, imported)
