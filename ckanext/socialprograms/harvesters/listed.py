"""A source whose list has the records themselves, so that nobody has to ask for them a second time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ckan.lib.munge import munge_title_to_name

from ckanext.socialprograms.harvesters.remote import Entry, Remote, Trouble
from ckanext.socialprograms.loading.digests import digest


class Catalogue(ABC):
    """A catalogue that says all of its records where it lists them."""

    @abstractmethod
    def entries(self) -> Iterator[Entry | Trouble]:
        """List all records, each with what it says. Raises SourceFailed."""

    def records(self, guids: Sequence[str]) -> Iterator[Remote]:
        """Give some of the records: the list is read once more, as far as the last of them. Raises SourceFailed."""
        wanted = set(guids)
        listed = self.entries() if wanted else iter(())
        for one in listed:
            if isinstance(one, Entry) and one.record and one.guid in wanted:
                wanted.discard(one.guid)
                yield one.record
            if not wanted:
                return


def entry(guid: str, address: str, said: Mapping[str, Any]) -> Entry:
    """Give the entry of a dataset dict, with names for its page and its agency where the catalogue has none."""
    agency = dict(said["organization"])
    if agency.get("title") and not agency.get("name"):
        agency["name"] = munge_title_to_name(agency["title"])
    name = said.get("name") or munge_title_to_name(said["title"])
    data = {**said, "id": guid, "name": name, "organization": agency}
    return Entry(guid, digest(data), Remote(guid, address, data))
