"""All actions, a module a subject."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from ckan.authz import get_local_functions
from ckan.plugins import plugin_loaded
from ckan.types import Action

from ckanext.socialprograms.logic import action, files, rows


def get_actions() -> dict[str, Action]:
    """Give the actions by name."""
    modules = [action, files, *_of_others()]
    return {name: one for module in modules for name, one in get_local_functions(module)}


def _of_others() -> Iterator[ModuleType]:
    """Give the modules that speak of other extensions' actions, which a portal may not have."""
    if plugin_loaded("datastore"):
        yield rows
    if plugin_loaded("harvest"):
        yield import_module("ckanext.socialprograms.logic.harvest")
