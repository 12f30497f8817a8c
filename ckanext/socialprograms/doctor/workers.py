"""Whether somebody does the background work: imports, indexing, loading of tables."""

from __future__ import annotations

from collections.abc import Iterator

import rq
from redis.exceptions import RedisError

from ckan.lib.jobs import DEFAULT_QUEUE_NAME, add_queue_name_prefix, get_queue
from ckan.lib.redis import connect_to_redis

from ckanext.socialprograms.doctor.finding import Finding, better, broken, good
from ckanext.socialprograms.messages import N_

_MANY = 100


def workers() -> Iterator[Finding]:
    """Look for a worker of the portal's own queue, and at how much waits in it."""
    queue = add_queue_name_prefix(DEFAULT_QUEUE_NAME)
    try:
        busy = [one for one in rq.Worker.all(connection=connect_to_redis()) if queue in one.queue_names()]
        waiting = len(get_queue())
    except RedisError:
        return
    if not busy:
        yield broken(_WORK, N_("No worker is running; {waiting} jobs wait."), _START, waiting=waiting)
    elif waiting > _MANY:
        yield better(_WORK, N_("{waiting} jobs wait."), N_("Start a second worker: ckan jobs worker"), waiting=waiting)
    else:
        yield good(_WORK, N_("A worker is running."))


_WORK = N_("Background work")
_START = N_("Run “ckan jobs worker” under a supervisor (systemd), so that it starts with the machine.")
