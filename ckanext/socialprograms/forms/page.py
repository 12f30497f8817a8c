"""What the publisher's form shows: its sections, fields and rows, with errors and notes beside them. No CKAN in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.forms.notes import Notes
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.kinds import Held, held

Schema = Mapping[str, Any]
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
        return held(self.schema) is Held.MONEY

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
    """A repeating group with its rows, a blank one to copy, and a few for people whose browser runs no script."""

    name: str
    schema: Schema
    rows: tuple[Row, ...]
    blank: Row
    spare: tuple[Row, ...]
    errors: tuple[str, ...] = ()
    notes: Notes = ()
    control: str = "group"

    @property
    def id(self) -> str:
        """Give the id of its element, the target of the error summary."""
        return f"field-{self.name}"


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
        return sum(bool(one.errors) for one in inputs(self.parts))

    @property
    def notes(self) -> int:
        """Count the notes of the import."""
        rows = [row for part in self.parts if isinstance(part, Group) for row in part.rows]
        return sum(len(one.notes) for one in (*inputs(self.parts), *rows))


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
    problems: tuple[Problem, ...]


def inputs(parts: Iterable[Input | Group]) -> Iterator[Input | Group]:
    """Give the fields and groups of a section, and the fields of their rows."""
    for part in parts:
        yield part
        if isinstance(part, Group):
            yield from (one for row in part.rows for one in row.inputs)
