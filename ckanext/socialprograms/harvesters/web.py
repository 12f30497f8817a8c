"""What other servers answer, asked for again where they fail for a moment."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ckanext.socialprograms import config
from ckanext.socialprograms.fetching import Fetched, Limits, NotFetched, Stamp, fetch_changed
from ckanext.socialprograms.harvesters.remote import SourceFailed
from ckanext.socialprograms.importers.limits import MEGABYTE
from ckanext.socialprograms.messages import N_, Message

_PAUSES = (1.0, 4.0)
"""Seconds before another try."""
_MOST = 50 * MEGABYTE
_SECONDS = 120
_UNKNOWN = Stamp()
_NO_JSON = N_("{url}: the server did not answer with JSON, which portals do: check the address.")


def answered(url: str) -> Any:
    """Give the JSON that an address answers with. Raises SourceFailed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "answer")
        fetched(url, path)
        try:
            return json.loads(path.read_bytes())
        except (ValueError, RecursionError) as error:
            raise SourceFailed(Message(_NO_JSON, {"url": url})) from error


def fetched(url: str, path: Path, known: Stamp = _UNKNOWN) -> Fetched:
    """Write what an address leads to into a file, unless it is still as it was known. Raises SourceFailed."""
    limits = Limits(most_bytes=_MOST, most_seconds=_SECONDS, networks=config.harvest_networks())
    return _fetch(url, path, known, limits, _PAUSES)


def _fetch(url: str, path: Path, known: Stamp, limits: Limits, pauses: Sequence[float]) -> Fetched:
    try:
        return fetch_changed(url, path, known, limits)
    except NotFetched as error:
        if not pauses or not error.may_pass:
            raise SourceFailed(error.message) from error
    time.sleep(pauses[0])
    return _fetch(url, path, known, limits, pauses[1:])
