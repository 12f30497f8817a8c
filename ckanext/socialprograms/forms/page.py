"""What the publisher's form shows: its sections, fields and rows, with errors and notes beside them. No CKAN in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from ckanext.socialprograms.forms import groups
from ckanext.socialprograms.forms.notes import Notes
from ckanext.socialprograms.records import values

Schema = Mapping[str, Any]
BLANK = "__row__"
"""Stands for the number of a row in the blank row that a script copies."""
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
_HIDDEN = ("socialprograms_hidden.html", "socialprograms_hidden_list.html")
# The record keeps it, and the form changes it only through the notes that are marked as seen.
_KEPT = ("socialprograms_provenance.html", None)
REASON = "replanning_reason"
"""The field that is asked for at the end of the form, whatever its section."""
_EXCERPT = 90


@dataclass(frozen=True)
class Input:
    """A field of the form: ``control`` names its macro in ``controls.html``, ``schema`` holds its labels (msgids).

    ``attributes`` are the HTML attributes that the schema gives it.
    """

    name: str
    control: str
    schema: Schema
    values: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    notes: Notes = ()

    @property
    def value(self) -> str:
        """Give the value as one text, a list one a line."""
        return "\n".join(self.values)

    @property
    def id(self) -> str:
        """Give the id of its element, the target of the error summary."""
        return f"field-{self.name}"

    @property
    def described_by(self) -> str:
        """Give the ids of what explains it: its help, its errors, its notes."""
        parts = {"help": self.schema.get("help_text"), "error": self.errors, "note": self.notes}
        return " ".join(f"{self.id}-{name}" for name, there in parts.items() if there)

    @property
    def is_money(self) -> bool:
        """Say whether it is an amount in pesos."""
        return _is_money(self.schema)

    @property
    def can_be_picked(self) -> bool:
        """Say whether it is empty or a date, which a date picker can show."""
        return not self.value or values.day({"d": self.value}, "d") is not None

    @property
    def attributes(self) -> dict[str, Any]:
        """Give the HTML attributes that the schema asks for, apart from the class."""
        given = self.schema.get("form_attrs") or {}
        return {key: value for key, value in given.items() if key not in ("class", "type", "data-module")}


@dataclass(frozen=True)
class Row:
    """A row of a repeating group; ``origin`` is its number in the saved record, empty for a new one."""

    number: str
    inputs: tuple[Input, ...]
    origin: str = ""
    notes: Notes = ()

    @property
    def excerpt(self) -> str:
        """Give its first words, by which people know it."""
        said = [" ".join(one.value.split()) for one in self.inputs if one.value and one.control in ("text", "area")]
        text = " · ".join(said[:2])
        return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()}…"

    @property
    def needs_attention(self) -> bool:
        """Say whether something in it has an error or a note."""
        return bool(self.notes) or any(one.errors or one.notes for one in self.inputs)


@dataclass(frozen=True)
class Group:
    """A repeating group with its rows and a blank one to copy."""

    name: str
    schema: Schema
    rows: tuple[Row, ...]
    blank: Row
    errors: tuple[str, ...] = ()
    notes: Notes = ()
    control: str = "group"

    @property
    def id(self) -> str:
        """Give the id of its element, the target of the error summary."""
        return f"field-{self.name}"

    def spare(self, count: int) -> tuple[Row, ...]:
        """Give blank rows after the last, for people whose browser runs no script."""
        start = len(self.rows)
        return tuple(_row(self.schema, str(start + n), {}, {}, ()) for n in range(count))


@dataclass(frozen=True)
class Section:
    """A section of the form; ``id`` is empty for the fields that no section of the schema names."""

    id: str
    label: str
    help: str
    parts: tuple[Input | Group, ...]

    @property
    def errors(self) -> int:
        """Count the fields with an error."""
        return sum(bool(one.errors) for one in _inputs(self.parts))

    @property
    def notes(self) -> int:
        """Count the notes of the import."""
        rows = [row for part in self.parts if isinstance(part, Group) for row in part.rows]
        return sum(len(one.notes) for one in (*_inputs(self.parts), *rows))


@dataclass(frozen=True)
class Problem:
    """A line of the error summary: the labels (msgids) that lead to the field, what is wrong, and the field's id."""

    labels: tuple[Any, ...]
    row: int | None
    message: str
    target: str


@dataclass(frozen=True)
class Form:
    """The whole form."""

    sections: tuple[Section, ...]
    hidden: tuple[Input, ...]
    reason: Input | None
    problems: tuple[Problem, ...] = field(default=())


def form(schema: Schema, data: Mapping[str, Any], errors: Mapping[str, Any], notes: Notes) -> Form:
    """Make the form of a record; ``data`` is a dataset dict, or what the form itself sent."""
    fields = [one for one in schema["dataset_fields"] if one.get("form_snippet", "") not in _KEPT]
    sent = groups.expanded(dict(data), frozenset(one["field_name"] for one in fields if "repeating_subfields" in one))
    shown = [one for one in fields if one.get("form_snippet") not in _HIDDEN and one["field_name"] != REASON]
    built = {one["field_name"]: _part(one, sent, errors, notes) for one in shown}
    reason = next((one for one in fields if one["field_name"] == REASON), None)
    sections = tuple(_sections(schema, shown, built))
    asked = _input(reason, REASON, sent, errors, ()) if reason else None
    return Form(
        sections=sections,
        hidden=tuple(_hidden(fields, sent)),
        reason=asked,
        problems=tuple(_problems([*(part for one in sections for part in one.parts), asked], errors)),
    )


def _sections(schema: Schema, fields: Sequence[Schema], built: Mapping[str, Input | Group]) -> Iterator[Section]:
    known = [section["id"] for section in schema.get("sections", ())]
    for section in ({"id": ""}, *schema.get("sections", ())):
        parts = tuple(
            built[one["field_name"]]
            for one in fields
            if (one.get("section") if one.get("section") in known else "") == section["id"]
        )
        if parts:
            yield Section(section["id"], section.get("label", ""), section.get("help", ""), parts)


def _part(one: Schema, data: Mapping[str, Any], errors: Mapping[str, Any], notes: Notes) -> Input | Group:
    name = one["field_name"]
    if "repeating_subfields" not in one:
        return _input(one, name, data, errors, tuple(note for note in notes if note.field == name))
    found = errors.get(name) or []
    wrong = [item if isinstance(item, Mapping) else {} for item in found]
    rows = tuple(
        _row(one, str(number), row, wrong[number] if number < len(wrong) else {}, notes)
        for number, row in enumerate(values.rows(data, name))
    )
    own = tuple(str(item) for item in found if not isinstance(item, Mapping))
    return Group(
        name, one, rows, _row(one, BLANK, {}, {}, ()), own, tuple(note for note in notes if note.field == name)
    )


def _row(group: Schema, number: str, row: Mapping[str, Any], errors: Mapping[str, Any], notes: Notes) -> Row:
    name = group["field_name"]
    origin = values.text(row, groups.ORIGIN) or (number if row and groups.ORIGIN not in row else "")
    path = f"{name}.{origin}" if origin else None
    inputs = tuple(
        _input(
            one,
            one["field_name"],
            row,
            errors,
            tuple(note for note in notes if path and note.field == f"{path}.{one['field_name']}"),
            f"{name}-{number}-",
        )
        for one in group["repeating_subfields"]
        if one.get("form_snippet", "") is not None
    )
    return Row(number, inputs, origin, tuple(note for note in notes if path and note.field == path))


def _input(
    one: Schema, key: str, data: Mapping[str, Any], errors: Mapping[str, Any], notes: Notes, prefix: str = ""
) -> Input:
    control = _control(one)
    found = errors.get(key) or ()
    return Input(
        name=f"{prefix}{key}",
        control=control,
        schema=one,
        values=_values(one, control, data),
        errors=tuple(str(item) for item in ([found] if isinstance(found, str) else found)),
        notes=notes,
    )


def _control(one: Schema) -> str:
    snippet = one.get("form_snippet") or ""
    if "/" in snippet:
        return "snippet"
    return _CONTROLS.get(snippet, "select" if "choices" in one and not snippet else "text")


def _values(one: Schema, control: str, data: Mapping[str, Any]) -> tuple[str, ...]:
    name = one["field_name"]
    if control in ("lines", "checks"):
        return values.texts(data, name)
    said = data.get(name)
    text = "\n".join(str(item) for item in said) if isinstance(said, list) else str(said if said is not None else "")
    if _is_money(one):
        text = _with_thousands(text)
    return (text,) if text else ()


def _is_money(one: Schema) -> bool:
    return "socialprograms_money" in str(one.get("validators", ""))


def _with_thousands(text: str) -> str:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return text
    return f"{amount:,f}" if amount.is_finite() else text


def _hidden(fields: Iterable[Schema], data: Mapping[str, Any]) -> Iterator[Input]:
    for one in fields:
        if one.get("form_snippet") in _HIDDEN:
            name = one["field_name"]
            is_list = one["form_snippet"] == "socialprograms_hidden_list.html"
            found = values.texts(data, name) if is_list else ((said,) if (said := values.text(data, name)) else ())
            yield Input(name, "hidden", one, found)


def _inputs(parts: Iterable[Input | Group]) -> Iterator[Input | Group]:
    for part in parts:
        yield part
        if isinstance(part, Group):
            yield from (one for row in part.rows for one in row.inputs)


def _problems(parts: Sequence[Input | Group | None], errors: Mapping[str, Any]) -> Iterator[Problem]:
    shown = set()
    for part in parts:
        if part is None:
            continue
        shown.add(part.name)
        label = part.schema.get("label", part.name)
        yield from (Problem((label,), None, message, part.id) for message in part.errors)
        for number, row in enumerate(part.rows if isinstance(part, Group) else ()):
            item = part.schema.get("repeating_label", label)
            for one in row.inputs:
                labels = (item, one.schema.get("label", one.name))
                yield from (Problem(labels, number + 1, message, one.id) for message in one.errors)
    for key, found in errors.items():
        if key not in shown:
            for message in [found] if isinstance(found, str) else found:
                yield Problem((key,), None, str(message), "")
