from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.logic import package_show_default_and_custom_schemas
from ckan.tests.helpers import call_action

from ckanext.socialprograms.demo import sample_files
from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.ledger import entries
from ckanext.socialprograms.ledger.table import ledger
from ckanext.socialprograms.loading import flow, saving
from ckanext.socialprograms.loading.documents import Rows, dataset_dicts
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.monitor.tables import activity, record

from .conftest import PLUGINS, SERVICES

pytestmark = [PLUGINS, pytest.mark.usefixtures(*SERVICES)]
# What differs from one saving to the next.
NEW_EACH_TIME = {"id", "package_id", "table_id", "group_id", "owner_org", "metadata_created", "metadata_modified", "at"}
NEW_EACH_TIME |= {"created", "last_modified"}


def load(site_user, files):
    for file in files:
        report = flow.load(read_file(file, file.name), Options(publish=True), site_user)
        assert [str(error) for error in report.errors] == []


def stored():
    """Give the rows of all tables that saving writes, without what is new each time."""
    package = model.package_table
    tables = {
        package: sa.true(),
        model.resource_table: sa.true(),
        model.member_table: model.member_table.c.table_name == "package",
        ledger: ledger.c.package_id.in_(sa.select(package.c.id)),
        record: sa.true(),
        activity: sa.true(),
    }
    return {table.name: sorted(map(told, rows(table, condition))) for table, condition in tables.items()}


def rows(table, condition):
    return model.Session.execute(sa.select(table).where(condition)).mappings().all()


def told(row):
    kept = {key: value for key, value in row.items() if key not in NEW_EACH_TIME and not key.endswith("_id")}
    return json.dumps(kept, sort_keys=True, default=str)


def samples():
    return [file for file in sample_files() if file.suffix == ".yaml" or "jalisco" in file.name]


def test_records_that_are_written_together_are_those_that_package_create_writes(site_user, monkeypatch):
    load(site_user, samples())
    together = stored()
    assert all(together[name] for name in ("package", "resource", "member", "socialprograms_activity"))
    for name in model.Session.scalars(sa.select(model.package_table.c.name)).all():
        call_action("dataset_purge", id=name)
    # As where another plugin has a say in package_create.
    monkeypatch.setattr(saving, "is_ours_alone", lambda: False)
    load(site_user, samples())
    assert stored() == together


def test_dataset_dicts_are_those_that_ckan_indexes(site_user):
    load(site_user, samples())
    packages = model.Session.query(model.Package).all()
    assert len(packages) > 90
    rows = Rows([package.id for package in packages])
    for package in packages:
        whole, shown = package_show_default_and_custom_schemas({"ignore_auth": True}, package.id)
        assert dataset_dicts(package, entries.of_record(package.id), rows) == (whole, shown)
