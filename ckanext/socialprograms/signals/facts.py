"""What the signals' tables keep of a record: its dataset dict in, their rows out."""

from __future__ import annotations

from typing import Any

from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.links import links
from ckanext.socialprograms.records.signal_rules import rule_set
from ckanext.socialprograms.records.signals import signals
from ckanext.socialprograms.records.values import Data

YEARS = range(1900, 2200)
_LONGEST_REFERENCE = 300
Row = dict[str, Any]


def signal_rows(data: Data) -> list[Row]:
    """Give the rows of a program: the signals that its own fields give, on whatever day."""
    rules = rule_set()
    return [
        {
            "package_id": data["id"],
            "rule": one.rule.id,
            "version": rules.version,
            "since": one.since,
            "as_of": one.as_of,
            "cause": one.cause.as_json(),
            "answer": one.answers[0].text if one.answers else "",
            "answered_on": one.answers[0].date if one.answers else None,
        }
        for one in signals(data, rules)
    ]


def evaluated_rows(data: Data) -> list[Row]:
    """Give the rows of an evaluation: the programs of this portal that it names."""
    named = {link.reference[:_LONGEST_REFERENCE] for link in links(data) if not link.is_outside}
    return [{"package_id": data["id"], "reference": one, "year": year_of(data)} for one in sorted(named)]


def year_of(data: Data) -> int | None:
    """Give the year of an evaluation, by its field or its dates."""
    dates = (values.day(data, name) for name in ("end_date", "start_date"))
    years = (values.whole(data, "year"), *(day.year for day in dates if day))
    return next((year for year in years if year in YEARS), None)
