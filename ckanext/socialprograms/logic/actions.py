"""All actions, a module a subject."""

from __future__ import annotations

from ckan.authz import get_local_functions
from ckan.plugins import plugin_loaded
from ckan.types import Action

from ckanext.socialprograms.logic import action, files, rows


def get_actions() -> dict[str, Action]:
    """Give the actions by name."""
    modules = [action, files, *([rows] if plugin_loaded("datastore") else [])]
    return {name: one for module in modules for name, one in get_local_functions(module)}
