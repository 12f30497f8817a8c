"""What the preview of an import shows of a record: its fields, those with something to look at first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.pages import fields
from ckanext.socialprograms.pages.fields import FieldView, Schema
from ckanext.socialprograms.pages.origin import names
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data


@dataclass(frozen=True)
class Doubt:
    """Something to look at; ``labels`` (msgids) lead to the field inside a group, ``row`` counts from 1."""

    labels: tuple[str, ...]
    row: int | None
    message: str
    found: str
    where: str


@dataclass(frozen=True)
class Doubtful:
    """A field with something to look at; ``view`` is None where the document gave no value."""

    label: str
    view: FieldView | None
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Card:
    """A record as it was read: the fields with something to look at, then the rest; labels are msgids."""

    record: Mapping[str, Any]
    doubtful: tuple[Doubtful, ...]
    rest: tuple[FieldView, ...]
    changed: tuple[str, ...]


def card(record: Mapping[str, Any], schema: Schema) -> Card:
    """Make the card of a record as ``socialprograms_import_status`` gives it."""
    doubts: defaultdict[str, list[Doubt]] = defaultdict(list)
    for warning in record["warnings"]:
        labels, row = names(warning["field"], schema)
        name = warning["field"].partition(".")[0]
        doubts[name].append(Doubt(labels, row, warning["message"], warning["found"], warning["where"]))
    views = {view.name: view for view in _views(schema, record["data"])}
    return Card(
        record,
        tuple(Doubtful(_label(schema, name), views.get(name), tuple(found)) for name, found in doubts.items()),
        tuple(view for name, view in views.items() if name not in doubts),
        tuple(_label(schema, name) for name in record["changed"]),
    )


def _views(schema: Schema, data: Data) -> Iterator[FieldView]:
    if brief := values.text(data, "notes"):
        yield FieldView("notes", _label(schema, "notes"), "long", brief)
    for section in fields.sections(schema, data, ()):
        yield from section.fields
    if files := tuple(values.text(row, "name") or values.text(row, "url") for row in values.rows(data, "resources")):
        yield FieldView("resources", "Files", "list", files)


def _label(schema: Schema, name: str) -> str:
    return str(fields.find(schema, name).get("label", name))
