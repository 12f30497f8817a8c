"""JSON from another server, asked for again where it fails for a moment."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ckanext.socialprograms import config
from ckanext.socialprograms.fetching import Limits, NotFetched, fetch
from ckanext.socialprograms.harvesters.remote import SourceFailed
from ckanext.socialprograms.importers.limits import MEGABYTE
from ckanext.socialprograms.messages import N_, Message

_PAUSES = (1.0, 4.0)
"""Seconds before another try."""
_MOST = 50 * MEGABYTE
_SECONDS = 120
_NO_JSON = N_("{url}: the server did not answer with JSON, which portals do: check the address.")


def answered(url: str) -> Any:
    """Give the JSON that an address answers with. Raises SourceFailed."""
    limits = Limits(most_bytes=_MOST, most_seconds=_SECONDS, networks=config.harvest_networks())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "answer")
        _fetch(url, path, limits)
        try:
            return json.loads(path.read_bytes())
        except (ValueError, RecursionError) as error:
            raise SourceFailed(Message(_NO_JSON, {"url": url})) from error


def _fetch(url: str, path: Path, limits: Limits, pauses: Sequence[float] = _PAUSES) -> None:
    try:
        fetch(url, path, limits)
    except NotFetched as error:
        if not pauses or not error.may_pass:
            raise SourceFailed(error.message) from error
    else:
        return
    time.sleep(pauses[0])
    _fetch(url, path, limits, pauses[1:])
