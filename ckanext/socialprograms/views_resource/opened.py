"""A view that its reader may see, with the table that it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.views_resource.source import Source


@dataclass(frozen=True)
class Opened:
    """``id`` is empty in the preview of a view that was not saved yet: it has no addresses of its own."""

    id: str
    title: str
    source: Source
    options: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def resource(self) -> Mapping[str, Any]:
        """Give the file that the view shows."""
        return tk.get_action("resource_show")({}, {"id": self.source.resource_id})

    @cached_property
    def package(self) -> Mapping[str, Any]:
        """Give the dataset or record to which the file belongs."""
        return tk.get_action("package_show")({}, {"id": self.resource["package_id"]})
