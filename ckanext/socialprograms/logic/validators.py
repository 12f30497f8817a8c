"""Validators of values and of whole records, lenient where a person would understand, with one clear sentence else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import phonenumbers

import ckan.lib.navl.dictization_functions as df
import ckan.plugins.toolkit as tk
from ckan.authz import is_sysadmin
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey

from ckanext.socialprograms.importers.dates import read_date
from ckanext.socialprograms.importers.sdg import read_targets
from ckanext.socialprograms.language import told
from ckanext.socialprograms.ledger import keeping
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import rules, sdg

MAX_JSON = 2_000_000
_EARLIEST, _LATEST = 1900, 2100
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _refuse(msgid: str, **values: object) -> tk.Invalid:
    return tk.Invalid(told(Message(msgid, values)))


def socialprograms_date(value: Any) -> str:
    """Give a date as ISO text; reads 2019-09-05, 05/09/2019, 5/9/19 and 5 de septiembre de 2019."""
    said = str(value).strip()
    if not said:
        return ""
    found = value if isinstance(value, date) else read_date(said)
    if found is None or not _EARLIEST <= found.year <= _LATEST:
        raise _refuse(
            N_("“{found}” is not a date. Write the day, the month and the year, such as 05/09/2019."), found=said
        )
    return found.isoformat()[:10]


def socialprograms_year(value: Any) -> str:
    """Give a year between 1900 and 2100."""
    said = str(value).strip()
    if said and not (said.isdigit() and _EARLIEST <= int(said) <= _LATEST):
        raise _refuse(N_("“{found}” is not a year. Write its four digits, such as 2019."), found=said)
    return said


def socialprograms_number(value: Any) -> str:
    """Give a number without thousands separators or the sign of pesos, with its decimals."""
    said = str(value).strip()
    if not said:
        return ""
    try:
        number = Decimal(said.replace(",", "").replace("$", "").replace("\u00a0", "").replace(" ", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise _refuse(N_("“{found}” is not a number. Write figures only, such as 1,234.50."), found=said)
    return f"{number:f}"


def socialprograms_money(value: Any) -> str:
    """Give an amount in pesos as a number that is not below zero."""
    amount = socialprograms_number(value)
    if amount.startswith("-"):
        raise _refuse(N_("“{found}” is below zero. Write an amount in pesos, such as 1,234.50."), found=value)
    return amount


def socialprograms_percent(value: Any) -> str:
    """Give a percent from 0 to 100."""
    percent = socialprograms_number(str(value).replace("%", ""))
    if percent and not 0 <= Decimal(percent) <= 100:  # noqa: PLR2004 (a percent)
        raise _refuse(N_("“{found}” is not a percent. Write a number from 0 to 100."), found=value)
    return percent


def socialprograms_url(value: Any) -> str:
    """Give an address that begins with http:// or https://."""
    said = str(value).strip()
    if said and not re.match(r"https?://[^\s/]", said, re.IGNORECASE):
        raise _refuse(
            N_("“{found}” is not an address of a page. Copy it from the browser: it begins with https://."), found=said
        )
    return said


def socialprograms_email(value: Any) -> str:
    """Give an e-mail address."""
    said = str(value).strip()
    if said and not _EMAIL.fullmatch(said):
        raise _refuse(N_("“{found}” is not an e-mail address. Write one such as nombre@dependencia.gob.mx."), found=said)
    return said


def socialprograms_phone(value: Any) -> str:
    """Give a telephone number as it was written; only what no person could dial is refused."""
    said = str(value).strip()
    if not said:
        return ""
    try:
        phonenumbers.parse(said, "MX")
    except phonenumbers.NumberParseException as error:
        raise _refuse(N_("“{found}” is not a telephone number. Write its ten digits."), found=said) from error
    return said


def socialprograms_brief(value: Any) -> str:
    """Give a text of 280 characters at most."""
    said = str(value).strip()
    if len(said) > rules.BRIEF_LENGTH:
        raise _refuse(
            N_("The description has {found} characters; the form allows {limit}. Shorten it."),
            found=len(said),
            limit=rules.BRIEF_LENGTH,
        )
    return said


def socialprograms_list(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Read several texts from a list, a JSON list, or one a line; keep a list in rows and JSON in the record."""
    _store(key, data, _items(data.get(key)))


def socialprograms_sdg_targets(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Read targets of the 2030 Agenda, however they are written ("16.6 y 16.7", "5b"), into 16.6, 16.7, 5.b."""
    targets: list[str] = []
    for item in _items(data.get(key)):
        read = (item,) if item.isdigit() else read_targets(item)
        if not read or not all(map(sdg.exists, read)):
            sentence = N_("“{found}” is not a target of the 2030 Agenda. Write its number, such as 16.6 or 5.b.")
            errors[key].append(told(Message(sentence, {"found": item})))
            return
        targets += read
    _store(key, data, list(dict.fromkeys(targets)))


def socialprograms_owner_org(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Let the site itself save a record whose document names no agency; for everyone else CKAN's own rule holds."""
    if not data.get(key) and is_sysadmin(context.get("user", "")):
        data[key] = None
        raise df.StopOnError


def socialprograms_load_list(value: Any) -> list[str]:
    """Give a stored list as a list."""
    return _items(value)


def socialprograms_json(value: Any) -> str:
    """Give JSON as text, of two million characters at most."""
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        json.loads(said or "null")
    except ValueError as error:
        raise _refuse(N_("This is not JSON.")) from error
    if len(said) > MAX_JSON:
        raise _refuse(N_("This is too long: {found} characters of {limit}."), found=len(said), limit=MAX_JSON)
    return said


def socialprograms_reason(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Take the reason of a change out of the record: the ledger keeps it, not the record."""
    keeping.note_reason(context, str(data.pop(key, "")))
    raise df.StopOnError


def socialprograms_rules(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
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


def _record(data: FlattenDataDict) -> dict[str, Any]:
    """Give the dataset dict as it is being validated, with the fields that wait as extras at its top."""
    record = df.unflatten({key: value for key, value in data.items() if value is not df.missing})
    extras = {extra["key"]: extra.get("value") for extra in record.pop("extras", ()) if "key" in extra}
    return {**record, **extras}


def _items(value: Any) -> list[str]:
    if isinstance(value, str):
        value = _json_list(value) or value.splitlines()
    if isinstance(value, (list, tuple)):
        return [said for item in value for part in str(item).splitlines() if (said := part.strip())]
    return []


def _json_list(value: str) -> list[Any] | None:
    if not value.lstrip().startswith("["):
        return None
    try:
        read = json.loads(value)
    except ValueError:
        return None
    return read if isinstance(read, list) else None


def _store(key: FlattenKey, data: FlattenDataDict, items: list[str]) -> None:
    in_group_row = len(key) > 1 and key[0] != "resources"
    data[key] = items if in_group_row else json.dumps(items, ensure_ascii=False)


