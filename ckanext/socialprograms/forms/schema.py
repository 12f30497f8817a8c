"""What the form asks of the schemas: groups and sections."""

from __future__ import annotations

from typing import Any

from ckanext.scheming.helpers import scheming_get_dataset_schema

TYPES = ("commitment", "program", "evaluation")


def groups_of(type_: str) -> frozenset[str]:
    """Give the names of the repeating groups of a type of ours, none for other types."""
    if type_ not in TYPES:
        return frozenset()
    schema = scheming_get_dataset_schema(type_) or {}
    return frozenset(field["field_name"] for field in schema.get("dataset_fields", ()) if "repeating_subfields" in field)


def sections_of(schema: dict[str, Any]) -> list[tuple[dict[str, str], list[dict[str, Any]]]]:
    """Give the sections of a schema with their fields, in order; what has no section comes first."""
    named = [(section, _fields(schema, section["id"])) for section in schema.get("sections", ())]
    rest = _fields(schema, None)
    return [*([({"id": "", "label": ""}, rest)] if rest else []), *((section, fields) for section, fields in named if fields)]


def _fields(schema: dict[str, Any], section: str | None) -> list[dict[str, Any]]:
    return [field for field in schema["dataset_fields"] if field.get("section") == section]
