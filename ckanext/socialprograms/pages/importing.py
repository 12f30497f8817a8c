"""What the preview of an import shows of a record: its fields, those with something to look at first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages import fields
from ckanext.socialprograms.pages.fields import FieldView, Schema
from ckanext.socialprograms.pages.origin import names
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

_LIST = "socialprograms_list.html"
PLAIN: Schema = {
    "sections": [{"id": "all", "label": "Dataset"}],
    "dataset_fields": [
        {"field_name": "notes", "label": N_("Description"), "form_snippet": "markdown.html"},
        {"field_name": "url", "label": N_("Address"), "display_snippet": "link.html", "section": "all"},
        {"field_name": "license_id", "label": N_("License"), "section": "all"},
        {"field_name": "extras", "label": N_("Other fields"), "display_snippet": _LIST, "section": "all"},
        {"field_name": "tags", "label": N_("Tags"), "display_snippet": _LIST, "section": "all"},
    ],
}
"""What is shown of a dataset that is none of our types."""


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
class Change:
    """A field that the document changes; of a group, the rows that differ. None where there is nothing."""

    label: str
    before: FieldView | None
    after: FieldView | None


@dataclass(frozen=True)
class Card:
    """A record as it was read: what changes, the fields with something to look at, the rest; labels are msgids.

    ``already`` are the fields that someone else brought to what the document says.
    """

    record: Mapping[str, Any]
    changes: tuple[Change, ...]
    doubtful: tuple[Doubtful, ...]
    rest: tuple[FieldView, ...]
    already: tuple[str, ...] = ()


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
        tuple(_changes(record, schema)),
        tuple(Doubtful(_label(schema, name), views.get(name), tuple(found)) for name, found in doubts.items()),
        tuple(view for name, view in views.items() if name not in doubts),
        tuple(_label(schema, name) for name in record.get("already", ())),
    )


def _changes(record: Mapping[str, Any], schema: Schema) -> Iterator[Change]:
    before = {view.name: view for view in (*_frame(schema, record["before"]), *_views(schema, record["before"]))}
    after = {view.name: view for view in (*_frame(schema, record["after"]), *_views(schema, record["after"]))}
    for name in record["changed"]:
        old, new = before.get(name), after.get(name)
        yield Change(_label(schema, name), _without(old, new), _without(new, old))


def _without(view: FieldView | None, other: FieldView | None) -> FieldView | None:
    """Give a view without the rows that the other has too."""
    if view is None or other is None or view.kind != "rows":
        return view
    rows = tuple(row for row in view.value if row not in other.value)
    return replace(view, value=rows) if rows else None


def _views(schema: Schema, data: Data) -> Iterator[FieldView]:
    if brief := values.text(data, "notes"):
        yield FieldView("notes", _label(schema, "notes"), "long", brief)
    for section in fields.sections(schema, data, ()):
        yield from section.fields
    if files := tuple(values.text(row, "name") or values.text(row, "url") for row in values.rows(data, "resources")):
        yield FieldView("resources", "Files", "list", files)


def _frame(schema: Schema, data: Data) -> Iterator[FieldView]:
    """Give what the page of a record shows in places of its own."""
    for name in ("title", "license_id"):
        if text := values.text(data, name):
            yield FieldView(name, _label(schema, name), "text", text)
    if tags := tuple(values.text(row, "name") for row in values.rows(data, "tags")):
        yield FieldView("tags", _label(schema, "tags"), "list", tags)


def _label(schema: Schema, name: str) -> str:
    name = "tag_string" if name == "tags" else name
    return str(fields.find(schema, name).get("label", name))
