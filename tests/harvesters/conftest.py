"""A portal that answers as CKAN's search does, and a source in this portal that harvests it."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from ckan.tests import factories, helpers


class OtherPortal(ThreadingHTTPServer):
    """Serves datasets (``held``, by id); ``broken`` says how many of the next answers are errors."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.2", 0), Answers)
        self.held = {}
        self.asked = []
        self.broken = 0

    @property
    def url(self):
        return f"http://127.0.0.2:{self.server_port}"

    def publish(self, *datasets):
        """Publish datasets, each with a date of its own."""
        for data in datasets:
            stamp = f"2026-01-01T00:00:{len(self.held) % 60:02}.{len(self.asked):06}"
            self.held[data["id"]] = {"metadata_modified": stamp, "type": "dataset", **data}


class Answers(BaseHTTPRequestHandler):
    server: OtherPortal

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.server.broken:
            self.server.broken -= 1
            return self.answer({"success": False}, 500)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        found = [self.server.held[id_] for id_ in sorted(self.server.held)]
        if wanted := re.search(r"\bid:\((.*?)\)", asked["fq"]):
            ids = re.findall(r'"(.*?)"', wanted[1])
            found = [data for data in found if data["id"] in ids]
        if types := re.search(r"\+dataset_type:\((.*?)\)", asked["fq"]):
            found = [data for data in found if data["type"] in types[1].split(" OR ")]
        start, rows = int(asked.get("start", 0)), int(asked["rows"])
        page = found[start : start + rows]
        if "fl" in asked:
            page = [{name: data[name] for name in asked["fl"].split(",")} for data in page]
        return self.answer({"success": True, "result": {"count": len(found), "results": page}})

    def answer(self, body, status=200):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_args):
        """Keep still."""


@pytest.fixture
def other():
    """Give another portal, without datasets."""
    server = OtherPortal()
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
def harvest(clean_harvest, other):
    """Give a function that harvests the other portal with a configuration, and gives the job's report."""
    from ckanext.harvest import queue  # noqa: PLC0415 (it needs a configuration)
    from ckanext.harvest.model import HarvestJob  # noqa: PLC0415
    from ckanext.harvest.tests.lib import run_harvest_job  # noqa: PLC0415

    agency = factories.Organization(name="estado")

    def run(config=""):
        known = helpers.call_action("harvest_source_list")
        asked = {"url": other.url, "source_type": "socialprograms_portal", "config": config, "owner_org": agency["id"]}
        source = (
            known[0] if known else helpers.call_action("harvest_source_create", name="silao", title="Silao", **asked)
        )
        made = helpers.call_action("harvest_job_create", source_id=source["id"], run=False)
        run_harvest_job(HarvestJob.get(made["id"]), queue.get_harvester("socialprograms_portal"))
        helpers.call_action("harvest_jobs_run", source_id=source["id"])
        return helpers.call_action("harvest_job_show", id=made["id"])

    return run
