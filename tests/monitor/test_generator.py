"""The records that the benchmarks make are such as saving leaves."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.tests.helpers import call_action

from ckanext.socialprograms.monitor.tables import activity, record

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]


def stored():
    """Give what is stored of every record, without the ids and times that each saving makes anew."""
    package, resource, member = model.package_table, model.resource_table, model.member_table
    kept = ("name", "title", "notes", "type", "private", "state", "owner_org")
    return [
        [
            {**{name: row[name] for name in kept}, "extras": without_empty(row["extras"])}
            for row in model.Session.execute(sa.select(package).order_by(package.c.name)).mappings()
        ],
        sorted(model.Session.execute(sa.select(resource.c.url, resource.c.name, resource.c.state)).all()),
        sorted(
            model.Session.execute(
                sa.select(member.c.group_id, member.c.table_name, member.c.capacity, member.c.state).where(
                    member.c.table_name == "package"
                )
            ).all()
        ),
        *(rows_of(table) for table in (record, activity)),
    ]


def without_empty(extras):
    """Read stored fields, and leave out what is empty: saving keeps some of it, which says nothing."""
    read = {key: json.loads(value) if value.startswith("[") else value for key, value in extras.items()}
    return {
        key: [filled(row) for row in value] if isinstance(value, list) else value
        for key, value in read.items()
        if value
    }


def filled(row):
    return {key: value for key, value in row.items() if value} if isinstance(row, dict) else row


def rows_of(table):
    named = sa.select(model.package_table.c.name, *(column for column in table.c if column.name != "package_id"))
    query = named.join(table, table.c.package_id == model.package_table.c.id).order_by(model.package_table.c.name)
    return [
        tuple(row) for row in model.Session.execute(query if table is record else query.order_by(activity.c.position))
    ]


def test_what_is_generated_is_what_saving_leaves(generator, today):
    owners = generator.agencies(2)
    generator.store_agencies(owners)
    # A seed of its own: the ledger of records with the same ids would stay from another test.
    made = list(generator.records(6, owners, today, seed=11))
    generator.store(made)
    generated = stored()
    for one in made:
        call_action("dataset_purge", id=one["id"])
    for one in made:
        call_action("package_create", **{key: value for key, value in one.items() if key != "id"})
    assert stored() == generated
