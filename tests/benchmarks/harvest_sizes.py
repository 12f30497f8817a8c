"""What a harvest costs with ten times as many records, and with two workers in place of one.

``BENCH_RECORDS`` asks for another number of records, of which there are ten times as many then.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.redis import connect_to_redis

from tests.benchmarks import harvests
from tests.benchmarks.figures import Figure
from tests.benchmarks.harvests import MEMORY_MB, OURS, RECORDS
from tests.benchmarks.inventory import INVENTORY
from tests.benchmarks.portal import Portal
from tests.harvesters.other_portal import OtherPortal

TIMES = 10
A_THIRD_MORE = 1.3
SEVEN_TENTHS_FASTER = 1 / 1.7
_PATIENCE = 3600


def figures() -> Iterator[Figure]:
    """Measure a first run of few and of many records, and the workers of a run, one and two of them."""
    if not INVENTORY.is_file():
        print(f"The inventory is not at {INVENTORY}: nothing to measure.", file=sys.stderr)
        return
    many = RECORDS * TIMES
    with harvests.portals() as (portal, other):
        _warm, one, two = (_worked(portal, other, workers) for workers in (1, 1, 2))
        name = f"fetching and saving {RECORDS} programs with two workers, beside one"
        yield Figure(name, two, one, "s", target=SEVEN_TENTHS_FASTER)
        few_seconds, _memory = _harvested(portal, other, RECORDS)
        many_seconds, memory = _harvested(portal, other, many)
    ours, peer = 1000 * many_seconds / many, 1000 * few_seconds / RECORDS
    yield Figure(f"a record of {many}, beside one of {RECORDS}", ours, peer, "ms", target=A_THIRD_MORE)
    yield Figure(f"peak memory with {many}, beside {MEMORY_MB} MB", memory, MEMORY_MB, "MB", target=1)


def _harvested(portal: Portal, other: OtherPortal, number: int) -> tuple[float, float]:
    harvests.fill(other, number)
    harvests.empty(portal)
    return harvests.run(portal, harvests.made_source(portal, other, OURS), number)


def _worked(portal: Portal, other: OtherPortal, workers: int) -> float:
    """Give the seconds from the first portion that is fetched to the last that is saved and found."""
    harvests.fill(other, RECORDS)
    harvests.empty(portal)
    source = harvests.made_source(portal, other, OURS)
    with _consumers("gather-consumer", *["fetch-consumer"] * workers):
        _until(lambda: _waiting() > workers)
        with portal.flask.test_request_context():
            context: Any = {"user": tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]}
            id_ = harvests.act("harvest_source_show", context, {"id": source})["id"]
            harvests.act("harvest_job_create", {**context, "ignore_auth": True}, {"source_id": id_, "run": True})
        done = "SELECT count(*) FROM harvest_object WHERE state = 'COMPLETE'"
        _until(lambda: harvests.asked(portal, done) == RECORDS)
    query = "SELECT extract(epoch FROM max(import_finished) - min(fetch_started)) FROM harvest_object"
    return harvests.asked(portal, query)


@contextlib.contextmanager
def _consumers(*names: str) -> Iterator[None]:
    ckan = str(Path(sys.executable).parent / "ckan")
    nowhere = subprocess.DEVNULL
    started = [subprocess.Popen([ckan, "harvester", name], stdout=nowhere, stderr=nowhere) for name in names]
    try:
        yield
    finally:
        for process in started:
            process.kill()
            process.wait()


def _waiting() -> int:
    """Count the consumers that wait at their queues."""
    clients: Any = connect_to_redis().client_list()
    return sum(client["cmd"] == "blpop" for client in clients)


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise RuntimeError("The workers did not end.")
        time.sleep(0.2)
