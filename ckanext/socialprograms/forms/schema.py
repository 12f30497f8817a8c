"""Which fields and groups of rows the records of a type have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ckanext.scheming.helpers import scheming_get_dataset_schema

from ckanext.socialprograms.registration import TYPES


def fields_of(type_: str) -> frozenset[str]:
    """Give the names of the fields of a type of ours, none for other types."""
    return frozenset(field["field_name"] for field in _fields(type_))


def groups_of(type_: str) -> frozenset[str]:
    """Give the names of the repeating groups of a type of ours, none for other types."""
    return frozenset(field["field_name"] for field in _fields(type_) if "repeating_subfields" in field)


def _fields(type_: str) -> Sequence[Mapping[str, Any]]:
    schema = scheming_get_dataset_schema(type_) if type_ in TYPES else None
    return (schema or {}).get("dataset_fields", ())
