"""Lets the consumers of ckanext-harvest wait for work as long as there is none."""

from __future__ import annotations

from redis import Redis

from ckanext.harvest import queue

_connection = queue.get_connection_redis


def connection() -> Redis:
    """Give ckanext-harvest's connection to Redis, which may wait for an answer without an end.

    redis-py 8, which CKAN 2.12 asks for, breaks off after five seconds: ckanext-harvest 1.6.3 does not expect it, and a
    consumer without work ends (ckanext-harvest #581, ``docs/upstream/ckanext-harvest-redis.patch``).
    """
    made = _connection()
    made.connection_pool.connection_kwargs["socket_timeout"] = None
    return made


def be_patient() -> None:
    """Have ckanext-harvest use that connection."""
    queue.get_connection_redis = connection
