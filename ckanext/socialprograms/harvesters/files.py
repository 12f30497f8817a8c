"""Files of other servers, fetched into a folder that goes when they are read."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from ckanext.socialprograms.fetching import Fetched, Stamp
from ckanext.socialprograms.harvesters import shared, web
from ckanext.socialprograms.harvesters.memory import Remembered
from ckanext.socialprograms.harvesters.remote import Entry, Trouble

_UNKNOWN = Remembered()


@dataclass(frozen=True, slots=True)
class Got:
    """A file that was fetched; ``is_same`` says that it is as it is remembered, and may not have been sent again."""

    url: str
    path: Path
    fetched: Fetched
    checksum: str
    is_same: bool

    @property
    def name(self) -> str:
        """Give the name of the file."""
        return self.fetched.name

    def remembered(self, found: Iterable[Entry | Trouble]) -> Remembered:
        """Give what to remember of it when this was found in it."""
        listed = list(found)
        versions = {one.guid: one.version for one in listed if isinstance(one, Entry)}
        troubles = tuple(one for one in listed if isinstance(one, Trouble))
        return Remembered(self.fetched.stamp, self.checksum, versions, troubles)


class Folder(AbstractContextManager["Folder"]):
    """Where the files of one run are while they are read."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._number = 0

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Take the files away."""
        self._folder.cleanup()

    def get(self, url: str, known: Remembered = _UNKNOWN) -> Got:
        """Fetch a file, or find out that it is as it was. Raises SourceFailed."""
        self._number += 1
        path = Path(self._folder.name, str(self._number))
        fetched = web.fetched(shared.direct(url), path, known.stamp if known.checksum else Stamp())
        if fetched.is_same:
            return Got(url, path, fetched, known.checksum, is_same=True)
        checksum = hashlib.sha256(path.read_bytes()).hexdigest()
        return Got(url, path, fetched, checksum, is_same=checksum == known.checksum)
