"""How personal data look. The patterns are read alike by Python's ``re`` and by polars, which has no look-around."""

from __future__ import annotations

from collections.abc import Mapping

from ckanext.socialprograms.guard.kinds import BANK_ACCOUNT, CURP, EMAIL, PHONE, RFC, VOTER_KEY

_GAP = "[ ./_-]{0,3}"
_DAY = "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_STATES = "AS|BC|BS|CC|CS|CH|CL|CM|DF|DG|GT|GR|HG|JC|MC|MN|MS|NT|NL|OC|PL|QT|QR|SP|SL|SR|TC|TS|TL|VZ|YN|ZS|NE"
_TEN_DIGITS = "(?:[0-9][ .()/-]{0,3}){9}[0-9]"
_ABROAD = r"(?:(?:\+|00)?52[ .)-]{0,2})?(?:044|045|01|1)?[ .(-]{0,2}"

CURP_MAYBE = "curp_maybe"
"""A CURP with a day or state that there is not: only its check digit can tell."""

HINT = r"@|[A-Za-zÑñ]{2}[ ./_-]{0,3}[0-9]{6}|(?:[0-9][ .()/-]{0,3}){9}[0-9]"
"""What every value below has in it: one quick look that lets most values pass."""

SHORTEST = 10
"""Bytes of the shortest of them that has no ``@``."""

PATTERNS: Mapping[str, str] = {
    CURP: rf"(?i)[A-ZÑ]{{4}}{_GAP}{_DAY}{_GAP}[HMX]{_GAP}(?:{_STATES}){_GAP}[A-ZÑ]{{3}}(?:{_GAP}[0-9A-Z][0-9]?)?",
    VOTER_KEY: rf"(?i)\b[A-ZÑ]{{6}}{_GAP}{_DAY}{_GAP}(?:0[1-9]|[12][0-9]|3[0-2]|8[78]){_GAP}[HM]{_GAP}[0-9]{{3}}\b",
    RFC: rf"(?i)\b[A-ZÑ&]{{4}}{_GAP}{_DAY}{_GAP}[A-Z0-9]{{2}}[0-9A]\b",
    EMAIL: r"(?i)[A-Z0-9._%+-]{1,64} ?@ ?[A-Z0-9][A-Z0-9-]{0,62}(?:\.[A-Z0-9-]{1,63}){0,5}\.[A-Z]{2,20}",
    BANK_ACCOUNT: r"\b(?:[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{11}[ -]?[0-9]|[245][0-9]{3}(?:[ -]?[0-9]{4}){3})\b",
    CURP_MAYBE: r"(?i)\b[A-ZÑ]{4}[0-9]{6}[A-ZÑ]{6}[0-9A-Z][0-9]\b",
    PHONE: (
        rf"(?i)^(?:[^0-9@+(]{{0,20}}[^0-9A-Z@+(])?{_ABROAD}{_TEN_DIGITS}(?:[ .]*(?:[,;/(]| [xye]|ext).*)?$"
        rf"|\b(?:tel|cel|whats|m[oó]vil|wa\.me|llam|marca|recado)[^0-9@]{{0,25}}{_ABROAD}{_TEN_DIGITS}\b"
        rf"|^{_ABROAD}{_TEN_DIGITS}[ ,.-]+[^0-9@]{{2,60}}$"
    ),
}
"""A value of each kind: the surest first, since a value that is one is not looked at for the next."""

COUNTED = {**PATTERNS, EMAIL: r"(?i)[A-Z0-9._%+-] ?@ ?[A-Z0-9][A-Z0-9.-]*\.[A-Z]{2}"}
"""The same for counting values, where it is enough to know that they have one."""

SHORT_RFC = rf"(?i)^[A-ZÑ][AEIOUX][A-ZÑ]{{2}}{_GAP}{_DAY}$"
"""A person's RFC without its last three characters."""
