"""How the fields of a record were when its workbook was written, so that only what was changed in it is imported.

Of each record, every field and group has a few digits of a digest, one after another in the order of the sheets. A
field whose digits are the same was not touched in the workbook; one whose digits differ from the portal's was changed
there since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ckanext.socialprograms.loading.digests import digest
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.workbook.cells import said, written
from ckanext.socialprograms.workbook.layout import FILES, ID, Column, SheetLayout, layouts

MARK = "_base"
"""What stands in the first cell of the hidden sheet, before the type."""
TAGS = "tag_string"
_DIGITS = 6
_EMPTY = "-" * _DIGITS
_CELLS = 4
Digests = Mapping[str, str]


class Kept(NamedTuple):
    """What the hidden sheet says of a record: the name that it had, and the digits of its fields."""

    name: str
    digits: str


def with_tags(data: Data) -> Data:
    """Add a record's tags as the one text in which people write them."""
    return {**data, TAGS: ", ".join(values.text(tag, "name") for tag in values.rows(data, "tags"))}


def names(type_: str) -> tuple[str, ...]:
    """Give the names of what has a digest: the fields of the first sheet, then the groups."""
    first, *groups = layouts(type_)
    return (*(column.name for column in first.fields), *(sheet.group for sheet in groups))


def short(value: Any) -> str:
    """Give the digits of a value as a cell says it."""
    return (digest(value)[:_DIGITS] or _EMPTY) if value else _EMPTY


def of_record(type_: str, data: Data) -> Digests:
    """Give the digests of a saved record, by the names of ``names``."""
    first, *groups = layouts(type_)
    found = {column.name: short(field_said(column, data)) for column in first.fields}
    return {**found, **{sheet.group: short(group_said(sheet, data)) for sheet in groups}}


def field_said(column: Column, data: Data) -> Any:
    """Give what the cell of a saved field says when it is read again."""
    # Which language the choices are written in makes no difference.
    return said(column, written(column, data, str))


def group_said(sheet: SheetLayout, data: Data) -> list[dict[str, Any]]:
    """Give what the rows of a saved group say when they are read again; a file's row has its key."""
    rows = []
    for row in values.rows(data, sheet.group):
        told = {column.name: field_said(column, row) for column in sheet.fields}
        if sheet.group == FILES:
            told[ID] = values.text(row, "id")
        rows.append(told)
    return rows


def row(type_: str, data: Data) -> list[str]:
    """Give the row of the hidden sheet for a saved record: its id, its digits, its name, and a seal over the three."""
    digests = of_record(type_, data)
    told = [values.text(data, "id"), "".join(digests[name] for name in names(type_)), values.text(data, "name")]
    return [*told, short(told)]


def kept(cells: Sequence[Any]) -> tuple[str, Kept] | None:
    """Read what ``row`` gave; None where the seal does not fit, as when someone sorted the columns one by one."""
    told = [str(cell or "") for cell in cells[:_CELLS]]
    if len(told) < _CELLS or short(told[:-1]) != told[-1]:
        return None
    return told[0], Kept(told[2], told[1])


def unpacked(digits: str, order: Sequence[str]) -> Digests:
    """Part the digits of a record by the names that the head of the hidden sheet gives."""
    pieces = (digits[start : start + _DIGITS] for start in range(0, len(digits), _DIGITS))
    return {name: piece for name, piece in zip(order, pieces, strict=False) if len(piece) == _DIGITS}
