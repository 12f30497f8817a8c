"""JSON and GeoJSON without some of the paths to their values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ckanext.socialprograms.guard.cleaners.columns import kept
from ckanext.socialprograms.guard.parts import Source
from ckanext.socialprograms.guard.readers.blocks import blocks, text_of
from ckanext.socialprograms.guard.report import Scan
from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.messages import N_, Message

_LONGEST = 80


def clean(source: Source, scan: Scan, target: Path) -> None:
    """Write each value without the paths that were found. Raises UnreadableFile."""
    gone = scan.columns(source.part)
    source.bytes()
    text = text_of(b"".join(blocks(source.path)))
    try:
        values = [_without(value, gone) for value in _values(text)]
    except (ValueError, RecursionError) as error:
        raise errors.damaged(source.name, Message(N_("its beginning"))) from error
    target.write_text("\n".join(json.dumps(value, ensure_ascii=False) for value in values), "utf-8")


def _values(text: str) -> Iterator[Any]:
    """Give the value of the file, or those of its lines."""
    decoder = json.JSONDecoder(parse_constant=lambda _: None)
    text = text.lstrip("\ufeff")
    at = 0
    while (start := at + len(text[at:]) - len(text[at:].lstrip())) < len(text):
        value, at = decoder.raw_decode(text, start)
        yield value


def _without(value: Any, gone: frozenset[str], path: str = "") -> Any:
    """Give a value without what lies at some paths; of lists of lists, without some columns.

    A geometry without its coordinates is none.
    """
    if isinstance(value, dict):
        inner = {key: f"{path}.{key}" if path else str(key) for key in value}
        stays = {
            key: _without(one, gone, inner[key]) for key, one in value.items() if inner[key][:_LONGEST] not in gone
        }
        return None if "coordinates" in value.keys() - stays.keys() else stays
    if isinstance(value, list) and value and all(isinstance(row, list) for row in value):
        return list(kept(value, gone))
    if isinstance(value, list):
        return [_without(one, gone, path) for one in value]
    return value
