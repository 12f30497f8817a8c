"""A file of JSON of any length, part by part, never deeper than any catalogue is. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ijson

from ckanext.socialprograms.harvesters.remote import SourceFailed
from ckanext.socialprograms.importers.limits import MAX_DEPTH
from ckanext.socialprograms.messages import N_, Message

DEEP = N_("{url}: more than {limit} parts stand inside one another here, which is not read.")
_BROKEN = N_("{url}: this is no JSON that can be read to its end ({found}): check the address, or try again later.")
_STEPS = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}


def parts(path: Path, url: str) -> Iterator[tuple[str, str, Any]]:
    """Yield where each part of a file stands, what it is and its value, as ijson says them. Raises SourceFailed."""
    depth = 0
    try:
        with path.open("rb") as file:
            for prefix, event, value in ijson.parse(file):
                depth += _STEPS.get(event, 0)
                if depth > MAX_DEPTH:
                    raise SourceFailed(Message(DEEP, {"url": url, "limit": MAX_DEPTH}))
                yield prefix, event, value
    except (ijson.JSONError, UnicodeError) as error:
        raise SourceFailed(Message(_BROKEN, {"url": url, "found": str(error).partition("\n")[0]})) from error
