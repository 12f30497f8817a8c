"""Files for the guard's tests, made of data of people who do not exist."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from ckanext.socialprograms.guard.report import Scan
from ckanext.socialprograms.guard.rules import Rules
from ckanext.socialprograms.guard.scan import scan
from tests.guard.people import People

PEOPLE = People(7)
PERSONS = [PEOPLE.person() for _ in range(30)]
CURP = [PEOPLE.curp(person) for person in PERSONS]


@pytest.fixture
def scanned(tmp_path) -> Callable[..., Scan]:
    """Scan bytes under a name."""

    def look(data: bytes, name: str, **rules) -> Scan:
        path = tmp_path / "sent"
        path.write_bytes(data)
        return scan(path, name, Rules(**rules))

    return look


def delimited(columns: Mapping[str, Sequence[object]], separator: str = ",") -> bytes:
    """Write columns as a CSV file."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return file.getvalue().encode()


def as_json(columns: Mapping[str, Sequence[object]]) -> bytes:
    """Write columns as a list of objects."""
    return json.dumps([dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]).encode()


def workbook(sheets: Mapping[str, Mapping[str, Sequence[object]]], hidden: Sequence[str] = ()) -> openpyxl.Workbook:
    """Make a workbook of the columns of each sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, columns in sheets.items():
        sheet = book.create_sheet(title)
        sheet.append(list(columns))
        for row in zip(*columns.values(), strict=True):
            sheet.append(row)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    return book


def saved(document) -> bytes:
    """Give what a library writes as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zipped(files: Mapping[str, bytes | Path]) -> bytes:
    """Make a ZIP file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, bytes) else content.read_bytes())
    return file.getvalue()


def found(scan: Scan) -> set[tuple[str, str]]:
    """Give the kinds that were found, each with its column."""
    return {(one.kind, one.place.column) for one in scan.findings}
