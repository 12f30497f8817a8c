"""A program's list of works as projects of OC4IDS, read from its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters import oc4ids
from ckanext.socialprograms.exporters.record import agency
from ckanext.socialprograms.importers.document import Sheet
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.takeaway.files import held_resources, read_held
from ckanext.socialprograms.views_resource.roles import Column, detected
from ckanext.socialprograms.views_resource.works.works_map import ROLES
from ckanext.socialprograms.workbook.cells import text

KIND = "works"
_ROWS_SEARCHED = 10
_FEWEST = 3


def lists(data: Data) -> Iterator[Data]:
    """Give the files of a program that are lists of works and lie in this portal."""
    return (resource for resource, _file in held_resources(data) if resource.get("kind") == KIND)


def projects(data: dict[str, Any], resource_id: str) -> Iterator[bytes]:
    """Yield a list of works as a package of projects. Raises UnreadableFile for what is no list of works."""
    held = next((file for one, file in held_resources(data) if one["id"] == resource_id), None)
    if held is None:
        raise UnreadableFile(Message(_NOT_HERE))
    organization = data.get("organization") or {}
    program = oc4ids.Program(
        id=data["id"],
        name=data["name"],
        title=data["title"],
        address=tk.url_for("program.read", id=data["name"], _external=True, locale="default"),
        agency_id=organization.get("name") or data["id"],
        agency=agency(data),
        updated=f"{data['metadata_modified'][:19]}Z",
    )
    for sheet in read_held(held).sheets:
        if found := _labelled(sheet):
            number, columns = found
            return oc4ids.package(program, _projects(program, sheet, number, columns))
    raise UnreadableFile(Message(_NO_WORKS, {"name": held.title}))


def _labelled(sheet: Sheet) -> tuple[int, Mapping[str, int]] | None:
    """Find the row of labels and where the column of each role stands."""
    for number, row in islice(sheet.rows(), _ROWS_SEARCHED):
        columns = [Column(str(place), text(value), "text") for place, value in enumerate(row)]
        roles = {name: int(column.id) for name, column in detected(ROLES, columns).items()}
        if "name" in roles and len(roles) >= _FEWEST:
            return number, roles
    return None


def _projects(program: oc4ids.Program, sheet: Sheet, header: int, columns: Mapping[str, int]) -> Iterator[Any]:
    seen: set[str] = set()
    for number, row in sheet.rows():
        said = {name: text(row[place]) for name, place in columns.items() if place < len(row)}
        if number <= header or not said.get("name"):
            continue
        one = oc4ids.project(program, said, number - header)
        if one["id"] in seen:  # a key that the list has twice is no key
            one["id"] = f"{one['id']}-{number - header}"
        seen.add(one["id"])
        yield one


_NOT_HERE = N_("This list is not a file of this program that the portal holds. Upload it to the program first.")
_NO_WORKS = N_("“{name}” has no row of labels with the name of each work. Name that column “Nombre de la obra”.")
