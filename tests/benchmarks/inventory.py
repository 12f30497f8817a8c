"""How fast the national inventory of programs is imported: beside ``ckanapi load datasets -p 2`` with the same dicts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search.common import make_connection

from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.importers.records import Import
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.loading.organizations import Organizations
from ckanext.socialprograms.loading.provenance import Source
from ckanext.socialprograms.loading.steps import steps
from tests.benchmarks.figures import Figure
from tests.benchmarks.portal import Portal

INVENTORY = Path(__file__).resolve().parents[3] / "shared" / "documents" / "IE_2021.xlsx"
READING_SECONDS, MEMORY_MB = 3, 400
ROUNDS = 2
"""The fastest of each side counts: a moment in which the machine is busy elsewhere is nobody's."""
THREE_TIMES_AS_FAST = 1 / 3


def figures() -> Iterator[Figure]:
    """Measure reading, importing and the memory that it takes; nothing where the inventory is not there."""
    if not INVENTORY.is_file():
        print(f"The inventory is not at {INVENTORY}: nothing to measure.", file=sys.stderr)
        return
    start = time.perf_counter()
    imported = read_file(INVENTORY, INVENTORY.name)
    yield Figure("reading the inventory, beside 3 s", time.perf_counter() - start, READING_SECONDS, "s", target=1)
    portal, expected = Portal(), len(imported.records)
    try:
        with tempfile.TemporaryDirectory() as folder:
            dicts = Path(folder) / "programs.jsonl"
            dicts.write_text("".join(json.dumps(one) + "\n" for one in _dicts(portal, imported)), "utf-8")
            runs = [
                (
                    _run(portal, expected, "ckanapi", "load", "datasets", "-p", "2", "-q", "-I", str(dicts))[0],
                    *_run(portal, expected, "ckan", "socialprograms", "import", str(INVENTORY), "--publish"),
                )
                for _ in range(ROUNDS)
            ]
    finally:
        _empty(portal)
    peer, ours, memory = min(run[0] for run in runs), min(run[1] for run in runs), max(run[2] for run in runs)
    name = f"importing {expected} programs, beside ckanapi load -p 2"
    yield Figure(name, ours, peer, "s", target=THREE_TIMES_AS_FAST)
    yield Figure("peak memory of the import, beside 400 MB", memory, MEMORY_MB, "MB", target=1)


def _dicts(portal: Portal, imported: Import) -> list[dict[str, Any]]:
    """Give the dataset dicts that the import saves; their organizations are made, for both sides alike."""
    with portal.flask.test_request_context():
        _empty(portal)
        user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
        context: Any = {"user": user, "ignore_auth": True}
        organizations = Organizations(context)
        source = Source(imported.name, imported.checksum, imported.form, "2026-01-01")
        made = []
        for step in steps(imported, source, Options(publish=True), context, organizations):
            owner = organizations.find_or_create(step.record)
            made.append({**step.data, "owner_org": owner or None, "provenance": json.dumps(step.data["provenance"])})
        model.repo.commit()
        return made


def _run(portal: Portal, expected: int, command: str, *arguments: str) -> tuple[float, float]:
    """Run a command to its end; give its seconds and the peak of its memory in MB. All records must be found after."""
    _empty(portal)
    start = time.perf_counter()
    programs = str(Path(sys.executable).parent)
    process = subprocess.Popen(
        [f"{programs}/{command}", *arguments],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},  # ckanapi looks for itself there
    )
    _pid, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    found = make_connection().search(f'+site_id:"{tk.config["ckan.site_id"]}" +dataset_type:program', rows=0).hits
    if found != expected:
        raise RuntimeError(f"{command} ended with {process.returncode} and {found} of {expected} records are found")
    return seconds, used.ru_maxrss / 1024


def _empty(portal: Portal) -> None:
    """Take all programs out of the portal."""
    with portal.flask.test_request_context():
        ids = sa.select(model.package_table.c.id).where(model.package_table.c.type == "program")
        model.Session.execute(sa.delete(model.member_table).where(model.member_table.c.table_id.in_(ids)))
        model.Session.execute(sa.delete(model.package_table).where(model.package_table.c.type == "program"))
        model.Session.commit()
        solr = make_connection()
        solr.delete(q=f'+site_id:"{tk.config["ckan.site_id"]}" +dataset_type:program', commit=True)
