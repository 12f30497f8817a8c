"""A server with the files of a catalogue, and sources in this portal that harvest it."""

from __future__ import annotations

import threading

import pytest

from ckan.tests import factories, helpers

from ckanext.socialprograms.harvesters import web
from tests.harvesters.catalogues.catalogue_server import CatalogueServer


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """Do not wait before another try."""
    monkeypatch.setattr(web, "_PAUSES", (0.0, 0.0))


@pytest.fixture
def server():
    """Give a server without files."""
    served = CatalogueServer()
    thread = threading.Thread(target=served.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield served
    served.shutdown()
    served.server_close()


@pytest.fixture
def harvest_from(clean_harvest):
    """Give a function that harvests an address as a kind of source, and gives the job's report."""
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
