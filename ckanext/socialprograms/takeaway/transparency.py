"""The formats of the transparency law for an agency and a period, from the records that the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.exporters.transparency import upload
from ckanext.socialprograms.exporters.transparency.lines import Empty, Filling, Line
from ckanext.socialprograms.official.period import Period
from ckanext.socialprograms.official.transparency import Format, format_
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.takeaway.found import Search, find

OFFERED = ("transparency_15a", "transparency_6", "transparency_40a", "transparency_40b")
"""The formats that are made of records, in the order of the page; that of persons is made of a file."""
MOST = 5_000
_LINKS = ("articulated_programs", "programs")
_package = model.package_table


@dataclass(frozen=True)
class Filled:
    """A record in a format: its rows, and each obligatory column that is empty in one of them."""

    record: Data
    lines: tuple[Line, ...]
    empty: tuple[Empty, ...]

    @property
    def is_public(self) -> bool:
        """Say whether it is published: what is not stays out of the file."""
        return values.text(self.record, "state") == "active" and not self.record.get("private")


@dataclass(frozen=True)
class Report:
    """A format of an agency for a period; the records with most left to fill in come first."""

    form: Format
    period: Period
    filled: tuple[Filled, ...]

    @property
    def rows(self) -> int:
        """Give how many rows the file has."""
        return sum(len(one.lines) for one in self.filled if one.is_public)

    @property
    def complete(self) -> int:
        """Give how many records lack nothing."""
        return sum(not one.empty for one in self.filled)

    def file(self) -> Iterator[bytes]:
        """Yield the workbook for the platform, of what is published, by name."""
        by_name = sorted(self.filled, key=lambda one: values.text(one.record, "title"))
        lines = (line for one in by_name if one.is_public for line in one.lines)
        return upload.write(self.form, self.period, lines)


def reports(organization: str, period: Period, only: str = "") -> tuple[Report, ...]:
    """Give the formats of an agency by its name, or only one. Raises SearchError where the index does not answer."""
    forms = [format_(id_) for id_ in OFFERED if only in ("", id_)]
    records = {type_: tuple(_records(type_, organization)) for type_ in sorted({form.record for form in forms})}
    titles = _titles(records)
    return tuple(_report(form, period, records[form.record], titles) for form in forms)


def _report(form: Format, period: Period, records: Iterable[Data], titles: Mapping[str, str]) -> Report:
    own = period.whole_year if form.every == "year" else period
    filling = Filling(form, own, lambda one: titles.get(one, one))
    found = [_filled(filling, data) for data in records if filling.is_about(data)]
    found.sort(key=lambda one: (-len(one.empty), values.text(one.record, "title")))
    return Report(form, own, tuple(found))


def _filled(filling: Filling, data: Data) -> Filled:
    lines = filling.lines(data)
    empty = [one for line in lines for one in line.empty]
    if not lines:  # of a group without rows nothing is filled in
        group = filling.form.rows
        empty = [Empty(column.label, group) for column in filling.form.columns if column.group and not column.optional]
    return Filled(data, lines, tuple(dict.fromkeys(empty)))


def _records(type_: str, organization: str) -> Iterator[dict[str, Any]]:
    asked = Search(type_, filters=(("organization", organization),), sort="title_string asc", all_states=True)
    return find(asked).up_to(MOST)


def _titles(records: Mapping[str, Iterable[Data]]) -> dict[str, str]:
    """Give the titles of the public records that links name, by id and by name, with one query."""
    named = {one for found in records.values() for data in found for key in _LINKS for one in values.texts(data, key)}
    query = sa.select(_package.c.id, _package.c.name, _package.c.title).where(
        sa.or_(_package.c.id.in_(named), _package.c.name.in_(named)),
        _package.c.state == model.State.ACTIVE,
        _package.c.private.is_not(True),
    )
    found = model.Session.execute(query) if named else ()
    return {key: row.title or row.name for row in found for key in (row.id, row.name)}
