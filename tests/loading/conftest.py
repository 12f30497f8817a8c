from __future__ import annotations

from dataclasses import replace

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.importers.document import Place
from ckanext.socialprograms.importers.records import Import, ImportedRecord, Note
from ckanext.socialprograms.loading import flow
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.messages import Message

SERVICES = ("clean_records",)
PLUGINS = pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms")


@pytest.fixture
def site_user(clean_records):
    """Act as the command line does."""
    return {"user": tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"], "ignore_auth": True}


@pytest.fixture
def someone(clean_records):
    """Give a user who edits one organization, and how she acts."""
    user = factories.User()
    organization = factories.Organization(title="Tesorería", users=[{"name": user["name"], "capacity": "editor"}])
    return {"user": user["name"], "ignore_auth": False, "auth_user_obj": model.User.get(user["id"])}, organization


def commitment(title="Comedores abiertos", key="commitment:plan:comedores", **data):
    """Give a record as an importer does."""
    more = {name: data.pop(name) for name in ("organization", "updates", "reason") if name in data}
    activities = data.pop("activities", [activity()])
    read = {
        "title": title,
        "external_key": key,
        "activities": activities,
        "problem": "No se sabe qué se compra.",
        **data,
    }
    note = Note("activities.0.due_date", Message("The date is not there."), "Por definir", Place(page=2, row=4))
    return ImportedRecord("commitment", read, (note,), {"title": Place(page=1, row=1)}, **more)


def activity(number=1, **data):
    return {"id": f"1.{number}", "description": f"Paso {number}", "serves": ["1"], "due_date": "2026-03-01", **data}


def document(*records, name="formato.docx", checksum="c1", form="commitment_form"):
    numbered = [
        replace(record, data={"goals": [{"number": "1", "description": "Meta"}], **record.data}) for record in records
    ]
    return Import(
        name,
        checksum,
        tuple(record if record.updates else new for record, new in zip(records, numbered, strict=True)),
        form=form,
    )


def load(context, *records, options=None, **more):
    return flow.load(document(*records, **more), options or Options(), context)


def stored(name_or_id):
    return call_action("package_show", id=name_or_id)


def found(text="*:*"):
    return {row["name"] for row in call_action("package_search", q=text, include_drafts=True, rows=1000)["results"]}
