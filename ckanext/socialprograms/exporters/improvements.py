"""The improvements of an evaluation as official systems list them: a row an activity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ckanext.socialprograms.exporters import forms
from ckanext.socialprograms.exporters.column import Say
from ckanext.socialprograms.exporters.table import Table, Value
from ckanext.socialprograms.official.transparency import Column, format_
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

_BETWEEN = "; "


def asm_table(data: Data, linked: Mapping[str, str], say: Say) -> Table:
    """Give the table; an activity that serves several improvements stands under each, under the same key."""
    form = format_("asm")
    about = {"record": values.text(data, "title"), "as_of": str(values.day(data, "metadata_modified"))}
    return Table("asm", form.title, forms.columns(form, say), _rows(data, linked), about)


def _rows(data: Data, linked: Mapping[str, str]) -> Iterator[Sequence[Value]]:
    form = format_("asm")
    for improvement in values.rows(data, "improvements"):
        number = values.text(improvement, "number")
        own = [row for row in values.rows(data, "activities") if number in values.texts(row, "serves")]
        for activity in own or [{}]:
            rows = {"": data, "improvements": improvement, "activities": activity}
            yield [_cell(column, rows[column.group], linked) for column in form.columns]


def _cell(column: Column, row: Data, linked: Mapping[str, str]) -> Value:
    said = values.text(row, column.field)
    if column.kind in ("list", "links"):
        return _BETWEEN.join(linked.get(one, one) for one in values.texts(row, column.field)) or None
    if column.kind == "date":
        return values.day(row, column.field) or said or None
    if column.kind == "number":
        number = values.number(row, column.field)
        return said or None if number is None else number
    if column.kind == "choice":
        choices = format_("asm").choices(column)
        return next((names[0] for value, names in choices if value == said), said) or None
    return said or None
