"""Clearing a harvest source deletes its records with SQL of its own; the board notices."""

from __future__ import annotations

import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.monitor.board import board
from ckanext.socialprograms.monitor.filters import Filters


@pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms harvest ckan_harvester")
@pytest.mark.usefixtures("clean_records")
def test_a_cleared_harvest_source_takes_its_records_off_the_board(migrate_db_for, today):
    migrate_db_for("harvest")
    from ckanext.harvest.model import HarvestJob, HarvestObject  # noqa: PLC0415 (its plugin has to be on)

    user = factories.Sysadmin()
    acting = {"user": user["name"], "ignore_auth": True}
    source = call_action(
        "harvest_source_create", acting, name="fuente", title="Fuente", url="https://example.org", source_type="ckan"
    )
    job = call_action("harvest_job_create", acting, source_id=source["id"], run=False)
    record = call_action("package_create", type="commitment", name="compromiso", title="Compromiso")
    HarvestObject(guid="1", content="{}", package_id=record["id"], current=True, job=HarvestJob.get(job["id"])).save()
    assert board(Filters(), today).totals.records == 1
    call_action("harvest_source_clear", acting, id=source["id"])
    assert board(Filters(), today).totals.records == 0
