"""The fields of a schema as columns of the files in which records are taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ckanext.socialprograms.exporters.column import Column, Kind, Say
from ckanext.socialprograms.records.kinds import Held, held

Field = Mapping[str, Any]
_BETWEEN = "; "
_KINDS = {
    Held.DATE: Kind.DAY,
    Held.MONEY: Kind.MONEY,
    Held.PERCENT: Kind.PERCENT,
    Held.NUMBER: Kind.NUMBER,
    Held.COUNT: Kind.COUNT,
    Held.YEAR: Kind.YEAR,
    Held.ADDRESS: Kind.ADDRESS,
    Held.LIST: Kind.TEXTS,
    Held.KEYS: Kind.TEXTS,
    Held.SDG_TARGETS: Kind.TEXTS,
    Held.CHOICES: Kind.CODES,
    Held.CHOICE: Kind.CODE,
}


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
    found = _KINDS.get(held(field), Kind.TEXT)
    return Kind.CODE if found is Kind.TEXT and (field.get("choices") or field.get("codes")) else found
