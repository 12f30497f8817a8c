"""Makes the form of a record out of its schema, its values, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from ckanext.socialprograms.forms import groups
from ckanext.socialprograms.forms.notes import Notes
from ckanext.socialprograms.forms.page import Form, Group, Input, Problem, Row, Schema, Section
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.kinds import Held, held

Data = Mapping[str, Any]
BLANK = "__row__"
"""Stands for the number of a row in the blank row that a script copies."""
REASON = "replanning_reason"
"""The field that is asked for at the end of the form, whatever its section."""
_SPARE_ROWS = 3
_CONTROLS = {
    "date.html": "date",
    "license.html": "license",
    "markdown.html": "area",
    "multiple_checkbox.html": "checks",
    "organization.html": "organization",
    "select.html": "select",
    "slug.html": "slug",
    "socialprograms_links.html": "lines",
    "socialprograms_list.html": "lines",
    "textarea.html": "area",
}
_HIDDEN_LIST = "socialprograms_hidden_list.html"
_HIDDEN = ("socialprograms_hidden.html", _HIDDEN_LIST)
# The record keeps it, and the form changes it only through the notes that are marked as seen.
_KEPT = ("socialprograms_provenance.html", None)


def form(schema: Schema, data: Data, errors: Data, notes: Notes) -> Form:
    """Make the form of a record; ``data`` is a dataset dict, or what the form itself sent."""
    fields = [one for one in schema["dataset_fields"] if one.get("form_snippet", "") not in _KEPT]
    shown = [one for one in fields if one.get("form_snippet") not in _HIDDEN and one["field_name"] != REASON]
    told = {**errors, **({"tag_string": errors["tags"]} if "tags" in errors else {})}
    record = _with_origins(data, [one["field_name"] for one in fields if "repeating_subfields" in one])
    built = {one["field_name"]: _part(one, record, told, notes) for one in shown}
    reason = next((_input(one, record, told) for one in fields if one["field_name"] == REASON), None)
    sections = tuple(_sections(schema, shown, built))
    parts = [part for section in sections for part in section.parts]
    return Form(
        sections=sections,
        hidden=tuple(_hidden(one, record) for one in fields if one.get("form_snippet") in _HIDDEN),
        reason=reason,
        problems=tuple(_problems([*parts, *([reason] if reason else [])], told)),
    )


def _with_origins(data: Data, names: Sequence[str]) -> dict[str, Any]:
    """Read what a form sent, whose rows say where they were; the rows of a stored record are where they are."""
    record = groups.expanded(data, frozenset(names))
    for name in names:
        if f"{name}{groups.PRESENT}" not in data:
            record[name] = [{**row, groups.ORIGIN: str(n)} for n, row in enumerate(values.rows(record, name))]
    return record


def _sections(schema: Schema, fields: Iterable[Schema], built: Mapping[str, Input | Group]) -> Iterator[Section]:
    named = schema.get("sections", ())
    known = {section["id"] for section in named}
    for section in ({"id": ""}, *named):
        homes = ((one["field_name"], one.get("section") if one.get("section") in known else "") for one in fields)
        if parts := tuple(built[name] for name, home in homes if home == section["id"]):
            yield Section(section["id"], section.get("label", ""), section.get("help", ""), parts)


def _part(one: Schema, record: Data, errors: Data, notes: Notes) -> Input | Group:
    name = one["field_name"]
    if "repeating_subfields" not in one:
        return _input(one, record, errors, _at(name, notes))
    found = errors.get(name) or []
    wrong = dict(enumerate(item for item in found if isinstance(item, Mapping)))
    rows = values.rows(record, name)
    return Group(
        name=name,
        schema=one,
        rows=tuple(_row(one, str(n), row, wrong.get(n, {}), notes) for n, row in enumerate(rows)),
        blank=_row(one, BLANK, {}, {}, ()),
        spare=tuple(_row(one, str(len(rows) + n), {}, {}, ()) for n in range(_SPARE_ROWS)),
        errors=tuple(item for item in found if isinstance(item, str)),
        notes=_at(name, notes),
    )


def _row(group: Schema, number: str, row: Data, errors: Data, notes: Notes) -> Row:
    name, origin = group["field_name"], values.text(row, groups.ORIGIN)
    path = f"{name}.{origin}"
    own = notes if origin else ()
    cells = (one for one in group["repeating_subfields"] if one.get("form_snippet", "") is not None)
    return Row(
        number=number,
        inputs=tuple(
            _input(one, row, errors, _at(f"{path}.{one['field_name']}", own), f"{name}-{number}-") for one in cells
        ),
        origin=origin,
        notes=_at(path, own),
    )


def _input(one: Schema, data: Data, errors: Data, notes: Notes = (), prefix: str = "") -> Input:
    name, control = one["field_name"], _control(one)
    return Input(
        name=f"{prefix}{name}",
        control=control,
        schema=one,
        values=_values(one, control, data),
        errors=tuple(_messages(errors.get(name))),
        notes=notes,
    )


def _hidden(one: Schema, data: Data) -> Input:
    return Input(
        one["field_name"], "hidden", one, _values(one, "lines" if one["form_snippet"] == _HIDDEN_LIST else "", data)
    )


def _control(one: Schema) -> str:
    snippet = one.get("form_snippet") or ""
    if "/" in snippet:
        return "snippet"
    return _CONTROLS.get(snippet, "select" if "choices" in one and not snippet else "text")


def _values(one: Schema, control: str, data: Data) -> tuple[str, ...]:
    name = one["field_name"]
    if control in ("lines", "checks"):
        return values.texts(data, name)
    said = data.get(name)
    text = "\n".join(str(item) for item in said) if isinstance(said, list) else values.text(data, name)
    if held(one) is Held.MONEY:
        text = _with_thousands(text)
    return (text,) if text else ()


def _with_thousands(text: str) -> str:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return text
    return f"{amount:,f}" if amount.is_finite() else text


def _at(path: str, notes: Notes) -> Notes:
    return tuple(note for note in notes if note.field == path)


def _problems(parts: Sequence[Input | Group], errors: Data) -> Iterator[Problem]:
    for part in parts:
        label = part.schema.get("label", part.name)
        yield from (Problem((label,), None, message, part.id) for message in part.errors)
        for number, row in enumerate(part.rows if isinstance(part, Group) else ()):
            item = part.schema.get("repeating_label", label)
            for one in row.inputs:
                labels = (item, one.schema.get("label", one.name))
                yield from (Problem(labels, number + 1, message, one.id) for message in one.errors)
    shown = {"tags", *(part.name for part in parts)}
    for key, found in errors.items():
        if key not in shown:
            yield from (Problem((key,), None, message, "") for message in _messages(found))


def _messages(found: Any) -> Iterator[str]:
    """Give the sentences in what CKAN says is wrong, however deep they lie."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, (Mapping, list, tuple)):
        for inner in found.values() if isinstance(found, Mapping) else found:
            yield from _messages(inner)
