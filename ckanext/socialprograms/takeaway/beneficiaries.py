"""A publisher's own list of beneficiaries in the layout of the transparency law: read, mapped, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from ckanext.socialprograms.exporters.transparency import upload
from ckanext.socialprograms.exporters.transparency.lines import Filling, Line, Value
from ckanext.socialprograms.importers.document import NumberedRow, Sheet
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.official.period import Period
from ckanext.socialprograms.official.transparency import Column, Format, format_
from ckanext.socialprograms.records.values import Data, folded
from ckanext.socialprograms.takeaway.files import held_resources, read_held

FORM = "transparency_15b"
LIST = "beneficiary_list"
_TABLE = "people"
_ROWS_SEARCHED = 20
_FEWEST = 2


@dataclass(frozen=True)
class Mapped:
    """Where each column of the format stands in a list; ``left_out`` are the list's columns that it does not ask for.

    The law says which data of a person are public: nothing else of the list gets into the file.
    """

    header: int
    positions: Mapping[Column, int]
    left_out: tuple[str, ...]


def lists(data: Data) -> Iterator[Data]:
    """Give the files of a program that are lists of beneficiaries and lie in this portal."""
    return (resource for resource, _file in held_resources(data) if resource.get("kind") == LIST)


def file(data: Data, resource_id: str, period: Period) -> Iterator[bytes]:
    """Yield a list in the format's layout. Raises UnreadableFile for what is no list."""
    form = format_(FORM)
    held = next((file for one, file in held_resources(data) if one["id"] == resource_id), None)
    if held is None:
        raise UnreadableFile(Message(_NOT_HERE))
    for sheet in read_held(held).sheets:
        if found := mapped(form, sheet):
            return upload.write(form, period, [_line(form, data, period, sheet, found)])
    raise UnreadableFile(Message(_NO_LIST, {"name": held.title}))


def mapped(form: Format, sheet: Sheet) -> Mapped | None:
    """Find the row of labels of a list and which column each is, None if too few are known."""
    for number, row in islice(sheet.rows(), _ROWS_SEARCHED):
        labels = {folded(str(value)): position for position, value in enumerate(row) if value}
        positions = dict(_known(form, labels))
        fields = {column.field for column in positions}
        if len(positions) >= _FEWEST and fields & {"name", "company"}:
            taken = set(positions.values())
            rest = tuple(str(value) for position, value in enumerate(row) if value and position not in taken)
            return Mapped(number, positions, rest)
    return None


def _known(form: Format, labels: Mapping[str, int]) -> Iterator[tuple[Column, int]]:
    for column in form.tables[_TABLE].columns:
        names = (folded(name) for name in (column.label, *column.labels, *column.names))
        position = next((labels[name] for name in names if name in labels), None)
        if position is not None:
            yield column, position


def _line(form: Format, data: Data, period: Period, sheet: Sheet, found: Mapped) -> Line:
    (line,) = Filling(form, period, str).lines(data)
    columns = form.tables[_TABLE].columns
    people = tuple(_person(row, columns, found) for row in sheet.rows() if row[0] > found.header)
    return Line(line.cells, {_TABLE: people}, line.empty)


def _person(row: NumberedRow, columns: Sequence[Column], found: Mapped) -> tuple[Value, ...]:
    cells = row[1]
    positions = (found.positions.get(column) for column in columns)
    return tuple(_cell(cells[at]) if at is not None and at < len(cells) else None for at in positions)


def _cell(value: Any) -> Value:
    return value.date() if isinstance(value, datetime) else value


_NOT_HERE = N_("This list is not a file of this program that the portal holds. Upload it to the program first.")
_NO_LIST = N_(
    "“{name}” has no row of labels with the name of the persons and what they received. Name its columns “Nombre”, "
    "“Primer apellido”, “Monto”, “Municipio”, “Edad”, “Sexo”, and try again."
)
