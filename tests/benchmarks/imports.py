"""A document imported by us and its records loaded by ckanapi, each into a portal without programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search.common import make_connection

from ckanext.socialprograms.importers.records import Import
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.loading.organizations import Organizations
from ckanext.socialprograms.loading.provenance import Source
from ckanext.socialprograms.loading.steps import doubled, steps
from tests.benchmarks.portal import Portal

THREE_TIMES_AS_FAST = 1 / 3
MEMORY_MB = 400


def write_dicts(portal: Portal, imported: Import, file: Path) -> None:
    """Write the dataset dicts that the import saves; their organizations are made, for both sides alike."""
    empty(portal)
    with portal.flask.test_request_context(), file.open("w", encoding="utf-8") as lines:
        user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
        context: Any = {"user": user, "ignore_auth": True}
        organizations = Organizations(context)
        source = Source(imported.name, imported.checksum, imported.form, "2026-01-01")
        own = doubled(imported.records)
        for step in steps(imported, source, Options(publish=True), context, organizations, own):
            owner = organizations.find_or_create(step.record)
            told = {"owner_org": owner or None, "provenance": json.dumps(step.data["provenance"])}
            lines.write(json.dumps({**step.data, **told}) + "\n")
        model.repo.commit()


def load(portal: Portal, expected: int, dicts: Path) -> float:
    """Have ckanapi load dicts into an empty portal, and give its seconds."""
    empty(portal)
    return run(expected, "ckanapi", "load", "datasets", "-p", "2", "-q", "-I", str(dicts))[0]


def run(expected: int, command: str, *arguments: str) -> tuple[float, float]:
    """Run a command to its end; give its seconds and the peak of its memory in MB. All records must be found after."""
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
    if found != expected or process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode} and {found} of {expected} records are found")
    return seconds, used.ru_maxrss / 1024


def empty(portal: Portal) -> None:
    """Take all programs out of the portal."""
    with portal.flask.test_request_context():
        ids = sa.select(model.package_table.c.id).where(model.package_table.c.type == "program")
        model.Session.execute(sa.delete(model.member_table).where(model.member_table.c.table_id.in_(ids)))
        model.Session.execute(sa.delete(model.package_table).where(model.package_table.c.type == "program"))
        model.Session.commit()
        solr = make_connection()
        solr.delete(q=f'+site_id:"{tk.config["ckan.site_id"]}" +dataset_type:program', commit=True)
