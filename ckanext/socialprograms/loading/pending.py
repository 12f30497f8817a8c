"""The imports that people started on the page: their file, how far they are, and what was found, in Redis.

Redis, because every worker reaches it, on whatever machine, and because it forgets by itself: nothing is left to sweep
after a preview that nobody confirmed. The file goes as soon as it is not needed; the rest stays for a week.
"""

from __future__ import annotations

import json
import time
import uuid
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.redis import connect_to_redis

from ckanext.socialprograms.loading.seen import Seen, packed, unpacked
from ckanext.socialprograms.messages import Message

READING, PREVIEW, SAVING, DONE, REFUSED = "reading", "preview", "saving", "done", "refused"
STOPPED = "stopped"
AT_WORK = (READING, SAVING)

_HOUR = 3600
FILE_LIFETIME = 6 * _HOUR
STATE_LIFETIME = 7 * 24 * _HOUR
_TOLD = ("errors", "notices", "refused")
_WAITING_AT_MOST = 3
_LISTED = 20


@dataclass(frozen=True)
class Pending:
    """An import that somebody started.

    ``stage`` is reading, preview, saving, done, refused (nothing can be or was saved), or stopped (its work broke off
    in the stage ``broken`` and can go on); ``done`` of ``total`` steps of the stage's work are behind, as was noted at
    ``moved``. ``counts`` says how many records there are to create, to update, or the same;
    ``asks_reason`` that public promises change, which needs a reason; ``refused`` why some records stay out while
    others are saved, ``left_out`` how many.
    """

    id: str
    user: str
    name: str
    started: float
    stage: str = READING
    organization: str = ""
    language: str = ""
    broken: str = ""
    job: str = ""
    moved: float = 0
    publish: bool = False
    reason: str = ""
    done: int = 0
    total: int = 0
    warnings: int = 0
    left_out: int = 0
    asks_reason: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    errors: tuple[Message, ...] = ()
    notices: tuple[Message, ...] = ()
    refused: tuple[Message, ...] = ()


def start(user: str, name: str, content: bytes, organization: str, language: str) -> Pending:
    """Keep a file that somebody sent; the oldest of her files that wait are forgotten where there are many."""
    one = Pending(uuid.uuid4().hex, user, name, time.time(), organization=organization, language=language)
    redis = connect_to_redis()
    redis.set(_key(one.id, "file"), content, ex=FILE_LIFETIME)
    redis.lpush(_key(user, "of"), one.id)
    redis.ltrim(_key(user, "of"), 0, _LISTED - 1)
    redis.expire(_key(user, "of"), STATE_LIFETIME)
    _write(one.id, {name: value for name, value in vars(one).items() if name != "id"})
    for waiting in [old for old in of_user(user) if old.stage == PREVIEW][_WAITING_AT_MOST - 1 :]:
        forget(waiting.id)
    return one


def find(import_id: str) -> Pending | None:
    """Give an import by its id, None if there is none or no longer."""
    kept: Any = connect_to_redis().hgetall(_key(import_id)) if import_id.isalnum() else {}
    if not kept:
        return None
    values = {key.decode(): json.loads(value) for key, value in kept.items()}
    for name in _TOLD:
        values[name] = tuple(Message.from_json(one) for one in values.get(name, ()))
    return Pending(id=import_id, **values)


def of_user(user: str) -> list[Pending]:
    """Give the imports that somebody started, newest first."""
    ids: Any = connect_to_redis().lrange(_key(user, "of"), 0, -1)
    return [one for id_ in ids if (one := find(id_.decode()))]


def update(import_id: str, **changes: Any) -> None:
    """Note how far an import is; one that was given up meanwhile stays forgotten."""
    if connect_to_redis().exists(_key(import_id)):
        _write(import_id, changes)


def advance(import_id: str, done: int) -> None:
    """Note how many steps are behind."""
    update(import_id, done=done)


def moves(import_id: str, before: str, after: str, **changes: Any) -> bool:
    """Take an import from one stage to the next; False where somebody else did so before."""

    def move(redis: Any) -> None:
        if redis.hget(_key(import_id), "stage") != json.dumps(before).encode():
            raise LookupError(import_id)
        redis.multi()
        redis.hset(_key(import_id), mapping=_stored({**changes, "stage": after, "done": 0, "job": ""}))

    try:
        connect_to_redis().transaction(move, _key(import_id))
    except LookupError:
        return False
    return True


def keeps(import_id: str, part: str) -> bool:
    """Say whether the ``file`` of an import or its ``marked`` copy is still kept."""
    return bool(connect_to_redis().exists(_key(import_id, part)))


def content(import_id: str) -> bytes | None:
    """Give the file of an import, None if it is gone."""
    kept: Any = connect_to_redis().get(_key(import_id, "file"))
    return kept


def drop_file(import_id: str) -> None:
    """Delete the file of an import, and what its preview showed."""
    connect_to_redis().delete(_key(import_id, "file"), _key(import_id, "seen"))


def put_seen(import_id: str, seen: Mapping[str, Seen]) -> None:
    """Keep what the preview showed."""
    connect_to_redis().set(_key(import_id, "seen"), packed(seen), ex=FILE_LIFETIME)


def seen(import_id: str) -> dict[str, Seen]:
    """Give what the preview showed."""
    kept: Any = connect_to_redis().get(_key(import_id, "seen"))
    return unpacked(kept)


def put_marked(import_id: str, content: bytes) -> None:
    """Keep the copy of a workbook in which its errors are marked."""
    connect_to_redis().set(_key(import_id, "marked"), content, ex=FILE_LIFETIME)


def marked(import_id: str) -> bytes | None:
    """Give the copy of a workbook in which its errors are marked, None if there is none or no longer."""
    kept: Any = connect_to_redis().get(_key(import_id, "marked"))
    return kept


def put_records(import_id: str, records: Iterable[Mapping[str, Any]]) -> None:
    """Keep what is shown of the records of an import, in their order."""
    redis = connect_to_redis()
    redis.delete(_key(import_id, "records"))
    packed = [zlib.compress(json.dumps(record, default=str).encode()) for record in records]
    if packed:
        redis.rpush(_key(import_id, "records"), *packed)
        redis.expire(_key(import_id, "records"), STATE_LIFETIME)


def records(import_id: str, start: int, number: int) -> list[dict[str, Any]]:
    """Give some of what is shown of the records of an import."""
    packed: Any = connect_to_redis().lrange(_key(import_id, "records"), start, start + number - 1)
    return [json.loads(zlib.decompress(one)) for one in packed]


def forget(import_id: str) -> None:
    """Delete all that is kept of an import."""
    connect_to_redis().delete(*(_key(import_id, part) for part in ("", "file", "seen", "marked", "records")))


def _write(import_id: str, values: Mapping[str, Any]) -> None:
    redis = connect_to_redis()
    redis.hset(_key(import_id), mapping=_stored(values))
    redis.expire(_key(import_id), STATE_LIFETIME)


def _stored(values: Mapping[str, Any]) -> dict[Any, Any]:
    told = {name: [one.as_json() for one in values[name]] for name in _TOLD if name in values}
    return {name: json.dumps(value, default=str) for name, value in {**values, **told, "moved": time.time()}.items()}


def _key(import_id: str, part: str = "") -> str:
    site = tk.config["ckan.site_id"]
    return ":".join(filter(None, ("ckan", site, "socialprograms", "import", import_id, part)))
