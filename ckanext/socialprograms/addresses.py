"""Addresses that keep what their reader asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode


def asking(address: str, asked: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> str:
    """Give an address that asks for something; what is empty is not asked for."""
    pairs = asked.items() if isinstance(asked, Mapping) else asked
    kept = [(str(name), str(value)) for name, value in pairs if value]
    return f"{address}?{urlencode(kept)}" if kept else address
