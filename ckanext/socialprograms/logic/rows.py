"""CKAN's actions that write rows of tables: what they are sent is looked at for personal data first."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Action, Context, DataDict

from ckanext.socialprograms import config
from ckanext.socialprograms.gate import rows


@tk.chained_action
def datastore_create(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse rows with personal data in a public dataset; hold the table back where they come into a private one."""
    return _written("datastore_create", original, context, data_dict)


@tk.chained_action
def datastore_upsert(original: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse rows with personal data in a public dataset; hold the table back where they come into a private one."""
    return _written("datastore_upsert", original, context, data_dict)


def _written(name: str, original: Action, context: Context, data_dict: DataDict) -> Any:
    sent, fields = data_dict.get("records") or [], data_dict.get("fields") or []
    resource = model.Resource.get(str(data_dict.get("resource_id")))
    package = resource.package if resource else _package(data_dict)
    if not (isinstance(sent, list) and isinstance(fields, list)) or package is None:  # CKAN says what is wrong with it
        return original(context, data_dict)
    if not (sent or fields) or not config.check_files() or not rows.are_looked_at(context):
        return original(context, data_dict)
    tk.check_access(name, Context(context), dict(data_dict))
    found = rows.of_let_through(context, resource, rows.scanned(sent, fields))
    rows.refuse(resource, package, found)
    result = original(context, data_dict)
    rows.note(result["resource_id"], found)
    return result


def _package(data_dict: DataDict) -> model.Package | None:
    new = data_dict.get("resource")
    return model.Package.get(str(new.get("package_id"))) if isinstance(new, dict) else None
