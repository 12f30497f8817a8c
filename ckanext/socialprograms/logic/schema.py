"""What the actions accept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.logic.schema import validator_args
from ckan.types import Schema

from ckanext.socialprograms.harvesters.runs import KINDS
from ckanext.socialprograms.monitor.filters import Filters, could_be
from ckanext.socialprograms.monitor.lists import ACTIVITY_LISTS, PAGE, RECORD_LISTS


@validator_args
def monitor(default: Any, ignore_missing: Any, natural_number_validator: Any, one_of: Any, unicode_safe: Any) -> Schema:
    """Describe what the board can be asked."""
    return {
        **{one.name: [ignore_missing, unicode_safe, _filter(one.name)] for one in fields(Filters)},
        "state": [ignore_missing, one_of(["", *ACTIVITY_LISTS])],
        "records": [ignore_missing, one_of(["", *RECORD_LISTS])],
        "limit": [default(PAGE), natural_number_validator],
        "offset": [default(0), natural_number_validator],
    }


@validator_args
def import_status(default: Any, natural_number_validator: Any, not_empty: Any, unicode_safe: Any) -> Schema:
    """Describe what can be asked of an import."""
    return {
        "id": [not_empty, unicode_safe],
        "limit": [default(0), natural_number_validator, _at_most(100)],
        "offset": [default(0), natural_number_validator],
    }


@validator_args
def harvest_run(default: Any, natural_number_validator: Any, one_of: Any) -> Schema:
    """Describe what can be asked of the runs of a harvest source."""
    return {
        "kind": [default(""), one_of(["", *KINDS])],
        "limit": [default(20), natural_number_validator, _at_most(500)],
        "offset": [default(0), natural_number_validator],
    }


def _at_most(limit: int) -> Callable[[int], int]:
    return lambda value: min(value, limit)


def _filter(name: str) -> Callable[[str], str]:
    def validator(value: str) -> str:
        if value and not could_be(name, value):
            raise tk.Invalid(tk._("This filter can't have the value “{value}”.").format(value=value[:80]))
        return value

    return validator
