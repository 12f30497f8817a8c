"""Which groups of rows the records of a type have."""

from __future__ import annotations

from ckanext.scheming.helpers import scheming_get_dataset_schema

from ckanext.socialprograms.registration import TYPES


def groups_of(type_: str) -> frozenset[str]:
    """Give the names of the repeating groups of a type of ours, none for other types."""
    schema = scheming_get_dataset_schema(type_) if type_ in TYPES else None
    fields = (schema or {}).get("dataset_fields", ())
    return frozenset(field["field_name"] for field in fields if "repeating_subfields" in field)
