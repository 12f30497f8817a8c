"""The editions of a program's rules that this portal holds as files, to compare them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import PurePosixPath

from ckanext.socialprograms.exporters.bundle import HeldFile
from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.editions import MAX_BYTES, Edition, read_edition
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.takeaway.files import held_resources

RULES = "rules_of_operation"
_ENDINGS = frozenset({".txt", ".docx", ".pdf", ".html", ".htm"})
_NAMED = re.compile(r"\breglas\b|\brop\b", re.IGNORECASE)


def comparable(data: Data) -> list[tuple[str, str]]:
    """Give the files that may be editions, by resource id and title, oldest first; none where there are not two."""
    found = [(values.text(resource, "id"), file.title) for resource, file in _held(data)]
    ordered = sorted(found, key=lambda one: (_year(one[1]), one[1]))
    return ordered if len(ordered) > 1 else []


def edition(data: Data, resource_id: str) -> Edition | None:
    """Read a file of a program as an edition, None if the program has no such file. Raises UnreadableFile."""
    for resource, file in _held(data):
        if values.text(resource, "id") == resource_id:
            changed = values.text(resource, "last_modified") or values.text(resource, "metadata_modified")
            return _read(resource_id, changed, _File(file))
    return None


class _File:
    """A file that a cache need not tell from another: the key beside it says which one it is."""

    def __init__(self, file: HeldFile) -> None:
        self.file = file

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _File)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=16)
def _read(_resource_id: str, _changed: str, held: _File) -> Edition:
    name = held.file.title
    try:
        data = _joined(held.file.chunks(), name)
    except OSError as unreadable:
        raise errors.missing(name) from unreadable
    return read_edition(data, name)


def _joined(chunks: Iterable[bytes], name: str) -> bytes:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > MAX_BYTES:
            raise errors.too_heavy(name, MAX_BYTES)
    return bytes(data)


def _held(data: Data) -> list[tuple[Data, HeldFile]]:
    """Give the files that are called rules of operation, by their kind or by their name."""
    return [
        (resource, file)
        for resource, file in held_resources(data)
        if PurePosixPath(file.name).suffix.lower() in _ENDINGS
        and (
            values.text(resource, "kind") == RULES or (not values.text(resource, "kind") and _NAMED.search(file.title))
        )
    ]


def _year(title: str) -> int:
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", title)
    return int(found.group()) if found else 0
