"""The formats of the transparency law hold together, and with the schemas."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.socialprograms.importers import vocabulary
from ckanext.socialprograms.official.laws import replaced
from ckanext.socialprograms.official.period import Period
from ckanext.socialprograms.official.transparency import CHOICE, format_, formats


@pytest.mark.parametrize("form", formats(), ids=lambda form: form.id)
def test_every_column_has_a_field_of_the_schema(form):
    for column in form.columns:
        if column.path:
            assert column.field in vocabulary.fields(form.record, column.group)
        assert bool(column.path) + bool(column.source) + bool(column.table) == 1
    for table in form.tables.values():
        if form.id != "transparency_15b":  # persons are no fields of a record
            assert {column.field for column in table.columns} <= set(vocabulary.fields(form.record, table.rows))


@pytest.mark.parametrize("form", formats(), ids=lambda form: form.id)
def test_no_two_columns_are_called_the_same(form):
    for columns in (form.columns, *(table.columns for table in form.tables.values())):
        names = [name for column in columns for name in (column.label, *column.labels)]
        assert len(names) == len(set(names))


def test_a_choice_has_the_names_of_the_platform():
    form = format_("transparency_15a")
    kind = next(column for column in form.columns if column.path == "program_type")
    assert kind.kind == CHOICE
    assert form.option_labels(kind)[0] == "Programas de transferencia"


def test_periods_are_quarters_or_years():
    assert (Period(2026, 3).start, Period(2026, 3).end) == (date(2026, 7, 1), date(2026, 9, 30))
    assert (Period(2026).start, Period(2026).end) == (date(2026, 1, 1), date(2026, 12, 31))
    assert Period.read("2026-4") == Period(2026, 4)
    assert Period.read("2026") == Period(2026)
    assert Period.read("2026-5") is Period.read("mañana") is None
    assert Period.last_before(date(2026, 11, 21)) == Period(2026, 3)
    assert Period.last_before(date(2026, 2, 1)) == Period(2025, 4)


def test_a_law_that_was_replaced_is_told_from_the_day_on_which_the_new_one_was_published():
    assert replaced("transparency_15a", date(2025, 3, 19)) is None
    found = replaced("transparency_15a", date(2026, 9, 30))
    assert found is not None
    assert (found.former.id, found.newer.id) == ("lgtaip_2015", "lgtaip_2025")
    assert replaced("conac_annex_1", date(2026, 9, 30)) is None
