"""The tables that can be taken away, by name, with what each of their columns means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ckanext.socialprograms import config, search
from ckanext.socialprograms.exporters import (
    agenda,
    bundle,
    differences,
    fiscal,
    forms,
    inventory,
    mixed,
    record,
    work_plan,
)
from ckanext.socialprograms.exporters import dictionary as written
from ckanext.socialprograms.exporters.column import Column, Say
from ckanext.socialprograms.exporters.dictionary import Described, Entry, of_columns, of_schema
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.monitor import call_downloads
from ckanext.socialprograms.monitor import downloads as board
from ckanext.socialprograms.official.annex import annex
from ckanext.socialprograms.official.transparency import format_, formats
from ckanext.socialprograms.signals import downloads as signals
from ckanext.socialprograms.views_resource.kinds import KINDS, kind_of

ASM = "asm"


@dataclass(frozen=True)
class Listed:
    """A table of the list: its name in addresses, its title (a msgid), and what gives its columns in a language."""

    name: str
    title: str
    entries: Callable[[Say], Iterable[Entry]]

    def described(self, say: Say) -> Described:
        """Give the table in a language."""
        return Described(self.name, say(self.title), self.entries(say))


@dataclass(frozen=True)
class Section:
    """Tables that belong together, under a title (a msgid)."""

    title: str
    tables: tuple[Listed, ...]


def sections() -> Iterator[Section]:
    """Yield the tables that this portal gives, section by section."""
    yield Section(N_("Records"), tuple(_records()))
    if config.board():
        yield Section(N_("Monitoring board"), tuple(_board()))
    if config.signals():
        yield Section(N_("Risk signals"), tuple(_signals()))
    yield Section(N_("Plans and rules"), tuple(_plans()))
    yield Section(N_("Views of files"), tuple(_views()))
    yield Section(N_("Official formats"), tuple(_official()))


def tables() -> dict[str, Listed]:
    """Give the tables that this portal gives by their names."""
    return {one.name: one for section in sections() for one in section.tables}


def board_table(name: str) -> str:
    """Give the name of the table with the columns of a table or list of the board."""
    return f"board-{board.shape(name)}"


def signal_table(name: str) -> str:
    """Give the name of the signals' table, or of that of their rules."""
    return name if name == "signals" else f"signal-{name}"


def _records() -> Iterator[Listed]:
    for type_, schema in search.schemas().items():
        yield Listed(type_, search.TYPE_NAMES[type_], lambda say, schema=schema: of_schema(schema, say))
    yield Listed("dataset", N_("Records of all kinds in one list"), lambda say: of_schema(mixed.SCHEMA, say))
    yield _listed("record", N_("A record in one table"), record.LONG_COLUMNS)
    yield _listed("evidence", N_("Evidence"), bundle.EVIDENCE_COLUMNS)
    yield _listed("dictionary", N_("Data dictionary"), (written.TABLE, *written.COLUMNS))


def _board() -> Iterator[Listed]:
    for name, columns in board.COLUMNS.items():
        yield _listed(board_table(name), board.TITLES[name], columns)


def _signals() -> Iterator[Listed]:
    for name, columns in signals.COLUMNS.items():
        yield _listed(signal_table(name), signals.TITLES[name], columns)


def _plans() -> Iterator[Listed]:
    yield _listed(call_downloads.NAME, call_downloads.TITLE, call_downloads.COLUMNS)
    yield _listed("work-plan", N_("Work plan"), work_plan.COLUMNS)
    yield _listed("agenda", N_("Improvement agenda"), agenda.COLUMNS)
    yield _listed("compared-rules", N_("Rules compared"), differences.COLUMNS)


def _views() -> Iterator[Listed]:
    for kind in filter(None, map(kind_of, KINDS)):
        yield _listed(kind.table_name, kind.title, kind.columns)


def _official() -> Iterator[Listed]:
    yield Listed("fiscal-budget", N_("Budgets as fiscal data (Fiscal Data Package)"), _entries(fiscal.columns))
    yield Listed("inventory", N_("National inventory of programs"), _entries(inventory.columns))
    yield Listed(ASM, format_(ASM).title, _entries(lambda say: forms.columns(format_(ASM), say)))
    yield Listed("conac", annex().title, lambda say: forms.of_annex(annex(), say))
    for form in formats():
        name = form.id.replace("_", "-")
        yield Listed(name, f"{form.title} ({form.number})", lambda say, form=form: forms.of_upload(form, say))


def _listed(name: str, title: str, columns: Iterable[Column]) -> Listed:
    return Listed(name, title, lambda say: of_columns(columns, say))


def _entries(columns: Callable[[Say], Iterable[Column]]) -> Callable[[Say], list[Entry]]:
    return lambda say: [Entry(one) for one in columns(say)]
