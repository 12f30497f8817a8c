"""The data dictionary of a type: each column of its files, what it means, how it is written, and its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ckanext.socialprograms.exporters.record import Field, groups, single_fields
from ckanext.socialprograms.exporters.table import Column, Table, Value
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages.fields import Schema

_BETWEEN = "; "
_KINDS = (
    ("socialprograms_date", N_("day (YYYY-MM-DD)")),
    ("socialprograms_money", N_("amount in pesos")),
    ("socialprograms_percent", N_("percent, 0 to 100")),
    ("socialprograms_number", N_("number")),
    ("socialprograms_year", N_("year")),
    ("socialprograms_url", N_("address")),
    ("socialprograms_load_list", N_("several texts")),
    ("scheming_multiple_choice", N_("several of the values")),
    ("socialprograms_choice", N_("one of the values")),
)
_TEXT = N_("text")
_OF_EVERY_LIST = (
    {"field_name": "agency", "label": N_("Agency"), "help_text": N_("By name; only in JSON.")},
    {"field_name": "metadata_modified", "label": N_("Last change"), "validators": "socialprograms_date"},
    {"field_name": "address", "label": N_("Address"), "validators": "socialprograms_url"},
)
_COLUMNS = (
    ("group", N_("Group")),
    ("field", N_("Field (code)")),
    ("label", N_("Field")),
    ("meaning", N_("What it means")),
    ("kind", N_("How it is written")),
    ("values", N_("Values (code: name)")),
    ("official", N_("What official forms call it")),
    ("predicate", N_("In linked data")),
)


def dictionary(type_: str, schema: Schema, say: Callable[[str], str]) -> Table:
    """Give the dictionary of a type's files: single fields first, then each group with its own."""
    columns = [Column(key, say(label)) for key, label in _COLUMNS]
    return Table(f"{type_}-dictionary", say(N_("Data dictionary")), columns, _rows(schema, say))


def _rows(schema: Schema, say: Callable[[str], str]) -> Iterator[Sequence[Value]]:
    for field in (*single_fields(schema), *_OF_EVERY_LIST):
        yield _row("", field, say)
    for group in groups(schema):
        yield _row("", group, say)
        for field in group["repeating_subfields"]:
            yield _row(group["field_name"], field, say)


def _row(group: str, field: Field, say: Callable[[str], str]) -> Sequence[Value]:
    choices = field.get("choices", ())
    return (
        group,
        field["field_name"],
        say(field.get("label", field["field_name"])),
        say(field["help_text"]) if field.get("help_text") else None,
        say(N_("rows")) if "repeating_subfields" in field else say(_kind(field)),
        _BETWEEN.join(f"{one['value']}: {say(one['label'])}" for one in choices) or None,
        _BETWEEN.join(field.get("form_labels", ())) or None,
        field.get("rdf"),
    )


def _kind(field: Field) -> str:
    checks = f"{field.get('validators', '')} {field.get('output_validators', '')}".split()
    return next((label for name, label in _KINDS if name in checks), _TEXT)
