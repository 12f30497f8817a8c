"""A row of the inventory becomes a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ckanext.socialprograms.forms import points, reading
from ckanext.socialprograms.importers import vocabulary
from ckanext.socialprograms.importers.document import Place, Value
from ckanext.socialprograms.importers.draft import Draft, key_of
from ckanext.socialprograms.importers.inventory.agencies import Agency, Said
from ckanext.socialprograms.importers.inventory.header import YEAR, Column, Header
from ckanext.socialprograms.importers.records import ImportedRecord
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.values import folded

NOT_APPLICABLE, NOT_AVAILABLE = "not_applicable", "not_available"
_ABSENT = {"no aplica": NOT_APPLICABLE, "no disponible": NOT_AVAILABLE}
_LISTS = {"agencies", "target_groups", "support_kinds"}
_CHOICES = {"rights", "life_stages"}
_GROUPS = ("budget", "rules")
_MONEY = {"budget.approved", "budget.spent", "budget.state_funds", "budget.federal_funds"}
_CHOICE = {"support_form", "sex", "urban_rural", "has_rules", "covid_intervention", "budget.co_funded", "budget.ramo33"}


@dataclass(frozen=True)
class Places(Mapping[str, Place]):
    """Where the values of a row came from, made when asked for: a thousand rows share one header."""

    sheet: str
    row: int
    columns: Mapping[str, Column]

    def __getitem__(self, path: str) -> Place:
        return Place(sheet=self.sheet, row=self.row, column=self.columns[path].position + 1)

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)


def said(value: Value) -> str:
    """Give the text of a cell on one line of single spaces."""
    return " ".join(str("" if value is None else value).split())


def agency_of(header: Header, row: Sequence[Value]) -> Said:
    """Give the state, department and entity that a row names, empty where the inventory says that it has none."""
    cells = [(column, said(_cell(row, column))) for column in header.columns]
    present = [(column.field, text) for column, text in cells if text and folded(text) not in _ABSENT]
    first = dict(reversed(present))
    return Said(first.get("federal_entity", ""), first.get("agencies", ""), first.get("operating_entity", ""))


class RowReader:
    """Reads rows under one header; ``year`` is that of the file where a row does not say its own."""

    def __init__(self, sheet: str, header: Header, year: int | None) -> None:
        self._sheet, self._header, self._year = sheet, header, year
        self._columns: dict[str, Column] = {}
        for column in header.columns:
            path = column.field.replace(":", ".")
            self._columns.setdefault(path, column)

    def record(self, number: int, row: Sequence[Value], agency: Agency | None) -> ImportedRecord:
        """Give the program of a row; ``number`` is the row's in the sheet."""
        draft = Draft("program")
        groups: dict[str, dict[str, Any]] = {name: {} for name in _GROUPS}
        mentions: dict[tuple[str, int | None], dict[str, Any]] = {}
        year = self._year
        for column in self._header.columns:
            value = _cell(row, column)
            text = said(value)
            if not column.field or not text:
                continue
            if column.field == YEAR:
                year = _whole(text) or year
            elif column.field.startswith("mentions:"):
                _, document, part = column.field.split(":")
                self._mention(mentions, document, part, column, text)
            else:
                self._value(draft, groups, column, value, number)
        self._finish(draft, groups, mentions, year)
        data = draft.data
        # Whatever the year of the edition: the same program is the same record.
        key = key_of("program", data.get("federal_entity", ""), agency.key if agency else "", data.get("title", ""))
        draft.put("external_key", key)
        places = Places(self._sheet, number, self._columns)
        organization = agency.title if agency else None
        return ImportedRecord(
            "program", data, tuple(draft.warnings), places, organization=organization, is_found_by_title=True
        )

    def _value(
        self, draft: Draft, groups: dict[str, dict[str, Any]], column: Column, value: Value, number: int
    ) -> None:
        field, text = column.field, said(value)
        absent = _ABSENT.get(folded(text))
        group, _, part = field.partition(".")
        place = self._header.place(self._sheet, number, column)
        if absent:
            if field not in draft.data.get(absent, []) and not draft.data.get(field):
                draft.data.setdefault(absent, []).append(field)
        elif field in _MONEY:
            groups[group][part] = _amount(draft, field, value, place)
        elif field in _CHOICES or field in _CHOICE:
            self._choice(draft, groups, field, text, place)
        elif field in _LISTS:
            draft.data.setdefault(field, []).append(text)
        elif field.endswith("url"):
            address = _address(draft, field, text, place)
            (groups[group] if part else draft.data)[part or field] = address
        elif part:
            groups[group][part] = str(_whole(text) or text) if part == "year" else text
        else:
            draft.put(field, text)

    def _choice(self, draft: Draft, groups: dict[str, dict[str, Any]], field: str, text: str, place: Place) -> None:
        group, _, part = field.partition(".")
        value = vocabulary.choice("program", field, text)
        if value is None:
            draft.note(field, Message(_UNKNOWN_CHOICE), text, place)
        elif part:
            groups[group][part] = value
        elif field in _CHOICES:
            chosen = draft.data.setdefault(field, [])
            if value not in chosen:
                chosen.append(value)
        else:
            draft.data[field] = value

    def _mention(
        self,
        mentions: dict[tuple[str, int | None], dict[str, Any]],
        document: str,
        part: str,
        column: Column,
        text: str,
    ) -> None:
        year = column.year if document == "inventory" else None
        row = mentions.setdefault((document, year), {"document": document, "year": str(year or "")})
        if folded(text) in _ABSENT:
            return
        row[part] = vocabulary.choice("program", "mentions.found", text) or "" if part == "found" else text

    def _finish(
        self,
        draft: Draft,
        groups: dict[str, dict[str, Any]],
        mentions: dict[tuple[str, int | None], dict[str, Any]],
        year: int | None,
    ) -> None:
        edition = str(year or "")
        budget = {key: value for key, value in groups["budget"].items() if value not in ("", None)}
        if budget:
            draft.add("budget", {"year": edition, **budget})
        rules = {key: value for key, value in groups["rules"].items() if value}
        if rules:
            draft.add("rules", rules)
        for row in mentions.values():
            if row.get("found"):
                draft.add("mentions", {**row, "year": row["year"] or edition})
        draft.put("editions", [edition] if edition else [])
        for absent in (NOT_APPLICABLE, NOT_AVAILABLE):
            paths = [path for path in draft.data.pop(absent, ()) if path not in draft.data]
            draft.put(absent, [_of_year(path, edition) for path in paths])


def _of_year(path: str, edition: str) -> str:
    """Name a figure of a year: ``budget.2021.approved``."""
    return path.replace("budget.", f"budget.{edition}.") if edition else path


def _cell(row: Sequence[Value], column: Column) -> Value:
    return row[column.position] if column.position < len(row) else None


def _whole(text: str) -> int | None:
    try:
        return int(Decimal(text))
    except (InvalidOperation, ValueError):
        return None


def _amount(draft: Draft, field: str, value: Value, place: Place) -> str:
    try:
        amount = "" if isinstance(value, date) else reading.money(value)
    except reading.Unreadable:
        amount = ""
    if note := Message(_NO_AMOUNT) if not amount else points.doubt(value):
        draft.note(field, note, said(value), place)
    return amount


def _address(draft: Draft, field: str, text: str, place: Place) -> str:
    start = text.find("http")
    if start > 0 and "://" in text[start : start + 8] and not text[:start].strip(" /"):
        draft.note(field, Message(_CLEANED_ADDRESS), text, place)
        return text[start:].replace(" ", "%20")
    if start != 0:
        draft.note(field, Message(_NO_ADDRESS), text, place)
        return ""
    return text.replace(" ", "%20")


_UNKNOWN_CHOICE = N_("This value is not in the inventory's list, so that it was left out. Choose the one that fits.")
_NO_AMOUNT = N_("An amount in pesos was expected here, such as 1,234.50. Write it if you know it.")
_NO_ADDRESS = N_("The address of a page was expected here, beginning with https://. Look it up and write it.")
_CLEANED_ADDRESS = N_("Signs before the address were taken off. Open it and check that it leads somewhere.")
