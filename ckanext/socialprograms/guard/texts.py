"""What a text holds: identifiers always; telephones and e-mail where it lists people's, else they are an office's."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from ckanext.socialprograms.guard import checking, kinds
from ckanext.socialprograms.guard.lettering import typed_text
from ckanext.socialprograms.guard.listing import EMAIL, LIST, OFFICES, PHONE, people
from ckanext.socialprograms.guard.masking import masked
from ckanext.socialprograms.guard.patterns import HINT, PATTERNS
from ckanext.socialprograms.guard.report import Finding, Place, Unchecked
from ckanext.socialprograms.guard.rules import Rules
from ckanext.socialprograms.messages import N_, Message

_EXAMPLES, _MASKED = 3, 50
_MOST_PAGES = 20
_LONGEST_PAGE = 200_000
_IDENTIFIERS = (kinds.VOTER_KEY, kinds.RFC, kinds.BANK_ACCOUNT)
_CHECKS = {kinds.RFC: checking.is_rfc, kinds.BANK_ACCOUNT: checking.is_bank_account}
_PEOPLE = re.compile(
    r"list[ao]s? de (?:asist|beneficiari|registro|participantes|solicitantes)|"
    r"apellido (?:pat|mat)|(?:primer|segundo) ap|nombre y firma|nombre completo|"
    r"nombre del? (?:beneficiari|solicitante|asistente|participante|titular)|padr[oó]n de beneficiari",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:particular|personal|de casa|del beneficiari[oa]|propio)\W{0,12}$", re.IGNORECASE)
_OF_PEOPLE = re.compile(rf"{_PEOPLE.pattern}|particular|personal|de casa|del beneficiari|propio", re.IGNORECASE)
_NAMED = re.compile(r"(?im)^[^\w\n]{0,12}(?:nombre|beneficiari[oa]|solicitante|titular)\b[^:\n]{0,40}:[ \t]*[^\W\d_]")
_CONTACTED = re.compile(r"(?im)^[^\w\n]{0,12}(?:tel[eé]f|cel|domicilio|correo|direcci[oó]n|calle)[^:\n]{0,40}:[ \t]*\S")
"""Lines of a form that somebody filled in: who it is, and where to find them."""
_BEFORE, _LOCAL, _LINE, _AFTER = 40, 65, 200, 4000
_OFFICES_AMONG = 0.3


_LISTED = N_("This looks like a list of people with their telephones or addresses: a person has to look at it.")


class TextScan:
    """Looks at the pieces of a text and then says what it holds."""

    def __init__(self, part: str, rules: Rules) -> None:
        self.part = part
        self.rules = rules
        self.found: defaultdict[tuple[str, int | None], list[str]] = defaultdict(list)
        self.listed: defaultdict[int | None, set[str]] = defaultdict(set)
        self.records = 0

    def add(self, page: int | None, text: str) -> None:
        """Look at the next piece."""
        text = typed_text(text)
        lines = pl.Series(text.split("\n"), dtype=pl.String)
        lines = lines.filter(lines.str.contains(HINT))
        # The narrow columns of printed lists break a CURP in two.
        is_page = len(text) < _LONGEST_PAGE
        self._keep(kinds.CURP, page, _found(kinds.CURP, re.sub(r"\s+", "", text) if is_page else lines))
        for kind in _IDENTIFIERS:
            self._keep(kind, page, [value for value in _found(kind, lines) if _CHECKS.get(kind, bool)(value)])
        self.records += min(len(_NAMED.findall(text)), len(_CONTACTED.findall(text)))
        if len(self.listed[page]) < LIST:
            self.listed[page] |= people(text, self.rules)
        if _OF_PEOPLE.search(text):
            self._keep(kinds.EMAIL, page, self._own(list(_addresses(text)), text))
            self._keep(kinds.PHONE, page, self._own(list(PHONE.finditer(text)), text))

    def findings(self) -> Iterator[Finding]:
        """Give what was found, page by page; the pages after many together."""
        pages: defaultdict[str, int] = defaultdict(int)
        rest: defaultdict[str, list[str]] = defaultdict(list)
        for (kind, page), values in self.found.items():
            pages[kind] += 1
            if pages[kind] <= _MOST_PAGES:
                yield self._finding(kind, page, values)
            else:
                rest[kind] += values
        for kind, values in rest.items():
            yield self._finding(kind, None, values)

    def unchecked(self) -> Iterator[Unchecked]:
        """Give the pages that look like lists of people, and on which nothing was found that says so for sure."""
        told = {page for kind, page in self.found if kind in (kinds.PHONE, kinds.EMAIL)}
        lists = [page for page, found in self.listed.items() if len(found) >= LIST and page not in told]
        for page in lists[:_MOST_PAGES]:
            yield Unchecked(Place(self.part, page=page), Message(_LISTED))
        if self.records >= LIST and not lists and not told:
            yield Unchecked(Place(self.part), Message(_LISTED))

    def _finding(self, kind: str, page: int | None, values: list[str]) -> Finding:
        examples = tuple(dict.fromkeys(map(masked, values[:_MASKED])))[:_EXAMPLES]
        return Finding(kind, Place(self.part, page=page), 0.0, len(values), examples, "content")

    def _keep(self, kind: str, page: int | None, values: list[str]) -> None:
        if values and kind not in self.rules.lawful:
            self.found[kind, page] += values

    def _own(self, found: list[re.Match[str]], text: str) -> list[str]:
        """Give the telephones or addresses that are people's: said to be their own, or in a list of people."""
        contacts = [match for match in found if not self.rules.is_institutional(match[0])]
        own = [match[0] for match in contacts if _OWN.search(text, max(0, match.start() - _BEFORE), match.start())]
        starts = [match.start() for match in contacts]
        reached = 0
        for heading in _PEOPLE.finditer(text) if len(contacts) >= LIST else ():
            if heading.start() >= reached:
                reached = heading.start() + _AFTER
                listed = contacts[bisect(starts, heading.start()) : bisect(starts, reached)]
                if len({match[0] for match in listed}) >= LIST and not _are_offices(text, listed):
                    own += [match[0] for match in listed]
        return list(dict.fromkeys(own))


def _found(kind: str, text: str | pl.Series) -> list[str]:
    """Give what looks like a kind in a text, or in the lines of one."""
    pattern = PATTERNS[kind]
    if isinstance(text, pl.Series):
        text = "\n".join(text.filter(text.str.contains(pattern)).to_list())
    return [match[0].strip() for match in re.finditer(pattern, text)]


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """Give the e-mail addresses in a text, looked for around each sign of one."""
    end = 0
    for sign in re.finditer("@", text):
        found = EMAIL.search(text, max(end, sign.start() - _LOCAL), sign.start() + _LINE)
        if found:
            end = found.end()
            yield found


def _are_offices(text: str, contacts: list[re.Match[str]]) -> bool:
    """Tell whether the lines of these contacts speak of offices."""
    lines = (text[max(text.rfind("\n", 0, at.start()) + 1, at.start() - _LINE) : at.start()] for at in contacts)
    return sum(bool(OFFICES.search(line)) for line in lines) > _OFFICES_AMONG * len(contacts)
