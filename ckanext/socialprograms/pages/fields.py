"""The fields of a record that its page does not show in a place of their own, section by section."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

Schema = Mapping[str, Any]
# CKAN shows these itself, or they are the record's frame.
FRAME = frozenset({"title", "name", "notes", "owner_org", "tag_string", "license_id", "external_key", "provenance"})
_KINDS = {
    "date.html": "date",
    "socialprograms_date.html": "date",
    "socialprograms_money.html": "money",
    "link.html": "url",
    "socialprograms_list.html": "list",
    "socialprograms_links.html": "list",
    "socialprograms_sdg.html": "list",
}


@dataclass(frozen=True)
class FieldView:
    """A field with its label (a msgid) and value; ``kind`` is text, long, date, money, url, list, choice or rows.

    ``value`` is a text, a tuple of texts (list), a tuple of msgids (choice), or a tuple of tuples of FieldView (rows).
    """

    name: str
    label: str
    kind: str
    value: Any


@dataclass(frozen=True)
class SectionView:
    """A section with a value in at least one of its fields; the label is a msgid."""

    id: str
    label: str
    fields: tuple[FieldView, ...]


def sections(schema: Schema, data: Data, shown: Collection[str]) -> tuple[SectionView, ...]:
    """Give the sections of a schema with the fields that have a value and are not in ``shown``."""
    hidden = FRAME | set(shown)
    fields = [field for field in schema["dataset_fields"] if _has_place(field) and field["field_name"] not in hidden]
    read = [(field.get("section"), view) for field in fields for view in _views(field, data)]
    return tuple(
        SectionView(section["id"], section["label"], inside)
        for section in schema.get("sections", ())
        if (inside := tuple(view for id_, view in read if id_ == section["id"]))
    )


def choices(field: Mapping[str, Any]) -> dict[str, str]:
    """Give the labels (msgids) of a field's coded values."""
    return {str(choice["value"]): choice["label"] for choice in field.get("choices", ())}


def find(schema: Schema, name: str, group: str = "") -> Mapping[str, Any]:
    """Give a field of a schema, or a subfield of a group of it; empty if there is none."""
    fields = schema.get("dataset_fields", ())
    if group:
        fields = find(schema, group).get("repeating_subfields", ())
    return next((field for field in fields if field["field_name"] == name), {})


def _has_place(field: Mapping[str, Any]) -> bool:
    return field.get("display_snippet", "") is not None


def _views(field: Mapping[str, Any], data: Data) -> Iterator[FieldView]:
    name, label = field["field_name"], field.get("label", field["field_name"])
    kind = _kind(field)
    value = _value(field, kind, data)
    if value:
        yield FieldView(name, label, kind, value)


def _kind(field: Mapping[str, Any]) -> str:
    if "repeating_subfields" in field:
        return "rows"
    if "choices" in field:
        return "choice"
    if field.get("form_snippet") in ("markdown.html", "textarea.html"):
        return "long"
    return _KINDS.get(field.get("display_snippet") or "", "text")


def _value(field: Mapping[str, Any], kind: str, data: Data) -> Any:
    name = field["field_name"]
    if kind == "rows":
        inner = (
            tuple(view for sub in field["repeating_subfields"] for view in _views(sub, row))
            for row in values.rows(data, name)
        )
        return tuple(row for row in inner if row)
    if kind == "choice":
        labels = choices(field)
        return tuple(labels.get(code, code) for code in values.texts(data, name))
    if kind == "list":
        return values.texts(data, name)
    return values.text(data, name)
