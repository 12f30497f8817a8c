"""The budgets of programs as a Fiscal Data Package 1.0: a table, and a descriptor that says what its columns are.

The specification is Frictionless Data's (https://fiscal.datapackage.org, public domain), its column types those of its
taxonomy for budgets. A row has the money of a year in the columns approved, modified, accrued and spent; the
descriptor says how to get one amount a row from it. Amounts are pesos.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ckanext.socialprograms.exporters.archive import Member
from ckanext.socialprograms.exporters.column import Column, Kind, Say
from ckanext.socialprograms.exporters.record import agency
from ckanext.socialprograms.exporters.table import Table, to_csv
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.program import BudgetYear, budget
from ckanext.socialprograms.records.values import Data

TAXONOMY = "https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json"
PATH = "budget.csv"
_CURRENCY = "MXN"
_PHASES = ("approved", "modified", "accrued", "spent")


class _Field(NamedTuple):
    """A column: what it has of a year of a program, and how the package describes it."""

    name: str
    title: str
    meaning: str
    value: Callable[[Data, BudgetYear], Any]
    column_type: str = ""
    type: str = "string"
    kind: Kind = Kind.TEXT


def _phase(name: str, title: str, meaning: str) -> _Field:
    return _Field(name, title, meaning, lambda _, year: getattr(year, name), type="number", kind=Kind.MONEY)


_FIELDS = (
    _Field(
        "program_id",
        N_("Program id"),
        N_("The key of the program in this portal; it never changes."),
        lambda data, _: data["id"],
        "activity:generic:program:code",
    ),
    _Field(
        "program",
        N_("Program"),
        N_("What the program is called."),
        lambda data, _: data["title"],
        "activity:generic:program:label",
    ),
    _Field(
        "agency_id",
        N_("Agency id"),
        N_("The agency's name in its address."),
        lambda data, _: (data.get("organization") or {}).get("name"),
        "administrative-classification:generic:code",
    ),
    _Field(
        "agency",
        N_("Agency"),
        N_("The agency that answers for the program."),
        lambda data, _: agency(data),
        "administrative-classification:generic:label",
    ),
    _Field(
        "year",
        N_("Year"),
        N_("The year of the budget."),
        lambda _, year: year.year,
        "date:fiscal-year",
        "integer",
        Kind.YEAR,
    ),
    _Field(
        "funding_source",
        N_("Funding source"),
        N_("Where the money comes from, as the agency words it."),
        lambda _, year: year.funding_source,
        "fin-source:generic:label",
    ),
    _phase("approved", N_("Approved"), N_("What the program was given for the year at first.")),
    _phase("modified", N_("Modified"), N_("What it had after the changes of the year.")),
    _phase("accrued", N_("Accrued"), N_("What it owed for what it had received in the year.")),
    _phase("spent", N_("Spent"), N_("What it spent in the year.")),
    _Field(
        "approved_source",
        N_("Source of what was approved"),
        N_("Where the approved figure is published."),
        lambda _, year: year.approved_source.url,
        type="uri",
        kind=Kind.ADDRESS,
    ),
    _Field(
        "spent_source",
        N_("Source of what was spent"),
        N_("Where the spent figure is published."),
        lambda _, year: year.spent_source.url,
        type="uri",
        kind=Kind.ADDRESS,
    ),
    _Field("note", N_("Note"), N_("What has to be known of these figures."), lambda _, year: year.note),
)


class Head(NamedTuple):
    """What a package is called, where it comes from, and when; ``created`` is a moment in ISO form."""

    name: str
    title: str
    homepage: str
    created: str


def members(head: Head, programs: Iterable[Data], say: Say) -> Iterator[Member]:
    """Yield the files of the package: its descriptor, and the table of all years of the programs."""
    yield Member("datapackage.json", descriptor(head, say))
    yield Member(PATH, to_csv(table(programs, say)))


def columns(say: Say) -> list[Column]:
    """Give the columns with their types in the taxonomy; what people call them is in the descriptor."""
    return [
        Column(
            key=one.name,
            label=one.name,
            meaning=say(one.meaning),
            kind=one.kind,
            official=f"phase: {one.name}" if one.name in _PHASES else one.column_type,
        )
        for one in _FIELDS
    ]


def table(programs: Iterable[Data], say: Say) -> Table:
    """Give a row for each year of each program."""
    rows = (
        [one.value(data, year) for one in _FIELDS] for data in programs for year in budget(data) if _has_money(year)
    )
    return Table("budget", say(N_("Budget")), columns(say), rows)


def descriptor(head: Head, say: Say) -> bytes:
    """Give ``datapackage.json``."""
    told = {
        "profile": "tabular-data-package",
        "name": head.name,
        "title": head.title,
        "homepage": head.homepage,
        "created": head.created,
        "columnTypes": [TAXONOMY],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "budget",
                "path": PATH,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": [_described(one, say) for one in _FIELDS], "extraFields": _extra(say)},
            }
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def has_budget(data: Data) -> bool:
    """Say whether a program has published any money."""
    return values.text(data, "type") == "program" and any(map(_has_money, budget(data)))


def _has_money(year: BudgetYear) -> bool:
    return year.year is not None and any(getattr(year, phase) is not None for phase in _PHASES)


def _described(one: _Field, say: Say) -> dict[str, Any]:
    type_ = {"type": "string", "format": "uri"} if one.type == "uri" else {"type": one.type}
    told = {"name": one.name, "title": say(one.title), "description": say(one.meaning), **type_}
    if one.name in _PHASES:
        return {**told, "normalize": {"phase": one.name}}
    return {**told, "columnType": one.column_type} if one.column_type else told


def _extra(say: Say) -> list[dict[str, Any]]:
    """Describe the columns of the table with one amount a row: those that take the place of the four, and constants."""
    return [
        {
            "name": "amount",
            "title": say(N_("Amount")),
            "type": "number",
            "columnType": "value",
            "normalizationTarget": True,
        },
        {"name": "phase", "title": say(N_("Phase")), "type": "string", "columnType": "phase:id"},
        {"name": "currency", "type": "string", "columnType": "value-currency:code", "constant": _CURRENCY},
        {"name": "direction", "type": "string", "columnType": "direction", "constant": "expenditure"},
    ]
