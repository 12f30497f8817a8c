"""Whether the telephones and e-mail addresses of a column are people's own, or those of offices, which are public."""

from __future__ import annotations

import re
from collections.abc import Sequence

import phonenumbers

from ckanext.socialprograms.guard.rules import Rules
from ckanext.socialprograms.guard.subject import Subject, is_home, is_office

_FEW_REPEAT = 10
_REPEATED = 0.2
_OWN_EACH = 0.9
_LIST = 20
_INSTITUTIONAL = 0.95
_VALID = 0.95
_FEWEST = 8
_ROUND = 0.2
_SCATTERED = 0.3
_PLAIN = re.compile(r"\d{10}")
_OTHERS = re.compile(r"[/;,]| y |ext", re.IGNORECASE)
_UP_TO_DIGITS = re.compile(r"^[^\d+(]+")
_BEFORE = re.compile(r"^(?:00)?(?:52)?(?:044|045|01|1)?(?=\d{10})")
_LENGTH = 10
_DECIMALS = re.compile(r"[\d,]+\.\d{1,2}")


def are_personal(values: Sequence[str], name: str, subject: Subject) -> bool:
    """Tell people's own from an office's: by the column's name, whose rows there are, and how often one repeats.

    The same few in all rows are those of the office that gives the support. A list of offices and works has theirs. A
    column that says that it has an office's is not believed where each of many people has another.
    """
    if is_home(name):
        return True
    if subject is Subject.THING:
        return False
    distinct = len(set(values))
    if len(values) >= _FEW_REPEAT and distinct <= _REPEATED * len(values):
        return False
    return not is_office(name) or (
        subject is Subject.PERSON and len(values) >= _LIST and distinct >= _OWN_EACH * len(values)
    )


def are_institutional(addresses: Sequence[str], rules: Rules) -> bool:
    """Tell whether nearly all e-mail addresses are those of institutions."""
    at_work = sum(rules.is_institutional(address.rstrip(" .,;")) for address in addresses)
    return at_work >= _INSTITUTIONAL * len(addresses)


def are_telephones(values: Sequence[str]) -> bool:
    """Tell telephone numbers from other numbers of ten digits, such as amounts and keys.

    Written with the signs of telephones they are; bare digits only if all are numbers that can be dialled, are neither
    one after the other nor round, and are not few.
    """
    if not values or sum(map(_is_valid, values)) < _VALID * len(values):
        return False
    plain = [value for value in values if _PLAIN.fullmatch(value)]
    if len(plain) < len(values) / 2:
        return not all(_DECIMALS.fullmatch(value) for value in values)
    distinct = set(plain)
    stems = {value[:7] for value in distinct}
    is_round = sum(value.endswith("00") for value in distinct) > _ROUND * len(distinct)
    return len(distinct) >= _FEWEST and not is_round and len(stems) >= _SCATTERED * len(distinct)


def _is_valid(value: str) -> bool:
    """Tell a number that can be dialled; what was dialled before it, in times gone by, is left out."""
    first = _OTHERS.split(_UP_TO_DIGITS.sub("", value))[0]
    digits = re.sub(r"\D", "", first)
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(_BEFORE.sub("", digits)[:_LENGTH], "MX"))
    except phonenumbers.NumberParseException:
        return False
