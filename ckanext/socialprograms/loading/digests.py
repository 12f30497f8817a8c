"""Tells whether two values say the same, whatever shape CKAN, a form or a document gave them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

# A code such as "07" is no number: its zero means something.
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,12})?")
_LENGTH = 6


def plain(value: Any) -> Any:
    """Reduce a value to what it says: numbers alike as text, JSON texts as lists, empty parts left out."""
    if isinstance(value, str):
        return _plain_text(value)
    if isinstance(value, Mapping):
        inner = {str(key): plain(one) for key, one in value.items()}
        return {key: one for key, one in sorted(inner.items()) if one != ""} or ""
    if isinstance(value, (list, tuple)):
        return [one for item in value if (one := plain(item)) != ""] or ""
    return "" if value is None else _plain_text(str(value))


def same(one: Any, other: Any) -> bool:
    """Say whether two values of a field say the same."""
    return plain(one) == plain(other)


def digest(value: Any) -> str:
    """Give a short fingerprint of what a value says, empty for nothing."""
    reduced = plain(value)
    if reduced == "":
        return ""
    return hashlib.blake2b(json.dumps(reduced).encode(), digest_size=_LENGTH).hexdigest()


def _plain_text(text: str) -> Any:
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if text[:1] in ("[", "{"):
        try:
            return plain(json.loads(text))
        except ValueError:
            return text
    if _NUMBER.fullmatch(text):
        number = f"{Decimal(text):f}"
        return number.rstrip("0").rstrip(".") if "." in number else number
    return text
