"""Which sheets and columns the workbook of a type has; the schema says it, for writing and for reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from ckanext.socialprograms.importers import vocabulary
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.kinds import Held, held
from ckanext.socialprograms.records.values import folded

TEXT, LIST, DATE, NUMBER, CHOICE, CHOICES = "text", "list", "date", "number", "choice", "choices"
PERCENT, YEAR, COUNT = "percent", "year", "count"
LANGUAGES = ("es", "en")
"""Those in which a workbook may be written."""
TYPES = ("commitment", "program", "evaluation")
FILES = "resources"
KEY, ID, AGENCY, REASON = "_record", "_id", "_agency", "_reason"
"""The columns that are no fields: what joins the rows of all sheets, what a saved record or file is known by, the
agency that a new record goes to, and why a published promise changes."""
UNIT = "unit"
"""The field that says what the figures of its row count."""

# What the portal keeps itself, or what has a column of its own.
_LEFT_OUT = frozenset({"name", "owner_org", "replanning_reason"})
_KINDS = {
    Held.LIST: LIST,
    Held.KEYS: LIST,
    Held.SDG_TARGETS: LIST,
    Held.CHOICES: CHOICES,
    Held.DATE: DATE,
    Held.MONEY: NUMBER,
    Held.NUMBER: NUMBER,
    Held.COUNT: COUNT,
    Held.PERCENT: PERCENT,
    Held.YEAR: YEAR,
}


@dataclass(frozen=True)
class Choice:
    """A coded value, its label (a msgid), and the other names by which forms know it."""

    value: str
    label: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column: the name of its field, what people read over it and beside it (msgids), and what it holds."""

    name: str
    label: str
    kind: str = TEXT
    help: str = ""
    is_required: bool = False
    choices: tuple[Choice, ...] = ()

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Give the codes by the folded names of the choices in every language; the first of two namesakes has it."""
        found: dict[str, str] = {}
        for one in self.choices:
            labels = (Message(one.label).in_language(language) for language in LANGUAGES)
            for name in (one.value, *labels, *one.names):
                found.setdefault(folded(name), one.value)
        return found


@dataclass(frozen=True)
class SheetLayout:
    """A sheet: of the records where ``group`` is empty, else of the rows of a group; its title is a msgid."""

    type: str
    group: str
    title: str
    columns: tuple[Column, ...]

    @property
    def mark(self) -> str:
        """Give what stands in the first column of the row of names, by which the sheet is known in any language."""
        return f"{KEY}:{self.type}.{self.group}" if self.group else f"{KEY}:{self.type}"

    @cached_property
    def fields(self) -> tuple[Column, ...]:
        """Give the columns that hold fields."""
        return tuple(column for column in self.columns if not column.name.startswith("_"))


_KEY_HELP = N_(
    "What joins a record with its rows in the other sheets. For a new record write any short word or number here, and "
    "the same in its rows."
)
_ID_HELP = N_("The portal's own key. Leave it as it is; for something new it stays empty.")
_AGENCY_HELP = N_("For a new record: the name of the organization in this portal. That of a saved record stays.")


@lru_cache
def layouts(type_: str) -> tuple[SheetLayout, ...]:
    """Give the sheets of a type: its records, its groups in the order of the form, its files."""
    fields = vocabulary.fields(type_)
    reason = fields.get("replanning_reason", {})
    own = (
        Column(KEY, N_("Record"), help=_KEY_HELP, is_required=True),
        Column(ID, N_("Portal's key"), help=_ID_HELP),
        Column(AGENCY, N_("Agency"), help=_AGENCY_HELP),
        *_columns(
            field for name, field in fields.items() if name not in _LEFT_OUT and "repeating_subfields" not in field
        ),
        *([Column(REASON, reason["label"], help=reason.get("help_text", ""))] if reason else []),
    )
    groups = [field for field in fields.values() if "repeating_subfields" in field]
    titles = {"commitment": N_("Commitments"), "program": N_("Programs"), "evaluation": N_("Evaluations")}
    return (
        SheetLayout(type_, "", titles[type_], own),
        *(_group(type_, field["field_name"], field["label"]) for field in groups),
        _group(type_, FILES, N_("Files and links"), Column(ID, N_("Portal's key"), help=_ID_HELP)),
    )


@lru_cache
def by_mark() -> Mapping[str, SheetLayout]:
    """Give all sheets of all types by their marks."""
    return {sheet.mark: sheet for type_ in TYPES for sheet in layouts(type_)}


def _group(type_: str, group: str, title: str, *more: Column) -> SheetLayout:
    key = Column(KEY, N_("Record"), help=N_("The record that the row belongs to, as in the first sheet."))
    return SheetLayout(type_, group, title, (key, *more, *_columns(vocabulary.fields(type_, group).values())))


def _columns(fields: Iterable[Mapping[str, Any]]) -> Iterator[Column]:
    for field in fields:
        if not _is_hidden(field):
            yield Column(
                field["field_name"],
                field.get("label", field["field_name"]),
                _kind(field),
                field.get("help_text", ""),
                is_required=bool(field.get("required")),
                choices=tuple(
                    Choice(str(one["value"]), one["label"], tuple(map(str, one.get("form_labels", ()))))
                    for one in field.get("choices", ())
                ),
            )


def _is_hidden(field: Mapping[str, Any]) -> bool:
    snippet = field.get("form_snippet", "")
    return snippet is None or "_hidden" in snippet or snippet == "socialprograms_provenance.html"


def _kind(field: Mapping[str, Any]) -> str:
    return _KINDS.get(held(field), CHOICE if "choices" in field else TEXT)
