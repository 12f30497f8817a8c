"""Why a field has no value: nobody published it, the source does not have it, or it does not apply."""

from __future__ import annotations

from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

UNPUBLISHED = N_("Not published")
NOT_AVAILABLE = N_("Not available, says the source")
NOT_APPLICABLE = N_("Does not apply, says the source")


def absence(data: Data, *fields: str) -> str:
    """Say why none of the fields has a value, as a msgid; empty if one has."""
    if any(values.texts(data, field) for field in fields):
        return ""
    if all(is_marked(data, "not_applicable", field) for field in fields):
        return NOT_APPLICABLE
    if any(is_marked(data, "not_available", field) for field in fields):
        return NOT_AVAILABLE
    return UNPUBLISHED


def is_marked(data: Data, mark: str, field: str) -> bool:
    """Say whether the source gives a field as ``not_available`` or ``not_applicable``, or a figure of a group of rows.

    The figures of a group are marked with their row, such as ``budget.2021.spent``.
    """
    return any(one == field or one.startswith(f"{field}.") for one in values.texts(data, mark))
