"""The fields of a schema as columns of the files in which records are taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ckanext.socialprograms.exporters.column import Column, Kind, Say

Field = Mapping[str, Any]
_BETWEEN = "; "
_KINDS = (
    ("socialprograms_date", Kind.DAY),
    ("socialprograms_money", Kind.MONEY),
    ("socialprograms_percent", Kind.PERCENT),
    ("socialprograms_number", Kind.NUMBER),
    ("socialprograms_count", Kind.COUNT),
    ("socialprograms_year", Kind.YEAR),
    ("socialprograms_url", Kind.ADDRESS),
    ("socialprograms_load_list", Kind.TEXTS),
    ("socialprograms_choices", Kind.CODES),
    ("socialprograms_choice", Kind.CODE),
)


def label(field: Field) -> str:
    """Give the label of a field (a msgid)."""
    return field.get("label", field["field_name"])


def columns(fields: Iterable[Field], say: Say, group: Field | None = None) -> list[Column]:
    """Give fields as columns in a language."""
    return [column(one, say, group) for one in fields]


def column(field: Field, say: Say, group: Field | None = None) -> Column:
    """Give a field as a column in a language.

    A field without a help text is one whose label says it all, within its group if it is in one. ``codes`` are values
    that the files hold as they are, by code with their names.
    """
    named = say(label(field))
    codes = field.get("codes") or {one["value"]: one["label"] for one in field.get("choices", ())}
    within = f"{say(label(group))}: {named}" if group else named
    return Column(
        key=field["field_name"],
        label=named,
        meaning=say(field["help_text"]) if field.get("help_text") else within,
        kind=_kind(field),
        values=tuple((code, say(name)) for code, name in codes.items()),
        official=_BETWEEN.join(field.get("form_labels", ())),
        predicate=field.get("rdf") or "",
    )


def _kind(field: Field) -> Kind:
    if "repeating_subfields" in field:
        return Kind.ROWS
    checks = f"{field.get('validators', '')} {field.get('output_validators', '')}".split()
    found = next((kind for name, kind in _KINDS if name in checks), Kind.TEXT)
    return Kind.CODE if found is Kind.TEXT and (field.get("choices") or field.get("codes")) else found
