"""Reads what people write into single fields: lenient where a person would understand, one clear sentence else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import phonenumbers

from ckanext.socialprograms.importers.dates import is_to_be_defined, read_date
from ckanext.socialprograms.importers.sdg import read_targets
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records import sdg
from ckanext.socialprograms.records.rules import BRIEF_LENGTH
from ckanext.socialprograms.records.values import folded

LONGEST_JSON = 2_000_000
_YEARS = range(1900, 2101)
_WHOLE = 100
_FEWEST_DIGITS = 3
_DIALLED = re.compile(r"[\d\s()+.\-]+")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_BETWEEN_EMAILS = re.compile(r"[\s,;/]+(?:[yeo]\s+)?")
_BETWEEN_KEYS = re.compile(r"\s*[,;]\s*|\s+[ye]\s+")
_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_PESOS = re.compile(r"[$\s\u00a0]|pesos|m\.? ?n\.?|mxn", re.IGNORECASE)
_SIGNS = re.compile(r"[.,]")
_APOSTROPHES = str.maketrans("'’", ",,")  # some write 1'234,567
_THOUSANDS = re.compile(r"-?\d{1,3}([.,])\d{3}(?:\1\d{3})*")


class Unreadable(ValueError):  # noqa: N818 (it is the text's state, not the program's error)
    """Raised where no person could say what is meant; ``message`` is for the person who wrote it."""

    def __init__(self, msgid: str, **values: object) -> None:
        super().__init__(msgid)
        self.message = Message(msgid, values)


def iso_date(value: Any) -> str:
    """Give a date as ISO text; reads 2019-09-05, 05/09/2019, 5/9/19, 5 de septiembre de 2019; none is "por definir"."""
    if isinstance(value, datetime):
        value = value.date()
    said = _text(value)
    if not said or is_to_be_defined(said):
        return ""
    found = value if isinstance(value, date) else read_date(said)
    if found is None or found.year not in _YEARS:
        raise Unreadable(
            N_("“{found}” is not a date. Write the day, the month and the year, such as 05/09/2019."), found=said
        )
    return found.isoformat()


def year(value: Any) -> str:
    """Give a year between 1900 and 2100."""
    said = _text(value).removesuffix(".0")
    if said and not (said.isascii() and said.isdigit() and int(said) in _YEARS):
        raise Unreadable(N_("“{found}” is not a year. Write its four digits, such as 2019."), found=said)
    return said


def bare(value: Any) -> str:
    """Give what is written of a number without words or signs for pesos."""
    # A quote is what people have a spreadsheet keep a number as text by.
    return _PESOS.sub("", _text(value).lstrip("'’")).translate(_APOSTROPHES)


def number(value: Any) -> str:
    """Give a number without thousands separators or words for pesos, with its decimals."""
    said = _text(value).lstrip("'’")
    if not said:
        return ""
    try:
        found = Decimal(_with_point(bare(said)))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise Unreadable(N_("“{found}” is not a number. Write figures only, such as 1,234.50."), found=said)
    return f"{found:f}"


def _with_point(said: str) -> str:
    """Give a number with a point before its decimals; a comma or a point between groups of three is left out.

    “1,234” is a thousand and more, “1.234” one and a bit, as people write in Mexico.
    """
    whole, sign, rest = said, "", ""
    signs = _SIGNS.findall(said)
    if len(set(signs)) > 1 or signs == ["."] or (len(signs) == 1 and not _THOUSANDS.fullmatch(said)):
        at = max(said.rfind("."), said.rfind(","))
        whole, sign, rest = said[:at], ".", said[at + 1 :]
    if _THOUSANDS.fullmatch(whole):
        whole = _SIGNS.sub("", whole)
    return f"{whole}{sign}{rest}"


def count(value: Any) -> str:
    """Give a number of people or things, which has no halves: a point before three digits parts thousands."""
    said = bare(value)
    found = number(_SIGNS.sub("", said) if _THOUSANDS.fullmatch(said) else value)
    if found and Decimal(found) % 1:
        raise Unreadable(
            N_("“{found}” is not a whole number. Write how many there are, such as 12,500."), found=_text(value)
        )
    return f"{Decimal(found).to_integral_value():f}" if found else ""


def money(value: Any) -> str:
    """Give an amount in pesos as a number that is not below zero."""
    amount = number(value)
    if amount.startswith("-"):
        raise Unreadable(N_("“{found}” is below zero. Write an amount in pesos, such as 1,234.50."), found=value)
    return amount


def percent(value: Any) -> str:
    """Give a percent from 0 to 100."""
    found = number(_text(value).removesuffix("%"))
    if found and not 0 <= Decimal(found) <= _WHOLE:
        raise Unreadable(N_("“{found}” is not a percent. Write a number from 0 to 100."), found=value)
    return found


def address(value: Any) -> str:
    """Give the address of a page: one that begins with http:// or https://, or gets https:// put before it."""
    said = _text(value)
    if _BARE_ADDRESS.fullmatch(said):
        return f"https://{said}"
    if said and not _ADDRESS.match(said):
        raise Unreadable(
            N_("“{found}” is not an address of a page. Copy it from the browser: it begins with https://."), found=said
        )
    return said


def email(value: Any) -> str:
    """Give an e-mail address, or several, as they were written."""
    said = _text(value)
    if said and not all(_EMAIL.fullmatch(one) for one in _BETWEEN_EMAILS.split(said) if one):
        raise Unreadable(
            N_("“{found}” is not an e-mail address. Write one such as nombre@dependencia.gob.mx."), found=said
        )
    return said


def phone(value: Any) -> str:
    """Give a telephone number as it was written; only what nobody could dial is refused."""
    said = _text(value)
    has_few = sum(sign.isdigit() for sign in said) < _FEWEST_DIGITS
    if said and has_few and (_DIALLED.fullmatch(said) or not _is_number(said)):
        raise Unreadable(N_("“{found}” is not a telephone number. Write its ten digits."), found=said)
    return said


def _is_number(said: str) -> bool:
    try:
        phonenumbers.parse(said, "MX")
    except phonenumbers.NumberParseException:
        return False
    return True


def support(value: Any) -> str:
    """Give what a person gets, in money or in kind, as it was written; an amount is not below zero."""
    said = _text(value)
    try:
        number(said)
    except Unreadable:  # in kind, or in words
        return said
    money(said)
    return said


def brief(value: Any) -> str:
    """Give a text of 280 characters at most."""
    said = _text(value)
    if len(said) > BRIEF_LENGTH:
        raise Unreadable(
            N_("The description has {found} characters; the form allows {limit}. Shorten it."),
            found=len(said),
            limit=BRIEF_LENGTH,
        )
    return said


def texts(value: Any) -> list[str]:
    """Give several texts: a list, a JSON list, or one a line."""
    if isinstance(value, str):
        listed = _json_list(value)
        value = value.splitlines() if listed is None else listed
    if not isinstance(value, (list, tuple)):
        return []
    return [said for item in value for part in _text(item).splitlines() if (said := part.strip())]


def keys(value: Any) -> list[str]:
    """Give several short keys: as ``texts``, and separated by commas or "y" too."""
    return [key for text in texts(value) for part in _BETWEEN_KEYS.split(text) if (key := part.strip())]


def targets(value: Any) -> list[str]:
    """Give targets of the 2030 Agenda, however they are written ("16.6 y 16.7", "5b"): 16.6, 16.7, 5.b."""
    found: list[str] = []
    for item in texts(value):
        read = (item,) if item.isdigit() else read_targets(item)
        if not read or not all(map(sdg.exists, read)):
            raise Unreadable(
                N_("“{found}” is not a target of the 2030 Agenda. Write its number, such as 16.6 or 5.b."), found=item
            )
        found += read
    return list(dict.fromkeys(found))


def choice(value: Any, choices: Sequence[Mapping[str, Any]]) -> str:
    """Give the code of a choice: the code itself, or one of the labels by which people and forms know it."""
    said = _text(value)
    for one in choices:
        if said == str(one["value"]):
            return said
    for one in choices:
        names = (one["value"], one.get("label", ""), *one.get("form_labels", ()))
        if folded(said) in {folded(str(name)) for name in names}:
            return str(one["value"])
    if not said:
        return ""
    known = Message.listed(Message(str(one.get("label") or one["value"])) for one in choices)
    raise Unreadable(N_("“{found}” is not one of the options. Choose one of these: {known}."), found=said, known=known)


def chosen(value: Any, choices: Sequence[Mapping[str, Any]]) -> list[str]:
    """Give the codes of several choices, in the order of the choices."""
    codes = {choice(one, choices) for one in texts(value)}
    return [code for one in choices if (code := str(one["value"])) in codes]


def json_text(value: Any) -> str:
    """Give JSON as text, of two million characters at most."""
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        json.loads(said or "null")
    except ValueError as error:
        raise Unreadable(N_("This is not JSON.")) from error
    if len(said) > LONGEST_JSON:
        raise Unreadable(N_("This is too long: {found} characters of {limit}."), found=len(said), limit=LONGEST_JSON)
    return said


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _json_list(value: str) -> list[Any] | None:
    if not value.lstrip().startswith("["):
        return None
    try:
        read = json.loads(value)
    except ValueError:
        return None
    return read if isinstance(read, list) else None
