"""Lists of people in running text: line for line a name and how or where to find the person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import polars as pl

from ckanext.socialprograms.guard.names import dictionary, words_of
from ckanext.socialprograms.guard.patterns import PATTERNS
from ckanext.socialprograms.guard.rules import Rules
from ckanext.socialprograms.guard.values import is_address

LIST = 5
"""From so many people on it is a list."""
PHONE = re.compile(
    r"(?<![\d.,/-])(?:\+?52[ -]?)?\(?\d{2,3}\)?[ .-]?\d{3,4}[ .-]?\d{2}[ .-]?\d{2}(?![\d.,/-]\d)",
)
OFFICES = re.compile(
    r"\b(?:oficina|direcci[oó]n|delegaci[oó]n|secretar[ií]a|ayuntamiento|dif|unidad|m[oó]dulo|coordinaci[oó]n|jefatura|"
    r"departamento|instituto|conmutador|ext(?:ensi[oó]n)?)\b",
    re.IGNORECASE,
)
_POSTS = re.compile(
    r"\b(?:(?:sub)?director(?:a)?|coordinador(?:a)?|titular|secretari[oa]|jef[ea]|president[ea]|regidor(?:a)?|delegad[oa]|"
    r"encargad[oa]|enlace|lic|ing|arq|mtr[oa]|dra?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[\W\d_]{0,12}((?:[A-ZÁÉÍÓÚÑÜ][\w'.áéíóúñü]+[ \t]+){2,})")
_FIRST_WORDS = 4
_MOST_LINES = 20_000
_WITH_SIGNS = r"\d{2}|@"
EMAIL = re.compile(PATTERNS["email"])


def people(text: str, rules: Rules) -> frozenset[str]:
    """Give the telephones, e-mails and street addresses beside which, in a line, the name of a person stands.

    Lines that speak of offices and posts are a directory of public servants, and no list of people.
    """
    lines = pl.Series(text.split("\n"), dtype=pl.String)
    told = lines.filter(lines.str.contains(_WITH_SIGNS)).head(_MOST_LINES)
    return frozenset(contact for line in told if _is_persons(line) and (contact := _contact(line, rules)))


def _is_persons(line: str) -> bool:
    begun = _NAME.match(line)
    if not begun or OFFICES.search(line) or _POSTS.search(line):
        return False
    words, known = words_of(begun[1])[:_FIRST_WORDS], dictionary()
    return not known.given_names.isdisjoint(words) or known.surnames.issuperset(words[:2])


def _contact(line: str, rules: Rules) -> str:
    looks: Iterable[Callable[[str], re.Match[str] | None]] = (PHONE.search, EMAIL.search)
    for look in looks:
        found = look(line)
        if found and not rules.is_institutional(found[0]):
            return found[0]
    return line if is_address(line) else ""
