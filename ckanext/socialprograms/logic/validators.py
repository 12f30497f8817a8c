"""Validators of values and of whole records; what people write is read by ``forms/reading.py``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import ckan.lib.navl.dictization_functions as df
import ckan.plugins.toolkit as tk
from ckan.authz import is_sysadmin
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey

from ckanext.scheming.validation import scheming_validator

from ckanext.socialprograms.forms import reading
from ckanext.socialprograms.language import told
from ckanext.socialprograms.ledger import keeping
from ckanext.socialprograms.records import rules

T = TypeVar("T")
ASKED = "socialprograms_asked"
"""The key of the context under which an import keeps, by field, the values that need no query of their own any more."""


def socialprograms_date(value: Any) -> str:
    """Give a date as ISO text."""
    return _read(reading.iso_date, value)


def socialprograms_year(value: Any) -> str:
    """Give a year between 1900 and 2100."""
    return _read(reading.year, value)


def socialprograms_number(value: Any) -> str:
    """Give a number as digits, with its decimals."""
    return _read(reading.number, value)


def socialprograms_count(value: Any) -> str:
    """Give a number of people or things as digits."""
    return _read(reading.count, value)


def socialprograms_money(value: Any) -> str:
    """Give an amount in pesos as digits."""
    return _read(reading.money, value)


def socialprograms_percent(value: Any) -> str:
    """Give a percent from 0 to 100."""
    return _read(reading.percent, value)


def socialprograms_url(value: Any) -> str:
    """Give the address of a page on the web."""
    return _read(reading.address, value)


def socialprograms_email(value: Any) -> str:
    """Give e-mail addresses as they were written."""
    return _read(reading.email, value)


def socialprograms_phone(value: Any) -> str:
    """Give a telephone number as it was written."""
    return _read(reading.phone, value)


def socialprograms_support(value: Any) -> str:
    """Give what a person gets, in money or in kind."""
    return _read(reading.support, value)


def socialprograms_brief(value: Any) -> str:
    """Give a text of 280 characters at most."""
    return _read(reading.brief, value)


def socialprograms_json(value: Any) -> str:
    """Give JSON as text."""
    return _read(reading.json_text, value)


@scheming_validator
def socialprograms_choice(field: Mapping[str, Any], schema: Mapping[str, Any]) -> Callable[[Any], str]:
    """Give the code of one of the field's choices, by its code or by a label of it."""

    def validator(value: Any) -> str:
        return _read(lambda said: reading.choice(said, field["choices"]), value)

    return validator


@scheming_validator
def socialprograms_choices(field: Mapping[str, Any], schema: Mapping[str, Any]) -> Callable[..., None]:
    """Give the codes of several of the field's choices, by their codes or by labels of them, kept as JSON."""

    def validator(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
        _read_list(lambda said: reading.chosen(said, field["choices"]), key, data, errors)

    return validator


def socialprograms_list(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """Read several texts; they are kept as a list in rows and as JSON in the record."""
    _read_list(reading.texts, key, data, errors)


def socialprograms_keys(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """Read several short keys, separated by lines or commas."""
    _read_list(reading.keys, key, data, errors)


def socialprograms_sdg_targets(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Read targets of the 2030 Agenda, however they are written."""
    _read_list(reading.targets, key, data, errors)


def socialprograms_load_list(value: Any) -> list[str]:
    """Give a stored list as a list."""
    return reading.texts(value)


def socialprograms_asked(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """Leave out the rules that follow for a value of which an import has made sure for all its records at once."""
    if data.get(key) in context.get(ASKED, {}).get(key[-1], ()):
        raise df.StopOnError


def socialprograms_owner_org(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Let the site itself save a record whose document names no agency; for everyone else CKAN's own rule holds."""
    if not data.get(key) and is_sysadmin(context.get("user", "")):
        data[key] = None
        raise df.StopOnError


def socialprograms_reason(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """Take the reason of a change out of the record: the ledger keeps it, not the record."""
    keeping.note_reason(context, str(data.pop(key, "")))
    raise df.StopOnError


def socialprograms_rules(key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context) -> None:
    """Check the rules of a whole record, give keys to activities without one, and note what the ledger has to keep."""
    record = _record(data)
    for row, made in rules.missing_activity_ids(record).items():
        data["activities", row, "id"] = record["activities"][row]["id"] = made
    for problem in rules.problems(record):
        errors.setdefault(problem.path, []).append(told(problem.message))
    # A date that could not be read is an error of its own, not a date that was taken back.
    lacking = keeping.noted(record, context) if not any(errors.values()) else None
    if lacking:
        errors.setdefault((keeping.REASON,), []).append(told(lacking))


def _read(read: Callable[[Any], T], value: Any) -> T:
    try:
        return read(value)
    except reading.Unreadable as error:
        raise tk.Invalid(told(error.message)) from error


def _read_list(
    read: Callable[[Any], list[str]], key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict
) -> None:
    try:
        items = read(data.get(key))
    except reading.Unreadable as error:
        errors[key].append(told(error.message))
        return
    is_in_row = len(key) > 1 and key[0] != "resources"
    data[key] = items if is_in_row else json.dumps(items, ensure_ascii=False)


def _record(data: FlattenDataDict) -> dict[str, Any]:
    """Give the dataset dict as it is being validated, with the fields that wait as extras at its top."""
    record = df.unflatten({key: value for key, value in data.items() if value is not df.missing})
    extras = {extra["key"]: extra.get("value") for extra in record.pop("extras", ()) if "key" in extra}
    return {**record, **extras}
