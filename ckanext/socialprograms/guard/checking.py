"""Whether a number that looks like an identifier is one, by its check digit."""

from __future__ import annotations

import re

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.mx import curp, rfc

from ckanext.socialprograms.guard.names import dictionary

_SEPARATORS = re.compile(r"[^0-9A-ZÑ&]")
_CLABE_LENGTH = 18
_WEIGHTS = (3, 7, 1) * 6


def compact(value: str) -> str:
    """Give an identifier in capitals without what people write between its parts."""
    return _SEPARATORS.sub("", value.upper())


def is_curp(value: str) -> bool:
    """Tell whether the check digit of a CURP is right; a person may be of neither sex in it."""
    try:
        return curp.calc_check_digit(compact(value)) == compact(value)[-1:]
    except (ValidationError, ValueError, IndexError):
        return False


def is_rfc(value: str) -> bool:
    """Tell whether the check digit of an RFC is right; that of one or two in a hundred never is."""
    try:
        return bool(rfc.validate(compact(value), validate_check_digits=True))
    except ValidationError:
        return False


def is_bank_account(value: str) -> bool:
    """Tell whether a number is the CLABE of an account in a bank, or that of a card."""
    digits = compact(value)
    if len(digits) != _CLABE_LENGTH:
        return luhn.is_valid(digits)
    total = sum(int(digit) * weight % 10 for digit, weight in zip(digits[:-1], _WEIGHTS, strict=False))
    return digits[:3] in dictionary().banks and -total % 10 == int(digits[-1])
