"""``ckan socialprograms harvest-worker``."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any

import click

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.plugins import plugin_loaded

from ckanext.socialprograms.cli.import_ import site_context
from ckanext.socialprograms.loading.speaking import speaking

_PAUSE, _ROUND = 3, 60
"""Seconds between two looks at empty queues, and between two looks at what is scheduled or done."""


@click.command("harvest-worker", short_help="Do all that harvesting needs, in one process.")
@click.option("--once", is_flag=True, help="End when nothing is left to do.")
def harvest_worker(once: bool) -> None:
    """Gather, fetch, save, and begin and end runs: for a small server, instead of three processes of ckanext-harvest.

    It takes from the same queues, so that more of them, or those of ckanext-harvest, can work beside it.
    """
    if not plugin_loaded("harvest"):
        raise click.UsageError("The plugin harvest is not on.")
    queue = import_module("ckanext.harvest.queue")
    if tk.config.get("ckan.harvest.mq.type", queue.MQ_TYPE) != "redis":
        raise click.UsageError("This needs ckan.harvest.mq.type = redis.")
    with speaking():
        gathers, fetches = queue.get_gather_consumer(), queue.get_fetch_consumer()
        until = 0.0
        while True:
            is_busy = False
            while _next(gathers, queue.gather_callback) or _next(fetches, queue.fetch_callback):
                is_busy = True
            if is_busy or time.monotonic() > until:
                context: Any = {**site_context(), "session": model.Session}
                tk.get_action("harvest_jobs_run")(context, {})
                until = time.monotonic() + _ROUND
            model.Session.remove()
            if once and not is_busy:
                return
            time.sleep(0 if is_busy else _PAUSE)


def _next(consumer: Any, work: Callable[..., Any]) -> bool:
    """Do what is first in a queue; false if it is empty. What is begun is marked, so that it is not lost with us."""
    method, header, body = consumer.basic_get(None)
    if body is None:
        return False
    consumer.redis.set(consumer.persistance_key(body), str(datetime.now()))  # noqa: DTZ005 (ckanext-harvest's way)
    work(consumer, method, header, body)
    return True
