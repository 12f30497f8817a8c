"""Reads the plain values of a dataset dict: texts, lists, rows, dates and numbers, whatever shape they come in."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from ckanext.socialprograms.records.moments import local_day

Data = Mapping[str, Any]


def text(data: Data, key: str) -> str:
    """Give a field as text without outer spaces, empty if it has none."""
    value = data.get(key)
    return "" if value is None else str(value).strip()


def texts(data: Data, key: str) -> tuple[str, ...]:
    """Give a field of several texts: a list, a JSON list, or one a line."""
    value = data.get(key)
    if isinstance(value, str):
        value = _json_list(value) if value.lstrip().startswith("[") else value.splitlines()
    return tuple(cleaned for item in value or () if (cleaned := str(item).strip()))


def rows(data: Data, key: str) -> tuple[Data, ...]:
    """Give a repeating group: a list of dicts, or the same as JSON."""
    value = data.get(key)
    if isinstance(value, str):
        value = _json_list(value)
    return tuple(row for row in value or () if isinstance(row, Mapping))


def day(data: Data, key: str) -> date | None:
    """Give an ISO date, that of a moment in the portal's time zone; None if the field holds none."""
    said = text(data, key)
    try:
        return local_day(datetime.fromisoformat(said.rstrip("Z"))) if "T" in said else date.fromisoformat(said[:10])
    except ValueError:
        return None


def number(data: Data, key: str) -> Decimal | None:
    """Give a number, None if the field holds none; pesos, percents and counts keep their decimals."""
    try:
        value = Decimal(text(data, key))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def whole(data: Data, key: str) -> int | None:
    """Give a whole number such as a year, None if the field holds none."""
    value = number(data, key)
    return int(value) if value is not None else None


def same_words(one: str, other: str) -> bool:
    """Say whether two texts have the same words, whatever their capitals, accents, spaces and punctuation."""
    return folded(one) == folded(other)


@lru_cache(maxsize=8192)
def folded(value: str) -> str:
    """Give a text in small letters without accents or punctuation, its words one space apart."""
    plain = unicodedata.normalize("NFKD", value.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


def _json_list(value: str) -> list[Any]:
    try:
        read = json.loads(value)
    except ValueError:
        return []
    return read if isinstance(read, list) else []
