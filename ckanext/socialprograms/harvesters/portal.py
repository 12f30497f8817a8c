"""Another CKAN portal as a source, 2.9 or newer: its search lists the records and gives them, a page a request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from ckanext.socialprograms.harvesters.remote import Entry, Remote, SourceFailed
from ckanext.socialprograms.harvesters.settings import Settings
from ckanext.socialprograms.harvesters.web import answered
from ckanext.socialprograms.messages import N_, Message

_LISTED = 1000
_ASKED = 100
_NO_PORTAL = N_("{url}: this is no CKAN portal, or its search is closed: give the address of its home page.")
_HARVEST = "-dataset_type:harvest"


class Portal:
    """The records of a portal that its search finds for everyone."""

    def __init__(self, url: str, settings: Settings) -> None:
        self._url = url.rstrip("/")
        self._settings = settings

    def entries(self) -> Iterator[Entry]:
        """List the records by id, so that one which is changed meanwhile stands on no other page."""
        seen: set[str] = set()
        start = 0
        while page := self._search(fl="id,metadata_modified", sort="id asc", rows=_LISTED, start=start):
            start += len(page)
            new = [one for one in page if one["id"] not in seen]
            seen.update(one["id"] for one in new)
            yield from (Entry(one["id"], str(one.get("metadata_modified"))) for one in new)

    def records(self, guids: Sequence[str]) -> Iterator[Remote]:
        """Give records by id."""
        for at in range(0, len(guids), _ASKED):
            some = guids[at : at + _ASKED]
            wanted = " OR ".join(f'"{guid}"' for guid in some)
            for data in self._search(extra=f"id:({wanted})", rows=len(some), sort="id asc"):
                yield Remote(data["id"], self._address(data), data)

    def _search(self, extra: str = "", **asked: str | int) -> list[dict[str, Any]]:
        terms = [_HARVEST, extra, self._settings.search and f"+({self._settings.search})"]
        if self._settings.types:
            terms.append(f"+dataset_type:({' OR '.join(self._settings.types)})")
        query = urlencode({"q": "*:*", "fq": " ".join(filter(None, terms)), **asked})
        answer = answered(f"{self._url}/api/3/action/package_search?{query}")
        try:
            found = answer["result"]["results"]
            if answer["success"] and all(isinstance(one["id"], str) for one in found):
                return found
        except (KeyError, TypeError):
            pass
        raise SourceFailed(Message(_NO_PORTAL, {"url": self._url}))

    def _address(self, data: dict[str, Any]) -> str:
        return f"{self._url}/{data.get('type') or 'dataset'}/{data.get('name') or data['id']}"
