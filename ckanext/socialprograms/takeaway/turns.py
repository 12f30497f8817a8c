"""How many long downloads run at the same time: each holds a turn, which ends with it or with its process.

A turn is an entry of a set in Redis that all servers of the portal share, with the moment until which it holds. It is
renewed while the download is read, so that one whose process died frees its place on its own.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from uuid import uuid4

from redis.exceptions import RedisError

import ckan.plugins.toolkit as tk
from ckan.lib.redis import connect_to_redis

HELD = 120
"""Seconds for which a turn holds without being renewed: as long as a slow reader may take for one piece."""
RENEWED = 15
log = logging.getLogger(__name__)


class Turn:
    """A place among the downloads that run."""

    def __init__(self) -> None:
        self.name = uuid4().hex
        self.renewed = time.monotonic()

    def during(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the pieces of a file, renew the turn between them, and end it with the last."""
        try:
            for chunk in chunks:
                yield chunk
                if time.monotonic() - self.renewed > RENEWED:
                    self.renewed = time.monotonic()
                    self._note()
        finally:
            self.give_back()

    def give_back(self) -> None:
        """End the turn; to end it twice does no harm."""
        try:
            connect_to_redis().zrem(_key(), self.name)
        except RedisError:
            log.warning("A turn could not be given back; it ends on its own in %s seconds.", HELD)

    def _note(self) -> None:
        try:
            connect_to_redis().zadd(_key(), {self.name: time.time() + HELD})
        except RedisError:
            log.warning("A turn could not be renewed.")


def take(most: int) -> Turn | None:
    """Take a turn, None where ``most`` of them are taken. Without Redis nobody is turned away."""
    turn, now = Turn(), time.time()
    try:
        with connect_to_redis().pipeline() as at_once:
            at_once.zremrangebyscore(_key(), "-inf", now)
            at_once.zadd(_key(), {turn.name: now + HELD})
            at_once.zcard(_key())
            at_once.expire(_key(), HELD * 2)
            *_others, taken, _expires = at_once.execute()
    except RedisError:
        log.warning("Redis does not answer: long downloads are not limited.")
        return turn
    if taken > most:
        turn.give_back()
        return None
    return turn


def _key() -> str:
    return f"socialprograms:downloads:{tk.config['ckan.site_id']}"
