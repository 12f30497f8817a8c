"""A publisher's own list of beneficiaries in the layout of the transparency law: read, mapped, and kept nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.exporters.transparency import upload
from ckanext.socialprograms.exporters.transparency.lines import Filling, Line, Value
from ckanext.socialprograms.forms import points, reading
from ckanext.socialprograms.importers.document import Sheet
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.official.period import Period
from ckanext.socialprograms.official.transparency import Column, Format, format_
from ckanext.socialprograms.records.values import Data, folded
from ckanext.socialprograms.takeaway.files import held_resources, read_held
from ckanext.socialprograms.takeaway.sexes import sex, sexes

FORM = "transparency_15b"
UPLOAD = "upload"
LIST = "beneficiary_list"
_TABLE = "people"
_ROWS_SEARCHED = 20
_SMALL = frozenset({"de", "del", "la", "el", "los", "las", "en", "su", "s", "pesos", "mxn", "mn"})
_BRACKETS = re.compile(r"\([^)]*\)")
_FEWEST = 2
_FIGURES = frozenset({"support", "age"})


@dataclass(frozen=True)
class Mapped:
    """Where each column of the format stands in a list, and under which label.

    ``left_out`` are the list's columns that the format does not ask for, ``empty`` those that the list does not have.
    The law says which data of a person are public: nothing else of the list gets into the file.
    """

    header: int
    positions: Mapping[Column, int]
    labels: Mapping[Column, str]
    left_out: tuple[str, ...]
    empty: tuple[Column, ...]


def lists(ids: Collection[str]) -> dict[str, list[model.Resource]]:
    """Give the files of programs that are lists of beneficiaries and lie in this portal, by the program's id.

    They are told from the database, since the index leaves out files that are held back. Only those who may edit the
    programs may see the list of these.
    """
    query = sa.select(model.Resource).where(
        model.Resource.package_id.in_(ids),
        model.Resource.state == model.State.ACTIVE,
        model.Resource.url_type == UPLOAD,
    )
    found: dict[str, list[model.Resource]] = {}
    for resource in model.Session.scalars(query.order_by(model.Resource.position)) if ids else ():
        if (resource.extras or {}).get("kind") == LIST:
            found.setdefault(str(resource.package_id), []).append(resource)
    return found


def look(data: Data, resource_id: str) -> Mapped:
    """Say what of a list was recognised. Raises UnreadableFile for what is no list."""
    return _opened(data, resource_id)[1]


def file(data: Data, resource_id: str, period: Period) -> Iterator[bytes]:
    """Yield a list in the format's layout. Raises UnreadableFile for what is no list."""
    form = format_(FORM)
    sheet, found = _opened(data, resource_id)
    return upload.write(form, period, [_line(form, data, period, sheet, found)])


def _opened(data: Data, resource_id: str) -> tuple[Sheet, Mapped]:
    held = next((file for one, file in held_resources(data) if one["id"] == resource_id), None)
    if held is None:
        raise UnreadableFile(Message(_NOT_HERE))
    for sheet in read_held(held).sheets:
        if found := mapped(format_(FORM), sheet):
            return sheet, found
    raise UnreadableFile(Message(_NO_LIST, {"name": held.title}))


def mapped(form: Format, sheet: Sheet) -> Mapped | None:
    """Find the row of labels of a list and which column each is, None if too few are known."""
    for number, row in islice(sheet.rows(), _ROWS_SEARCHED):
        labels = {_words(str(value)): position for position, value in reversed([*enumerate(row)]) if value}
        positions = dict(_known(form, labels))
        fields = {column.field for column in positions}
        if len(positions) >= _FEWEST and fields & {"name", "company"}:
            taken = set(positions.values())
            rest = tuple(str(value) for position, value in enumerate(row) if value and position not in taken)
            own = {column: str(row[position]) for column, position in positions.items()}
            empty = tuple(one for one in form.tables[_TABLE].columns if one not in positions)
            return Mapped(number, positions, own, rest, empty)
    return None


def _known(form: Format, labels: Mapping[str, int]) -> Iterator[tuple[Column, int]]:
    for column in form.tables[_TABLE].columns:
        names = (_words(name) for name in (column.label, *column.labels, *column.names))
        position = next((labels[name] for name in names if name in labels), None)
        if position is not None:
            yield column, position


def _words(label: str) -> str:
    """Give the words of a label that tell it from others."""
    words = folded(_BRACKETS.sub(" ", label)).split()
    return " ".join(word for word in words if word not in _SMALL)


def _line(form: Format, data: Data, period: Period, sheet: Sheet, found: Mapped) -> Line:
    (line,) = Filling(form, period, str).lines(data)
    columns = form.tables[_TABLE].columns
    at = {column.field: position for column, position in found.positions.items()}
    rows = [cells for number, cells in sheet.rows() if number > found.header]
    known = sexes(_at(cells, at["sex"]) for cells in rows) if "sex" in at else {}
    people = tuple(tuple(_cell(_at(cells, at.get(one.field)), one, known) for one in columns) for cells in rows)
    return Line(line.cells, {_TABLE: people}, line.empty)


def _at(cells: Sequence[Any], position: int | None) -> Any:
    return cells[position] if position is not None and position < len(cells) else None


def _cell(value: Any, column: Column, known: Mapping[str, str]) -> Value:
    if column.field == "sex":
        return sex(value, known)
    if column.field in _FIGURES and isinstance(value, str):
        return _figure(value)
    return value.date() if isinstance(value, datetime) else value


def _figure(said: str) -> Value:
    """Give an amount or age as a number; what is in kind, or could be two numbers, stays a text."""
    if points.is_doubtful(said):
        return said
    try:
        number = Decimal(reading.number(said))
    except (reading.Unreadable, InvalidOperation):
        return said
    return int(number) if number == number.to_integral_value() else float(number)


_NOT_HERE = N_("This list is not a file of this program that the portal holds. Upload it to the program first.")
_NO_LIST = N_(
    "“{name}” has no row of labels with the name of the persons and what they received. Name its columns “Nombre”, "
    "“Primer apellido”, “Monto”, “Municipio”, “Edad”, “Sexo”, and try again."
)
