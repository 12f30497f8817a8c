"""A view that its reader may see, with the table that it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ckanext.socialprograms.views_resource.source import Source


@dataclass(frozen=True)
class Opened:
    """``id`` is empty in the preview of a view that was not saved yet: it has no addresses of its own."""

    id: str
    title: str
    source: Source
    resource: Mapping[str, Any] = field(default_factory=dict)
    package: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
