"""Template helpers: how dates, money, names and sentences are written for a reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

import ckan.plugins.toolkit as tk
from ckan.lib.helpers import get_display_timezone

from ckanext.socialprograms import search
from ckanext.socialprograms.language import language, told
from ckanext.socialprograms.loading import failures
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages import (
    fields,
    plan,
)
from ckanext.socialprograms.records import sdg, territory, values
from ckanext.socialprograms.records.moments import today
from ckanext.socialprograms.records.replanning import DELETED

_REGIONS = {"es": "es_MX"}
_MINUTE = 60
_FEWER = N_("{field}: {before} before, {after} now")
_EMPTIED = N_("{field}: a text of {before} letters before, nothing now")
_PLAIN_FIELDS = {
    "notes": N_("Description"),
    "resources": N_("Files"),
    "tags": N_("Tags"),
    "extras": N_("Other fields"),
    "url": N_("Address"),
    "license_id": N_("License"),
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def socialprograms_today() -> date:
    """Give the day where the portal is, by CKAN's time zone."""
    return today()


def socialprograms_say(message: Message | str) -> str:
    """Give a sentence in the language of the interface."""
    return told(message) if isinstance(message, Message) else tk._(message)


def socialprograms_cause(cause: Message) -> str:
    """Tell the cause of a signal, its dates written as people do."""
    return told(Message(cause.text, {key: _written(value) for key, value in cause.values.items()}))


def socialprograms_date(value: date | str | None, form: str = "long") -> str:
    """Write a date as people do (5 de septiembre de 2019), or in another form of babel's (medium, MMM).

    What is no date is given as it is.
    """
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value[:10])
        except ValueError:
            return value
    return format_date(value, form, locale=_locale()) if value else ""


def socialprograms_moment(value: datetime | str | None, form: str = "long") -> str:
    """Write a moment as people do where the portal is: 5 de septiembre de 2019, 18:30; ``form`` is babel's."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if value else None
    if value is None:
        return ""
    local = value.astimezone(get_display_timezone())
    return f"{format_date(local, form, locale=_locale())}, {format_time(local, 'HH:mm', locale=_locale())}"


def socialprograms_duration(seconds: int | None) -> str:
    """Write how long something took: 12 s, 3 min, 1 h 5 min."""
    if seconds is None:
        return ""
    minutes = round(seconds / 60)
    if seconds < _MINUTE:
        return f"{seconds} s"
    return f"{minutes} min" if minutes < _MINUTE else f"{minutes // 60} h {minutes % 60} min"


def socialprograms_lost(type_: str, lost: Any) -> str:
    """Say what a field of a record lost when it came again."""
    one = lost if isinstance(lost, dict) else asdict(lost)
    sentence = _FEWER if one["in_rows"] else _EMPTIED
    label = (
        Message(_PLAIN_FIELDS[one["field"]]) if one["field"] in _PLAIN_FIELDS else failures.label(type_, one["field"])
    )
    return told(Message(sentence, {**one, "field": label}))


def socialprograms_money(value: Decimal | str | None) -> str:
    """Write an amount in pesos: $1,234,567.89; what is no number is given as it is."""
    amount = _decimal(value)
    return str(value or "") if amount is None else f"{'-' if amount < 0 else ''}${abs(amount):,.2f}"


def socialprograms_number(value: Decimal | int | str | None) -> str:
    """Write a number with its thousands apart and its decimals as they are; what is no number is given as it is."""
    number = _decimal(value)
    return str(value or "") if number is None else format_decimal(number, "#,##0.######", locale=_locale())


def socialprograms_choice(type_: str, field: str, code: str, group: str = "") -> str:
    """Give the name of a coded value in the language of the interface, the code itself if it has none."""
    return tk._(fields.choices(fields.find(search.schemas()[type_], field, group)).get(code, code)) if code else ""


def socialprograms_choices(pkg: dict[str, Any], field: str) -> list[str]:
    """Give the names of the coded values of a record's field."""
    return [socialprograms_choice(pkg["type"], field, code) for code in values.texts(pkg, field)]


def socialprograms_texts(pkg: dict[str, Any], field: str) -> list[str]:
    """Give the texts of a field that may have several."""
    return list(values.texts(pkg, field))


def socialprograms_changed(field: str) -> str:
    """Give the name of what an entry of the ledger changed."""
    return tk._(plan.CHANGED.get(field, field))


def socialprograms_changed_value(field: str, value: str) -> str:
    """Write an old or new value of the ledger: dates as dates, states by name, nothing as to be defined."""
    if value == DELETED:
        return tk._("taken out")
    if field == "status":
        return socialprograms_choice("commitment", "status", value, "activities") or tk._("no report")
    if field == "percent":
        return f"{value} %"
    return socialprograms_date(value) or tk._("to be defined") if field.endswith("_date") else value


def socialprograms_sdg(targets: Iterable[str]) -> list[tuple[str, str]]:
    """Give targets (or goals) of the 2030 Agenda with their titles."""
    return [(target, sdg.title(target, tk.h.lang())) for target in targets]


def socialprograms_places(codes: Iterable[str]) -> list[str]:
    """Give the names of municipalities by their INEGI codes; what is no code is given as it is."""
    return [found.name if (found := territory.municipality(code)) else code for code in codes]


def _written(value: object) -> object:
    return socialprograms_date(value) if isinstance(value, str) and _DAY.fullmatch(value) else value


def _locale() -> Locale:
    code = language()
    try:
        return Locale.parse(_REGIONS.get(code, code))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _decimal(value: Decimal | int | str | None) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
