"""What a record answers to each item of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ckanext.socialprograms.importers import vocabulary
from ckanext.socialprograms.official.annex import Annex, Item
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

CHOSEN, NOT_CHOSEN = "☒", "☐"
_BETWEEN = "; "


@dataclass(frozen=True)
class Option:
    """An option of a choice, and whether it is the one."""

    number: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Answer:
    """The answer to an item: ``texts`` are a text, or the entries of a list; ``other`` what "other" stands for."""

    item: Item
    texts: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    other: str = ""
    parts: tuple[Answer, ...] = ()

    @property
    def is_list(self) -> bool:
        """Say whether the texts are entries of a list."""
        return self.item.kind in ("list", "links")

    @property
    def label(self) -> str:
        """Give the item's number and label."""
        return " ".join(filter(None, (self.item.number, self.item.label)))


@dataclass(frozen=True)
class AnsweredSection:
    """A section with its answers."""

    number: str
    label: str
    answers: tuple[Answer, ...]


def answers(form: Annex, data: Data, linked: Mapping[str, str]) -> tuple[AnsweredSection, ...]:
    """Give what a record answers; ``linked`` are the titles of records of this portal by what links say."""
    return tuple(
        AnsweredSection(one.number, one.label, tuple(_answer(item, form.record, data, linked) for item in one.items))
        for one in form.sections
    )


def ticked(option: Option) -> str:
    """Give an option with the box before it ticked or not."""
    return " ".join(filter(None, (CHOSEN if option.is_chosen else NOT_CHOSEN, option.number, option.label)))


def _answer(item: Item, record_type: str, data: Data, linked: Mapping[str, str]) -> Answer:
    if item.parts:
        return Answer(item, parts=tuple(_answer(part, record_type, data, linked) for part in item.parts))
    if item.kind in ("choice", "choices"):
        chosen = values.texts(data, item.field)
        return Answer(item, options=_options(item, record_type, chosen), other=values.text(data, item.other))
    return Answer(item, _texts(item, data, linked))


def _texts(item: Item, data: Data, linked: Mapping[str, str]) -> tuple[str, ...]:
    if item.kind == "list":
        return values.texts(data, item.field)
    if item.kind == "links":
        return tuple(linked.get(one, one) for one in values.texts(data, item.field))
    if item.kind == "rows":
        rows = enumerate(values.rows(data, item.field), 1)
        return tuple(said for position, row in rows if (said := _row(item, row, position)))
    said = values.text(data, item.field)
    if item.kind == "date" and (day := values.day(data, item.field)):
        said = f"{day:%d/%m/%Y}"
    if item.kind == "money" and (amount := values.number(data, item.field)) is not None:
        said = _pesos(amount)
    return (said,) if said else ()


def _row(item: Item, row: Data, position: int) -> str:
    """Give a row under its number; without it nobody could tell which head has which unit."""
    said = _BETWEEN.join(filter(None, (values.text(row, column) for column in item.columns)))
    return f"{values.text(row, 'number') or position}. {said}" if said else ""


def _pesos(amount: Decimal) -> str:
    exact = amount if amount != amount.quantize(Decimal("0.01")) else amount.quantize(Decimal("0.01"))
    return f"${exact:,f}"


def _options(item: Item, record_type: str, chosen: Sequence[str]) -> tuple[Option, ...]:
    known = vocabulary.fields(record_type)[item.field]["choices"]
    return tuple(
        Option(f"{item.number}.{place}" if item.numbered else "", one["form_labels"][0], one["value"] in chosen)
        for place, one in enumerate(known, 1)
    )
