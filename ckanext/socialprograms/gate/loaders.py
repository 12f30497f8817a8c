"""Keeps those who load tables into the DataStore, xloader or DataPusher, from files that are held back."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.plugins import Interface, plugin_loaded

from ckanext.socialprograms.gate import holding

_INTERFACES = {"ckanext.datapusher": "IDataPusher", "ckanext.xloader": "IXloader"}
_ACTIONS = {"datapusher": "datapusher_submit", "xloader": "xloader_submit"}


def interfaces() -> list[type[Interface]]:
    """Give the interfaces by which those of them that are installed ask whether they may load a file."""
    return [
        getattr(import_module(f"{package}.interfaces"), name)
        for package, name in _INTERFACES.items()
        if find_spec(package)
    ]


def may_load(resource_id: str) -> bool:
    """Say whether a resource's file may be loaded."""
    resource = model.Resource.get(resource_id)
    return resource is None or not holding.is_held(resource)


def load(resource_id: str) -> None:
    """Have a file loaded that was let through, if the portal has something that loads."""
    for plugin, action in _ACTIONS.items():
        if plugin_loaded(plugin):
            tk.get_action(action)({"ignore_auth": True}, {"resource_id": resource_id})
