"""Tells what a sheet is by its first rows: one of ours by its row of names, the hidden one, or one that lost them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ckanext.socialprograms.importers.document import NumberedRow, Place, Sheet
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.values import folded
from ckanext.socialprograms.workbook import base
from ckanext.socialprograms.workbook.layout import ID, KEY, LANGUAGES, TYPES, SheetLayout, by_mark, layouts

FIRST_ROWS = 10
"""The row of names stands among these; people write titles above it."""
_ENOUGH = 4
"""So many labels of ours in one row are no accident."""


@dataclass(frozen=True)
class Heading:
    """The row of names of a sheet: which sheet it is, and in which column of the file each name stands (from 0)."""

    layout: SheetLayout
    row: int
    positions: Mapping[str, int]
    strange: tuple[tuple[int, str], ...]
    """Where there is a name that no column has."""


def heading(head: Iterable[NumberedRow], name: str, sheet: Sheet) -> Heading | None:
    """Find the row of names among the first rows of a sheet of the file ``name``; None where there is none.

    Raises UnreadableFile where two columns have the same name, or where a column is missing without which rows would
    lose what they hold.
    """
    for number, cells in head:
        said = [value.strip() if isinstance(value, str) else "" for value in cells]
        mark = next((one for one in said if one in by_mark()), "")
        if mark and number <= FIRST_ROWS:
            found = _heading(by_mark()[mark], number, [KEY if one == mark else one for one in said], name, sheet)
            _check_columns(found, name, sheet)
            return found
    return None


def is_labelled(head: Iterable[NumberedRow]) -> bool:
    """Say whether a row has labels of one of our sheets, in any language."""
    return any(
        len({folded(value) for value in cells if isinstance(value, str)} & labels) >= _ENOUGH
        for _number, cells in head
        for labels in _labels()
    )


def kept_type(head: Sequence[NumberedRow]) -> str:
    """Give the type of the records that the hidden sheet speaks of, empty for any other sheet."""
    mark, _, type_ = str(head[0][1][0] if head and head[0][1] else "").partition(":")
    return type_ if mark == base.MARK and type_ in TYPES else ""


def _heading(layout: SheetLayout, row: int, said: Sequence[str], name: str, sheet: Sheet) -> Heading:
    known = {column.name for column in layout.columns}
    positions: dict[str, int] = {}
    for at, one in enumerate(said):
        if one in known and one in positions:
            first, second = (Place(sheet=sheet.name, row=row, column=column + 1) for column in (positions[one], at))
            told = {"name": name, "column": one, "first": first.message(), "second": second.message()}
            raise UnreadableFile(Message(_DOUBLED, told))
        if one in known:
            positions[one] = at
    strange = tuple((at, one) for at, one in enumerate(said) if one and one not in known)
    return Heading(layout, row, positions, strange)


def _check_columns(found: Heading, name: str, sheet: Sheet) -> None:
    layout = found.layout
    # Of the first sheet a column may go: what it held stays as it is. A row of a group would lose it.
    needed = layout.columns if layout.group else [column for column in layout.columns if column.name == ID]
    if gone := [column for column in needed if column.name not in found.positions]:
        columns = Message.listed(Message("{name} ({label})", _named(column.name, column.label)) for column in gone)
        raise UnreadableFile(Message(_NO_COLUMN, {"name": name, "sheet": sheet.name, "columns": columns}))


def _named(name: str, label: str) -> Mapping[str, object]:
    return {"name": name, "label": Message(label)}


@cache
def _labels() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(folded(Message(column.label).in_language(language)) for column in layouts(type_)[0].columns)
        for type_ in TYPES
        for language in LANGUAGES
    )


_DOUBLED = N_(
    "{name}: the column “{column}” is there twice, at {first} and at {second}, and nobody can tell which one holds. "
    "Take one of the two out; nothing was imported."
)
_NO_COLUMN = N_(
    "{name}, sheet “{sheet}”: the columns {columns} are missing, and its rows would lose what they hold. Take the "
    "workbook from the portal anew and copy your rows into it, or take out the whole sheet of a group; nothing was "
    "imported."
)
