"""Another portal and another server with files, and a source in this portal that harvests one of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from sqlalchemy import event

from ckan import model
from ckan.tests import factories, helpers

from tests.harvesters.file_server import FileServer
from tests.harvesters.other_portal import OtherPortal
from tests.importers.conftest import ole, packed  # noqa: F401 (fixtures)
from tests.importers.transparency.conftest import downloaded  # noqa: F401


@pytest.fixture
def other():
    """Give another portal, without datasets."""
    yield from _served(OtherPortal())


@pytest.fixture
def files():
    """Give a server with files, without any."""
    yield from _served(FileServer())


def _served(server):
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def clean_harvest(clean_records, migrate_db_for: Callable[[str], None], migrated):
    """Give a portal without sources."""
    if "harvest" not in migrated:
        migrate_db_for("harvest")
        migrated.add("harvest")


@pytest.fixture
def harvest_from(clean_harvest):
    """Give a function that harvests a kind of source at an address, and gives the job's report."""
    from ckanext.harvest import queue  # noqa: PLC0415 (it needs a configuration)
    from ckanext.harvest.model import HarvestJob  # noqa: PLC0415
    from ckanext.harvest.tests.lib import run_harvest_job  # noqa: PLC0415

    agency = factories.Organization(name="estado")

    def run(kind, url, config=""):
        known = helpers.call_action("harvest_source_list")
        asked = {"url": url, "source_type": kind, "config": config, "owner_org": agency["id"]}
        source = (
            known[0] if known else helpers.call_action("harvest_source_create", name="silao", title="Silao", **asked)
        )
        made = helpers.call_action("harvest_job_create", source_id=source["id"], run=False)
        run_harvest_job(HarvestJob.get(made["id"]), queue.get_harvester(kind))
        helpers.call_action("harvest_jobs_run", source_id=source["id"])
        return helpers.call_action("harvest_job_show", id=made["id"])

    return run


@pytest.fixture
def count_queries():
    """Give a block that counts the queries made inside it (``number``)."""

    @contextmanager
    def counting():
        seen = SimpleNamespace(number=0)

        def count(*_args):
            seen.number += 1

        engine = model.Session.get_bind()
        event.listen(engine, "before_cursor_execute", count)
        yield seen
        event.remove(engine, "before_cursor_execute", count)

    return counting


@pytest.fixture
def harvest(harvest_from, other):
    """Give a function that harvests the other portal with a configuration, and gives the job's report."""
    return lambda config="": harvest_from("socialprograms_portal", other.url, config)
