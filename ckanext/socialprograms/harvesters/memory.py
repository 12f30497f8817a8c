"""What a source of files saw in its last run, so that a file which is as it was need not be read again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from typing import Any

from ckan import model

from ckanext.socialprograms.fetching import Stamp
from ckanext.socialprograms.harvesters import harvested
from ckanext.socialprograms.harvesters.remote import Trouble
from ckanext.socialprograms.harvesters.settings import Settings
from ckanext.socialprograms.loading.digests import digest
from ckanext.socialprograms.messages import Message

_TASK, _KEY = "socialprograms_harvest", "files"
_UNKNOWN = Stamp()


@dataclass(frozen=True, slots=True)
class Remembered:
    """A file as it was: its state as its server tells it, its checksum, and what was found in it.

    ``versions`` are those of its records by their keys.
    """

    stamp: Stamp = _UNKNOWN
    checksum: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()

    @property
    def guids(self) -> tuple[str, ...]:
        """Give the keys of all records that it has or had."""
        return (*self.versions, *(guid for trouble in self.troubles for guid in trouble.guids))


class Forgetful:
    """Remembers nothing: for a source that is only looked at."""

    def of(self, _url: str) -> Remembered:
        """Give nothing."""
        return Remembered()

    def is_current(self, _files: Collection[Remembered]) -> bool:
        """Say that nothing is here yet."""
        return False

    def keep(self, files: Mapping[str, Remembered]) -> None:
        """Keep nothing."""


class Memory(Forgetful):
    """Keeps the files of a source where CKAN keeps the states of tasks, in the session's transaction.

    They stand for what is in the portal only as long as it has every record in the version that they had, and as long
    as the configuration is the same.
    """

    def __init__(self, source_id: str, asked: Settings) -> None:
        self._source_id = source_id
        self._asked = digest(repr(asked))
        known = model.Session.query(model.TaskStatus)
        self._task = known.filter_by(entity_id=source_id, task_type=_TASK, key=_KEY).first()
        stored = json.loads(self._task.value) if self._task else {}
        self._files = {url: _remembered(one) for url, one in stored.items()}
        self._here: dict[str, str] | None = None

    def of(self, url: str) -> Remembered:
        """Give what was seen of a file."""
        return self._files.get(url, Remembered())

    def is_current(self, files: Collection[Remembered]) -> bool:
        """Say whether all that files held is in the portal."""
        if self._task is None or self._task.state != self._asked:
            return False
        if self._here is None:
            self._here = {guid: one.version for guid, one in harvested.known(self._source_id).items()}
        return all(self._here.get(guid) == version for one in files for guid, version in one.versions.items())

    def keep(self, files: Mapping[str, Remembered]) -> None:
        """Remember files in the place of those before them."""
        if self._task is None:
            self._task = model.TaskStatus(
                entity_id=self._source_id, entity_type="harvest_source", task_type=_TASK, key=_KEY
            )
            model.Session.add(self._task)
        self._task.value = json.dumps({url: _stored(one) for url, one in files.items()})
        self._task.state = self._asked
        self._task.last_updated = datetime.now(timezone.utc).replace(tzinfo=None)


def _stored(one: Remembered) -> dict[str, Any]:
    troubles = [{"message": trouble.message.as_json(), "guids": [*trouble.guids]} for trouble in one.troubles]
    return {"stamp": asdict(one.stamp), "checksum": one.checksum, "versions": one.versions, "troubles": troubles}


def _remembered(stored: Mapping[str, Any]) -> Remembered:
    troubles = (Trouble(Message.from_json(one["message"]), tuple(one["guids"])) for one in stored["troubles"])
    return Remembered(Stamp(**stored["stamp"]), stored["checksum"], stored["versions"], tuple(troubles))
