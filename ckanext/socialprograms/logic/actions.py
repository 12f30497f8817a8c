"""All actions, a module a subject."""

from __future__ import annotations

from ckan.authz import get_local_functions
from ckan.types import Action

from ckanext.socialprograms.logic import action, files


def get_actions() -> dict[str, Action]:
    """Give the actions by name."""
    return {name: one for module in (action, files) for name, one in get_local_functions(module)}
