"""Two workers in processes of their own share a source; one of them is killed at its work."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.redis import connect_to_redis
from ckan.tests import factories, helpers

from tests.harvesters.other_portal import dataset

PLUGINS = "scheming_datasets socialprograms harvest socialprograms_portal_harvester"
NETWORK = "127.0.0.2/32"
MANY, PORTION = 60, 5
# As `ckan` itself, with small portions. A worker that is to die does so the second time that it comes to a place.
COMMAND = f"""
import os, signal, sys
from ckan.cli.cli import ckan
from ckanext.socialprograms.harvesters import harvested, saving
harvested._PORTION = {PORTION}
place = sys.argv.pop(1)
if place != "nowhere":
    module = {{"finish": harvested, "index": saving.indexing}}[place]
    before, called = getattr(module, place), []
    def dying(*arguments):
        if arguments[0]:
            called.append(place)
        if len(called) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return before(*arguments)
    setattr(module, place, dying)
sys.argv[0] = "ckan"
ckan()
"""
pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", PLUGINS),
    pytest.mark.ckan_config("ckan.harvest.mq.type", "redis"),
    pytest.mark.usefixtures("clean_harvest", "empty_queues"),
]


@pytest.fixture
def empty_queues(clean_harvest):
    from ckanext.harvest import queue  # noqa: PLC0415 (it needs a configuration)

    def empty():
        queue.purge_queues()
        for key in held() or ():
            connect_to_redis().delete(key)

    empty()
    yield
    empty()


@pytest.fixture
def worker(pytestconfig, tmp_path):
    """Start a consumer of ckanext-harvest in a process of its own; what still runs at the end is ended."""
    ini = tmp_path / "portal.ini"
    lines = (
        "[app:main]",
        f"use = config:{Path(pytestconfig.getoption('ckan_ini')).resolve()}",
        f"ckan.site_id = {tk.config['ckan.site_id']}",
        f"ckan.plugins = {PLUGINS}",
        "ckan.harvest.mq.type = redis",
        f"ckanext.socialprograms.harvest_networks = {NETWORK}",
    )
    ini.write_text("\n".join(lines) + "\n")
    started = []

    def start(consumer, dies_at="nowhere"):
        command = [sys.executable, "-c", COMMAND, dies_at, "-c", str(ini), "harvester", consumer]
        log = (tmp_path / f"{len(started)}.log").open("wb")
        started.append(subprocess.Popen(command, stdout=log, stderr=log))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def job(other):
    """Send a source of many datasets to the queue."""
    other.publish(*(dataset(number) for number in range(MANY)))
    asked = {"url": other.url, "source_type": "socialprograms_portal", "owner_org": factories.Organization()["id"]}
    source = helpers.call_action("harvest_source_create", name="silao", title="Silao", **asked)
    return helpers.call_action("harvest_job_create", source_id=source["id"], run=True)


def until(is_so, seconds=120):
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "this took too long"
        time.sleep(0.05)


def states(job):
    from ckanext.harvest.model import HarvestObject  # noqa: PLC0415 (it needs a configuration)

    model.Session.rollback()
    return [str(one.state) for one in model.Session.query(HarvestObject).filter_by(harvest_job_id=job["id"])]


def held():
    """Give the keys of what workers took from the queue and did not give back; nothing if some still waits there."""
    from ckanext.harvest import queue  # noqa: PLC0415 (it needs a configuration)

    redis, key = connect_to_redis(), queue.get_fetch_routing_key()
    return None if redis.llen(key) else redis.keys(f"{key}:*")


def let_an_hour_pass():
    """Have what was taken be so old that ckanext-harvest puts it into the queue again."""
    for key in held() or ():
        connect_to_redis().set(key, "2026-01-01 00:00:00.000001")


@pytest.mark.parametrize("place", ["finish", "index"])
def test_what_a_killed_worker_held_is_brought_by_the_other_once(worker, job, place):
    gathering = worker("gather-consumer")
    until(lambda: len(states(job)) == MANY)
    dying, living = worker("fetch-consumer", dies_at=place), worker("fetch-consumer")
    until(lambda: dying.poll() is not None and len(held() or ()) == 1)
    let_an_hour_pass()
    helpers.call_action("harvest_jobs_run", source_id=job["source_id"])
    until(lambda: held() == [] and states(job).count("COMPLETE") == MANY)
    helpers.call_action("harvest_jobs_run", source_id=job["source_id"])
    assert (gathering.poll(), living.poll()) == (None, None)
    done = helpers.call_action("harvest_job_show", id=job["id"])
    assert (done["status"], done["stats"]["added"], done["stats"]["errored"]) == ("Finished", MANY, 0)
    found = helpers.call_action("package_search", fq="dataset_type:dataset", rows=MANY * 2)["results"]
    assert sorted(one["id"] for one in found) == sorted(dataset(number)["id"] for number in range(MANY))
