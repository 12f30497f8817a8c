"""Reads the dates of Mexican forms: words, day first, two-digit years, times beside them."""

from __future__ import annotations

import re
from datetime import date

from ckanext.socialprograms.records.values import folded

_MONTHS = {
    "enero": 1,
    "febrero": 2,
    "marzo": 3,
    "abril": 4,
    "mayo": 5,
    "junio": 6,
    "julio": 7,
    "agosto": 8,
    "septiembre": 9,
    "setiembre": 9,
    "octubre": 10,
    "noviembre": 11,
    "diciembre": 12,
}
_IN_WORDS = re.compile(rf"\b(\d{{1,2}})(?:o|ro)? (?:de )?({'|'.join(_MONTHS)}) (?:del? )?(?:ano )?(\d{{4}})\b")
_SHORT = {name[:3]: number for name, number in _MONTHS.items()}
_IN_SHORT_WORDS = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_SHORT)})t? (\d{{4}}|\d{{2}})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_TO_BE_DEFINED = {"por definir", "por definirse", "pendiente", "por confirmar", "sin definir"}
_CENTURY = 100


def read_date(said: str) -> date | None:
    """Give the first date of a text, None if it holds none that exists.

    Reads ``22 de Agosto del año 2019``, ``Viernes 05 de junio 2020``, ``7/11/19``, ``29/03/19 11:00 PM``, ISO dates and
    ``05-sep-24`` as spreadsheets write it. The time of day is left out, and two-digit years are of this century.
    """
    if in_words := _IN_WORDS.search(folded(said)):
        day, month, year = in_words.groups()
        return _existing(int(year), _MONTHS[month], int(day))
    if short := _IN_SHORT_WORDS.search(folded(said)):
        day, month, year = short.groups()
        return _existing(_whole(int(year)), _SHORT[month], int(day))
    if iso := _ISO.search(said):
        return _existing(*(int(part) for part in iso.groups()))
    if day_first := _DAY_FIRST.search(said):
        day, month, year = (int(part) for part in day_first.groups())
        return _existing(_whole(year), month, day)
    return None


def is_to_be_defined(said: str) -> bool:
    """Say whether a text says that something is still to be defined."""
    return folded(said) in _TO_BE_DEFINED


def _whole(year: int) -> int:
    return year + 2000 if year < _CENTURY else year


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
