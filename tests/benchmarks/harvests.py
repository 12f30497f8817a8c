"""How fast a CKAN portal of 2,000 programs is harvested: beside ckanext-harvest's own harvester for CKAN portals.

``BENCH_RECORDS`` asks for another number of them.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.socialprograms.importers.forms.registry import read_file
from tests.benchmarks import imports
from tests.benchmarks.figures import Figure
from tests.benchmarks.inventory import INVENTORY
from tests.benchmarks.portal import Portal
from tests.harvesters.other_portal import OtherPortal

RECORDS = int(os.environ.get("BENCH_RECORDS", "2000"))
CHANGED = RECORDS // 20
FOUR_TIMES_AS_FAST = 1 / 4
A_TWENTIETH = 1 / 20
MEMORY_MB = 300
OURS = "socialprograms_portal"


def figures() -> Iterator[Figure]:
    """Measure the first run, one without changes, and one with a record in twenty changed, of both harvesters."""
    if not INVENTORY.is_file():
        print(f"The inventory is not at {INVENTORY}: nothing to measure.", file=sys.stderr)
        return
    with portals() as (portal, other):
        peer = _runs(portal, other, "ckan")
        ours = _runs(portal, other, OURS)
    name = f"harvesting {RECORDS} programs of a CKAN portal, beside ckanext-harvest's harvester"
    yield Figure(name, ours[0][0], peer[0][0], "s", target=FOUR_TIMES_AS_FAST)
    yield Figure("again without a change, beside the first time", ours[1][0], ours[0][0], "s", target=A_TWENTIETH)
    yield Figure("again without a change, beside ckanext-harvest's again", ours[1][0], peer[1][0], "s", target=1)
    yield Figure(f"with {CHANGED} of them changed, beside ckanext-harvest's", ours[2][0], peer[2][0], "s")
    yield Figure(f"with {CHANGED} of them changed, beside the first time", ours[2][0], ours[0][0], "s")
    memory = max(run[1] for run in ours)
    yield Figure(f"peak memory of it, beside {MEMORY_MB} MB", memory, MEMORY_MB, "MB", target=1)


@contextlib.contextmanager
def portals() -> Iterator[tuple[Portal, OtherPortal]]:
    """Give a portal with both harvesters, empty now and at the end, and another portal."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CKAN_INI"] = _configured(Path(folder, "harvest.ini"))
        portal, other = Portal(), OtherPortal()
        threading.Thread(target=other.serve_forever, daemon=True).start()
        try:
            yield portal, other
        finally:
            empty(portal)
            other.shutdown()


def _configured(file: Path) -> str:
    """Write the configuration of the benchmarks with both harvesters."""
    plugins = tk.aslist(_plugins(Path(os.environ["CKAN_INI"])))
    lines = (
        "[app:main]",
        f"use = config:{Path(os.environ['CKAN_INI']).resolve()}",
        f"ckan.plugins = {' '.join(dict.fromkeys([*plugins, 'ckan_harvester', 'socialprograms_portal_harvester']))}",
        "ckanext.socialprograms.harvest_networks = 127.0.0.2/32",
    )
    file.write_text("\n".join(lines) + "\n")
    return str(file)


def _plugins(file: Path) -> str:
    lines = (line.partition("=") for line in file.read_text().splitlines())
    return next(value for key, _, value in lines if key.strip() == "ckan.plugins")


def _runs(portal: Portal, other: OtherPortal, kind: str) -> list[tuple[float, float]]:
    """Harvest into an empty portal, again, and with changes; give seconds and memory of each run."""
    fill(other, RECORDS)
    empty(portal)
    source = made_source(portal, other, kind)
    runs = [run(portal, source, RECORDS) for _ in range(2)]
    for data in [*other.held.values()][:: RECORDS // CHANGED]:
        other.publish({**data, "title": f"{data['title']} (nuevo)", "metadata_modified": "2030-01-01T00:00:00.000000"})
    return [*runs, run(portal, source, RECORDS)]


def run(portal: Portal, source: str, expected: int) -> tuple[float, float]:
    """Harvest a source; give the seconds of the job, without those in which CKAN starts, and the peak of memory."""
    _seconds, memory = imports.run(expected, "ckan", "harvester", "run-test", source)
    query = "SELECT extract(epoch FROM finished - created) FROM harvest_job ORDER BY created DESC LIMIT 1"
    return asked(portal, query), memory


def asked(portal: Portal, query: str) -> float:
    """Ask the portal's database for a number."""
    with portal.flask.test_request_context():
        number = model.Session.scalar(sa.text(query))
        model.Session.remove()
    return float(number or 0)


def made_source(portal: Portal, other: OtherPortal, kind: str) -> str:
    with portal.flask.test_request_context():
        user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
        context: Any = {"user": user, "ignore_auth": True}
        agency = {"name": f"agencia-{uuid.uuid4().hex[:8]}", "title": "Agencia"}
        owner = act("organization_create", context, agency)["id"]
        name = f"fuente-{uuid.uuid4().hex[:8]}"
        about = {"title": "Otro portal", "url": f"{other.url}/{name}", "source_type": kind, "owner_org": owner}
        return act("harvest_source_create", context, {**about, "name": name})["name"]


def act(name: str, context: Any, asked: dict[str, Any]) -> Any:
    """Do one of CKAN's actions."""
    return tk.get_action(name)({**context}, asked)  # type: ignore[arg-type]


def fill(other: OtherPortal, number: int) -> None:
    """Publish so many programs in the other portal, and nothing else."""
    other.held.clear()
    other.publish(*_programs(number))


def _programs(most: int) -> Iterator[dict[str, Any]]:
    """Give the inventory's programs over and over, each with a key, an address and a title of its own."""
    found = read_file(INVENTORY, INVENTORY.name).records
    for number in range(most):
        record = found[number % len(found)]
        told = {"id": str(uuid.uuid5(uuid.NAMESPACE_OID, str(number))), "name": f"programa-{number}", "type": "program"}
        yield {**record.data, **told, "title": f"{record.title} {number}", "state": "active", "private": False}


def empty(portal: Portal) -> None:
    """Take the programs and all that ckanext-harvest knows out of the portal."""
    with portal.flask.test_request_context():
        tables = (
            "harvest_object_extra harvest_object_error harvest_object harvest_gather_error harvest_job harvest_source"
        )
        model.Session.execute(sa.text(f"TRUNCATE {', '.join(tables.split())} CASCADE"))
        model.Session.commit()
    imports.empty(portal)
