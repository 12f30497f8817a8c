"""Whether what stands in a column is what its name promises: dates, numbers, names of people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timezone
from statistics import median

_DATE = re.compile(
    r"(?:(?P<y1>(?:19|20)\d\d)[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ](?:\d{1,2}|[a-záéíóú]{3,10})\.?[-/. ]"
    r"(?P<y2>(?:19|20)?\d\d)|\d{1,2} de [a-z]+ (?:de|del) (?P<y3>(?:19|20)\d\d)|(?P<y4>(?:19|20)\d\d)\d{4})"
    r"(?:[ T]\d{1,2}:\d\d.*)?",
    re.IGNORECASE,
)
_EXPORTED = re.compile(
    r"^-?\d{6}$|^-?\d{8}$|^-?\d{11,13}$|\b(?:ene|jan|feb|mar|abr|apr|may|jun|jul|ago|aug|sep|oct|nov|dic|dec)[a-z]*\b",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"[1-5]\d{4}(?:\.0)?")
_SERIAL_YEAR, _FIRST_SERIAL_YEAR = 365.25, 1900
_DAY = re.compile(r"\d{1,2}")
_NAME = re.compile(r"[^\W\d_]{2,}(?:[ .'-]+[^\W\d_]+)*\.?")
_IDENTIFIER = re.compile(r"[A-ZÑ&]{3,6}[ .-]?\d{4,}|\d{9,}|\*{3,}", re.IGNORECASE)
_NUMBER = re.compile(r"\$?-?[\d,.]+ ?%?")
_COORDINATE = re.compile(r"-?\d{1,3}[.,]\d{3,}|.*\d+ ?°.*|.*\d{1,3}[.,]\d{3,}.*", re.DOTALL)
_STREET = re.compile(
    r"\b(?:calle|av|avenida|ave|blvd|boulevard|bulevar|calz|calzada|privada|priv|prol|prolongacion|prolongación|andador|"
    r"cerrada|cda|callejon|callejón|circuito|carretera|carr|camino|periferico|periférico|retorno|c\.)[ .]",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"(?:#|\bno\.?|\bnum\.?|\bnúm\.?|[^\W\d_])[ ,]*\d{1,5}\b|\bs/?n\b|\bcol\b|\bcolonia\b|\bmz|\blt", re.IGNORECASE
)
_ACCOUNT = re.compile(r"[\W_A-Za-z]*(?:\d{9,20}|(?:\d{3,5}[ -]){2,4}\d{2,11}[ -]?\d?|\*{3,}[ \d*]+)\D*")
_MOST_OF_A_COUNT = 9
_FIRST_BIRTH, _GENERATION, _CHILD = 1900, 25, 12
_LONG_NUMBER = re.compile(r"(?:\d[ .()/+-]{0,3}){6}\d")


def share(values: Sequence[str], test: Callable[[str], object]) -> float:
    """Give which part of some values passes a test."""
    return sum(bool(test(value)) for value in values) / len(values) if values else 0


def year_of(value: str) -> int | None:
    """Give the year of a date as people, databases and spreadsheets write it; None where it is no date."""
    if found := _DATE.fullmatch(value.strip()):
        year = int(next(filter(None, found.groupdict().values())))
        return year if year > 99 else year + (2000 if year < 30 else 1900)  # noqa: PLR2004
    if _SERIAL.fullmatch(value.strip()):
        return int(_FIRST_SERIAL_YEAR + float(value) / _SERIAL_YEAR)
    return None


def are_of_births(years: Sequence[int]) -> bool:
    """Tell years of birth from those of programs: they lie a generation apart, and most were long ago."""
    this_year = datetime.now(timezone.utc).year
    if not years or min(years) < _FIRST_BIRTH or max(years) > this_year:
        return False
    return max(years) - min(years) >= _GENERATION and median(years) <= this_year - _CHILD


def is_date(value: str) -> bool:
    """Tell a date as people, databases and spreadsheets write it, or the day or month of one."""
    return year_of(value) is not None or bool(_DAY.fullmatch(value) or _EXPORTED.search(value))


def is_part_of_a_date(value: str) -> bool:
    """Tell what may be the day or month of a date, or the number that a spreadsheet has in its place, or a count."""
    return bool(_DAY.fullmatch(value) or _SERIAL.fullmatch(value))


def is_name(value: str) -> bool:
    """Tell what may be the name of a person: two words or more, and nothing but words."""
    return bool(_NAME.fullmatch(value)) and " " in value


def is_address(value: str) -> bool:
    """Tell a street with the number of a house."""
    return bool(_STREET.search(value) and _HOUSE.search(value))


def has_digits(value: str) -> bool:
    """Tell a number as long as a telephone's or an account's, whatever words stand beside it."""
    return bool(_LONG_NUMBER.search(value))


def is_number(value: str) -> bool:
    """Tell what is but a number."""
    return bool(_NUMBER.fullmatch(value))


def is_account(value: str) -> bool:
    """Tell a number as banks write those of accounts and cards; the codes of accountants have short groups."""
    return bool(_ACCOUNT.fullmatch(value))


def is_count(value: str) -> bool:
    """Tell a number that is more than the code of an answer."""
    if not _NUMBER.fullmatch(value):
        return False
    digits = re.sub(r"\D", "", value.partition(".")[0])
    return bool(digits) and int(digits) > _MOST_OF_A_COUNT


def _mostly(test: Callable[[str], object], least: float) -> Callable[[Sequence[str]], bool]:
    return lambda values: share(values, test) >= least


FITTING: Mapping[str, Callable[[Sequence[str]], bool]] = {
    "identifiers": _mostly(_IDENTIFIER.search, 0.1),
    "digits": _mostly(has_digits, 0.4),
    "accounts": _mostly(is_account, 0.4),
    "dates": _mostly(is_date, 0.4),
    "names": _mostly(is_name, 0.5),
    "coordinates": _mostly(_COORDINATE.fullmatch, 0.4),
    "texts": bool,
    "traits": lambda values: bool(values) and share(values, is_count) < 0.3,  # noqa: PLR2004
    "any": bool,
}
"""Whether enough of a column's values are what the dictionary says that they have to be."""
