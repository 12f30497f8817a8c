"""Whether a text can be the name of something in a graph; one that can't breaks the document that it stands in."""

from __future__ import annotations

import re

_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+", re.IGNORECASE)


def is_iri(text: str) -> bool:
    """Say whether it can."""
    return bool(_IRI.fullmatch(text))
