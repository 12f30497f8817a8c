"""Finds out which field each column of the inventory holds, by the words of its label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from ckanext.socialprograms.importers import vocabulary
from ckanext.socialprograms.importers.document import Place, Sheet
from ckanext.socialprograms.records.values import folded

NECESSARY = ("title", "federal_entity", "main_objective")
ROWS_SEARCHED = 30
YEAR = "edition"
_FIELDS = (
    "title", "federal_entity", "agencies", "operating_entity", "main_objective", "rights", "life_stages",
    "target_groups", "support_kinds", "support_form", "sex", "urban_rural", "has_rules", "rules.year", "rules.kind",
    "budget.approved", "budget.spent", "budget.co_funded", "budget.state_funds", "budget.federal_funds",
    "budget.ramo33", "covid_intervention", "covid_origin", "covid_link", "covid_reason", "observations",
)  # fmt: skip
"""The fields whose labels are read from the schema; the year, mentions, sources and addresses are told below."""

_SOURCES = {
    "main_objective": ("objective_source", "objective_source_url"),
    "has_rules": ("", "rules.url"),
    "budget.approved": ("budget.approved_source", "budget.approved_url"),
    "budget.spent": ("budget.spent_source", "budget.spent_url"),
    "budget.co_funded": ("budget.funds_source", "budget.funds_url"),
    "budget.ramo33": ("budget.ramo33_source", "budget.ramo33_url"),
    "covid_intervention": ("covid_source", "covid_url"),
}
"""Where the source and the address go that follow a column with these fields."""

_NUMBERING = re.compile(r"^\s*\d+(?:\.\d+)*\.?\s+")
_YEARS = re.compile(r"\b(20\d\d)\b")
_LAST_NUMBER = re.compile(r" \d$")
_BELONGS = {
    "rules.year": "has_rules",
    "rules.kind": "has_rules",
    "budget.state_funds": "budget.co_funded",
    "budget.federal_funds": "budget.co_funded",
    "covid_origin": "covid_intervention",
    "covid_link": "covid_intervention",
    "covid_reason": "covid_intervention",
}
"""Columns between a column and its source, with the column that the source belongs to."""


@dataclass(frozen=True)
class Column:
    """A column of the sheet; ``position`` counts from 0, and ``field`` is empty where the label is not understood.

    ``field`` is a path of the schema such as ``budget.approved``, or ``mentions:government_report:found``.
    """

    position: int
    label: str
    field: str
    year: int | None = None


@dataclass(frozen=True)
class Header:
    """The row of labels of a sheet."""

    row: int
    columns: tuple[Column, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Give the labels that are not understood."""
        return tuple(column.label for column in self.columns if not column.field)

    @property
    def missing(self) -> tuple[str, ...]:
        """Give the necessary fields that no column holds."""
        held = {column.field for column in self.columns}
        return tuple(field for field in NECESSARY if field not in held)

    def place(self, sheet: str, row: int, column: Column) -> Place:
        """Give where a value of a column stands."""
        return Place(sheet=sheet, row=row, column=column.position + 1)


def find_header(sheet: Sheet) -> Header | None:
    """Find the row of labels among the first rows of a sheet, None if there is none of the inventory's."""
    for number, row in islice(sheet.rows(), ROWS_SEARCHED):
        header = Header(number, tuple(columns_of(row)))
        if "title" in {column.field for column in header.columns} and len(header.missing) < len(NECESSARY) - 1:
            return header
    return None


def columns_of(labels: Iterable[object]) -> Iterator[Column]:
    """Tell what each column of a row of labels holds."""
    parent = ""
    for position, value in enumerate(labels):
        label = " ".join(str(value or "").split())
        if not label:
            continue
        year = next((int(found) for found in _YEARS.findall(label)), None)
        words = _words(label)
        field = _subordinate(words, parent) if _is_subordinate(words) else _field(words)
        if field and not _is_subordinate(words):
            parent = _BELONGS.get(field, field)
        yield Column(position, label, field, year)


def _is_subordinate(words: str) -> bool:
    return words.startswith(("fuente de informacion", "hipervinculo"))


def _subordinate(words: str, parent: str) -> str:
    is_address = words.startswith("hipervinculo")
    if parent.startswith("mentions:"):
        return parent.removesuffix("found") + ("url" if is_address else "source")
    return _SOURCES.get(parent, ("", ""))[is_address]


def _field(words: str) -> str:
    if words in {"ciclo", "ejercicio"}:
        return YEAR
    known = _known()
    return known.get(words) or known.get(_LAST_NUMBER.sub("", words)) or _mention(words)


def _mention(words: str) -> str:
    for document, names in vocabulary.choices("program", "mentions.document"):
        if any(folded(name) in words for name in names):
            return f"mentions:{document}:found"
    return ""


@lru_cache
def _known() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for field in _FIELDS:
        for label in vocabulary.labels("program", field):
            words = _words(label)
            found.setdefault(words, field)
            found.setdefault(_LAST_NUMBER.sub("", words), field)
    return found


def _words(label: str) -> str:
    """Give the words of a label without its numbering and years, which differ between editions."""
    return " ".join(folded(_YEARS.sub(" ", _NUMBERING.sub("", label))).split())
