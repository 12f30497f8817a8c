"""What templates call, a module a subject."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ckan.authz import get_local_functions

from ckanext.socialprograms.helpers import harvesting, pages, taking, writing


def get_helpers() -> dict[str, Callable[..., Any]]:
    """Give the helpers by name."""
    return {name: one for module in (harvesting, pages, taking, writing) for name, one in get_local_functions(module)}
