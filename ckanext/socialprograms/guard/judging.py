"""Which kinds of personal data a column holds, judged by its values, its name, and whose rows its table has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ckanext.socialprograms.guard import checking, contacts, kinds
from ckanext.socialprograms.guard.column import Column
from ckanext.socialprograms.guard.names import dictionary, kinds_of, roles_of, words_of
from ckanext.socialprograms.guard.patterns import CURP_MAYBE, PATTERNS, SHORT_RFC
from ckanext.socialprograms.guard.report import By
from ckanext.socialprograms.guard.rules import Rules
from ckanext.socialprograms.guard.subject import Subject, is_home, is_office
from ckanext.socialprograms.guard.values import FITTING, are_of_births, is_address, is_part_of_a_date, share, year_of

_HALF = 0.5
_PHONES = 300
_DATED = 0.6
_ADDRESSES = 0.3
_TOLD = 0.02
"""Which part of what is said of people, such as notes, has to speak of addresses or health."""
_FEWEST = 5
_SOME = 0.1
_WHOLE_CELLS = 0.3
_CALLED = re.compile(r"tel|cel|whats|m[oó]vil|wa\.me|llam|marca|recado", re.IGNORECASE)
_WORDED = re.compile(r"^[+(]?\d.*[^\W\d_]{2}")
"""A number with words after it: a telephone and whose it is, or the key of a thing and what it is called."""
_PERSON_RFC = re.compile(r"[^\W\d_]{4}[ .-]?\d{4}")
_OF_PEOPLE = frozenset(
    [
        kinds.HEALTH,
        kinds.ETHNICITY,
        kinds.KINSHIP,
        kinds.MARITAL_STATUS,
        kinds.BIOMETRIC,
        kinds.RELIGION,
        kinds.SEXUALITY,
        kinds.POLITICS,
        kinds.SOCIAL_PROFILE,
    ]
)
_IN_PARTS = frozenset(["fecha", "fec", "fh", "f", "fnac", "fecnac", "dia", "mes", "birthdate", "dob"])
"""Words of a column's name that say that its numbers are days, months, or days as a spreadsheet counts them."""
_DATES_OF_PROGRAMS = frozenset(["other_date", "amount"])


@dataclass(frozen=True)
class Evidence:
    """That a column holds a kind of personal data: in how many rows, and some of the values."""

    kind: str
    count: int
    values: Sequence[str]
    by: By


@dataclass(frozen=True)
class Case:
    """A column, all that it is called, and what its rows stand for."""

    column: Column
    name: str
    subject: Subject
    rules: Rules

    def matches(self, kind: str) -> list[str]:
        """Give what in the column's values looks like a kind."""
        return [found.strip() for found in self.column.matches.get(kind, ())]

    def sampled(self, kind: str) -> list[str]:
        """Give what looks like a kind, in a fair sample of the values as often as it comes; else wherever it does."""
        if not self.column.hits[kind]:
            return []
        pattern = re.compile(PATTERNS[kind])
        return [match[0].strip() for match in map(pattern.search, self.column.told) if match] or self.matches(kind)

    def is_called(self, *roles: str) -> bool:
        """Tell whether the column's name plays one of these roles."""
        return not roles_of(self.name).isdisjoint(roles)


def judge(case: Case) -> Iterator[Evidence]:
    """Give the kinds of personal data in a column: those that its values show, and then those that its name says."""
    seen = set(case.rules.lawful)
    for kind, test in _BY_CONTENT.items():
        if kind not in seen and (found := test(case)):
            seen.add(kind)
            yield Evidence(kind, *found, by="content")
    for kind in sorted(kinds_of(case.name) - seen):
        told = case.column.told
        if told and FITTING[dictionary().kinds[kind].values](told) and _is_meant(kind, case, told):
            yield Evidence(kind, case.column.about(told), told, by="name")


Shown = tuple[int, Sequence[str]] | None


def _curp(case: Case) -> Shown:
    if case.column.hits[kinds.CURP]:
        return case.column.hits[kinds.CURP], case.matches(kinds.CURP)
    return _checked(case, CURP_MAYBE, checking.is_curp)


def _voter_key(case: Case) -> Shown:
    count = case.column.hits[kinds.VOTER_KEY]
    return (count, case.matches(kinds.VOTER_KEY)) if count else None


def _rfc(case: Case) -> Shown:
    """Tell people's RFC by their check digits, which keys of programs made of letters and a date have not."""
    if found := _checked(case, kinds.RFC, checking.is_rfc):
        return found
    told = case.column.told
    short = [value for value in told if re.match(SHORT_RFC, value)]
    years = {re.sub(r"\D", "", value)[:2] for value in short}
    if len(short) > _HALF * len(told) and len(years) >= max(2, min(_FEWEST, len(short))):
        return case.column.about(short), short
    return None


def _bank_account(case: Case) -> Shown:
    return _checked(case, kinds.BANK_ACCOUNT, checking.is_bank_account)


def _checked(case: Case, kind: str, test: Callable[[str], bool]) -> Shown:
    """Count the values of a kind if half of them have the right check digit: by chance one in ten has."""
    found = case.matches(kind)
    right = [value for value in found if test(value)]
    if found and len(right) >= _HALF * len(found):
        return case.column.hits[kind], right
    return None


def _email(case: Case) -> Shown:
    values = case.sampled(kinds.EMAIL)
    if not values or contacts.are_institutional(values, case.rules):
        return None
    if not contacts.are_personal(values, case.name, case.subject):
        return None
    return case.column.hits[kinds.EMAIL], values


def _phone(case: Case) -> Shown:
    """Tell telephones that fill their cells, and those that a text says to be one."""
    values = case.sampled(kinds.PHONE)[:_PHONES]
    if case.subject is not Subject.PERSON and kinds.PHONE not in kinds_of(case.name):
        values = [value for value in values if not _WORDED.match(value) or _CALLED.search(value)]
    if len(values) < _WHOLE_CELLS * min(_PHONES, len(case.column.told)):
        values = [value for value in values if _CALLED.search(value)]
    if not values or case.is_called("amount") or not contacts.are_telephones(values):
        return None
    if not contacts.are_personal(values, case.name, case.subject):
        return None
    return case.column.hits[kinds.PHONE], values


def _birth_date(case: Case) -> Shown:
    """Tell days of birth from days of programs."""
    if case.subject is not Subject.PERSON or case.is_called(*_DATES_OF_PROGRAMS):
        return None
    told = [value for value in case.column.told if not is_part_of_a_date(value)]
    dated = {value: year for value in told if (year := year_of(value))}
    years = list(dated.values())
    if len(years) < _FEWEST or share(case.column.told, dated.get) < _DATED or not are_of_births(years):
        return None
    return case.column.about(value for value in case.column.told if value in dated), list(dated)


def _address(case: Case) -> Shown:
    if case.subject is Subject.THING or is_office(case.name):
        return None
    told = case.column.told
    found = [value for value in told if is_address(value)]
    least = max(2, _TOLD * len(told)) if case.subject is Subject.PERSON else max(1, _ADDRESSES * len(told))
    if len(found) < least or len(set(found)) < _ADDRESSES * len(found):
        return None
    return case.column.about(found), found


def _health(case: Case) -> Shown:
    """Tell what is said of people's health in notes and reasons; what a support is called is public by law."""
    if case.subject is not Subject.PERSON or case.is_called("support", "amount"):
        return None
    known = dictionary().health_words
    told = case.column.told
    found = [value for value in told if any(word.startswith(known) for word in words_of(value))]
    return (case.column.about(found), found) if len(found) >= max(2, _TOLD * len(told)) else None


_BY_CONTENT: Mapping[str, Callable[[Case], Shown]] = {
    kinds.CURP: _curp,
    kinds.VOTER_KEY: _voter_key,
    kinds.RFC: _rfc,
    kinds.BANK_ACCOUNT: _bank_account,
    kinds.EMAIL: _email,
    kinds.PHONE: _phone,
    kinds.BIRTH_DATE: _birth_date,
    kinds.ADDRESS: _address,
    kinds.HEALTH: _health,
}


def _is_meant(kind: str, case: Case, told: Sequence[str]) -> bool:
    """Tell whether a column that is called so holds people's own data of the kind."""
    if kind == kinds.BIRTH_DATE:
        return _is_meant_as_birth(case, told)
    if kind == kinds.RFC:
        return share(told, _PERSON_RFC.match) >= _SOME
    if kind in _OF_PEOPLE:
        return case.subject is Subject.PERSON
    if kind in {kinds.PHONE, kinds.EMAIL}:
        return _is_meant_as_contact(kind, case, told)
    if kind in {kinds.ADDRESS, kinds.COORDINATES}:
        return _is_home_of_people(kind, case, told)
    return True


def _is_meant_as_birth(case: Case, told: Sequence[str]) -> bool:
    """Tell days of birth from how many were born."""
    if share(told, is_part_of_a_date) < _HALF or not _IN_PARTS.isdisjoint(words_of(case.name)):
        return True
    return case.subject is Subject.PERSON and are_of_births([year for value in told if (year := year_of(value))])


def _is_meant_as_contact(kind: str, case: Case, told: Sequence[str]) -> bool:
    """Tell people's own telephones and e-mail from those of offices."""
    if kind == kinds.PHONE:
        return contacts.are_personal(told, case.name, case.subject)
    written = [value for value in told if "@" in value]
    institutional = contacts.are_institutional(written, case.rules)
    return bool(written) and not institutional and contacts.are_personal(written, case.name, case.subject)


def _is_home_of_people(kind: str, case: Case, told: Sequence[str]) -> bool:
    """Tell people's homes from where works, offices and programs are."""
    if case.subject is Subject.THING or is_office(case.name):
        return is_home(case.name) and not is_office(case.name)
    if kind == kinds.ADDRESS and case.subject is Subject.UNKNOWN:  # streets and blocks are those of works, too
        has_houses = share(told, lambda value: any(map(str.isdigit, value))) >= _ADDRESSES
        return has_houses and "ageb" not in words_of(case.name)
    if kind == kinds.COORDINATES:
        repeated = len(set(told)) <= _HALF * len(told)
        return is_home(case.name) or (case.subject is Subject.PERSON and not repeated)
    if "direccion" in words_of(case.name):  # it is also what large departments are called
        return share(told, lambda value: any(map(str.isdigit, value))) >= _ADDRESSES
    return True
