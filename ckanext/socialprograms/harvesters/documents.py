"""Improvement agendas, commitment sheets and the like as a source: pages lead to documents, which importers read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from ckanext.socialprograms.harvesters.files import Folder, Got
from ckanext.socialprograms.harvesters.imported import File, Records
from ckanext.socialprograms.harvesters.link_page import links
from ckanext.socialprograms.harvesters.memory import Forgetful, Remembered
from ckanext.socialprograms.harvesters.remote import Entry, Remote, SourceFailed, Trouble
from ckanext.socialprograms.harvesters.settings import Settings
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.forms.registry import read_records
from ckanext.socialprograms.importers.readers.kinds import kind_of
from ckanext.socialprograms.importers.reading import read_document
from ckanext.socialprograms.importers.records import Import
from ckanext.socialprograms.messages import N_, Message

_NOTHING_KNOWN = Forgetful()
_MOST_PAGES = 200
_MANY = N_(
    "{url}: the page leads to {found} documents, and the first {most} were read. Say with links: which of them count, "
    "or write a higher most_documents in the configuration."
)


class Documents:
    """The records of the documents to which pages lead; a page without such links is a document itself."""

    def __init__(self, url: str, asked: Settings, memory: Forgetful = _NOTHING_KNOWN) -> None:
        self._url, self._asked, self._memory = url, asked, memory

    def entries(self) -> Iterator[Entry | Trouble]:
        """List the records of all documents; one that can't be read keeps no other out. Raises SourceFailed."""
        records = Records(self._url, self._asked.types)
        kept: dict[str, Remembered] = {}
        with Folder() as folder:
            found = self._documents(folder)
            wanted = dict(islice(found.items(), self._asked.most_documents))
            for url, page in wanted.items():
                before = self._memory.of(url)
                known = before if self._memory.is_current([before]) else Remembered()
                try:
                    got = page or folder.get(url, known)
                except SourceFailed as failed:
                    yield Trouble(failed.message, before.guids)
                    kept[url] = before
                    continue
                if got.checksum == known.checksum:
                    yield from records.again(known)
                    kept[url] = known
                else:
                    listed = [*_listed(got, records, before)]
                    yield from listed
                    kept[url] = got.remembered(listed)
                got.path.unlink(missing_ok=True)
        if left := found.keys() - wanted.keys():
            kept |= {url: self._memory.of(url) for url in left}
            about = {"url": self._url, "found": len(found), "most": len(wanted)}
            yield Trouble(Message(_MANY, about), tuple(guid for url in left for guid in kept[url].guids))
        self._memory.keep(kept)

    def records(self, guids: Sequence[str]) -> Iterator[Remote]:
        """Give records that were listed, for which the documents are read again. Raises SourceFailed."""
        listed = Documents(self._url, self._asked).entries()
        yield from (one.record for one in listed if isinstance(one, Entry) and one.record and one.guid in guids)

    def _documents(self, folder: Folder) -> Mapping[str, Got | None]:
        """Give the addresses of all documents, with the pages that are documents themselves. Raises SourceFailed."""
        found: dict[str, Got | None] = {}
        for url in dict.fromkeys((self._url, *self._asked.urls)):
            page = folder.get(url)
            leading = self._links(page)
            found.update(dict.fromkeys(leading) if leading else {url: page})
        return found

    def _links(self, page: Got) -> tuple[str, ...]:
        data = page.path.read_bytes()
        try:
            is_page = kind_of(data, page.name) == "html"
            return links(data, page.fetched.url, self._asked.links, self._asked.hosts) if is_page else ()
        except UnreadableFile:
            return ()  # which reading it as a document tells


def _listed(got: Got, records: Records, before: Remembered) -> Iterator[Entry | Trouble]:
    """Read a document; where that can't be done, its records that are here stay."""
    imported = _read(got)
    if imported.errors:
        yield from (Trouble(error, before.guids) for error in imported.errors)
    else:
        yield from records.listed([File(got.url, imported)])


def _read(got: Got) -> Import:
    try:
        document = read_document(got.path, got.name, most_pages=_MOST_PAGES)
    except UnreadableFile as unreadable:
        return Import(got.name, "", errors=(unreadable.message,))
    return read_records(document, is_foreign=True)
