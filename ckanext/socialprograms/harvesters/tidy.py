"""What other catalogues write, in the shape that this portal takes: keys, names, tags and links. Pure."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NO_TAG = re.compile(r"[^\w \-.]+")
_TAG_LENGTH = range(2, 101)
_SIZE = re.compile(r"\d{1,15}", re.ASCII)
# What neither the database nor XML can hold.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SCHEMES = frozenset(["http", "https", "ftp"])


def guid(identifier: str, source: str) -> str:
    """Give the key under which a record is saved here, the same each time.

    It is the one that the record has there, if CKAN can hold it; an identifier that is no address means something only
    in its own source.
    """
    if _KEY.fullmatch(identifier):
        return identifier
    scope = "" if "://" in identifier or identifier.startswith("urn:") else f"{source.partition('://')[2]}#"
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{scope}{identifier}"))


def tags(words: Iterable[str]) -> list[dict[str, str]]:
    """Give key words as tags: several in one are parted, and letters that no tag may have are left out."""
    parted = (_NO_TAG.sub(" ", part) for word in words for part in re.split(r"[,;]", word))
    plain = {" ".join(one.split()) for one in parted}
    return [{"name": one} for one in sorted(plain) if len(one) in _TAG_LENGTH]


def link(text: str) -> str:
    """Give an address that a page may lead to, empty for others: an address can also be a program."""
    try:
        return text if urlsplit(text).scheme.lower() in _SCHEMES else ""
    except ValueError:
        return ""


def size(text: str) -> str:
    """Give the weight of a file in bytes, empty for what is none."""
    return text if _SIZE.fullmatch(text) else ""


def sayable(value: Any) -> Any:
    """Give what a record says without the letters that no database can hold."""
    if isinstance(value, str):
        return _UNSAYABLE.sub("", value)
    if isinstance(value, Mapping):
        return {sayable(key): sayable(one) for key, one in value.items()}
    return [*map(sayable, value)] if isinstance(value, list) else value
