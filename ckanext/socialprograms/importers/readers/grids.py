"""How large the rectangle around a sheet's values is, asked before a library makes room for all of it.

Sheets claim dimensions that are wrong, and a single value in row 1,048,422 makes a rectangle of 66 million cells.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from xml.parsers import expat

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.limits import MEGABYTE

Attributes = Mapping[str, str]

_REFERENCE = re.compile(r"([A-Za-z]{1,7})(\d{1,9})")
_MAX_SHEET_ROWS = 1_048_576
_MAX_SHEET_COLUMNS = 16_384


@dataclass
class Grid:
    """The far corner of the values seen so far, counted from 1."""

    rows: int = 0
    columns: int = 0

    @property
    def cells(self) -> int:
        """Give how many cells the rectangle from A1 holds."""
        return self.rows * self.columns

    def hold(self, row: int, column: int) -> None:
        """Grow to hold a value."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def xlsx_grid(data: bytes, name: str, part: str) -> Grid:
    """Measure one sheet of an Excel workbook, from cells that have a value. Raises UnreadableFile."""
    walk = _XlsxWalk()
    _parse(data, name, part, walk.start)
    return walk.grid


def ods_cells(data: bytes, name: str) -> int:
    """Measure all sheets of an OpenDocument workbook together. Raises UnreadableFile."""
    walk = _OdsWalk()
    _parse(data, name, "content.xml", walk.start)
    return sum(grid.cells for grid in walk.grids)


def xlsx_parts(data: bytes, name: str) -> Mapping[str, str]:
    """Give the part of each sheet of an Excel workbook by the sheet's name. Raises UnreadableFile."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            targets[attributes.get("Id", "")] = path.lstrip("/")

    def sheet(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            sheets[attributes.get("name", "")] = targets.get(attributes.get("id", ""), "")

    _parse(data, name, "xl/_rels/workbook.xml.rels", relation)
    _parse(data, name, "xl/workbook.xml", sheet)
    return sheets


class _XlsxWalk:
    """Follows rows and cells; both may leave out where they are, and then follow on the last."""

    def __init__(self) -> None:
        self.grid = Grid()
        self.row = self.column = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            self.row, self.column = _number(attributes.get("r"), self.row + 1), 0
        elif tag == "c":
            reference = _REFERENCE.fullmatch(attributes.get("r", ""))
            self.column = _column_number(reference[1]) if reference else self.column + 1
            self.row = int(reference[2]) if reference else self.row
        elif tag in ("v", "is"):
            self.grid.hold(self.row, self.column)


class _OdsWalk:
    """Follows rows and cells that may say how often they are repeated."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.row = self.column = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "table":
            self.grids.append(Grid())
            self.row = 0
        elif tag == "table-row":
            self.row += _number(attributes.get("number-rows-repeated"), 1)
            self.column = 0
        elif tag in ("table-cell", "covered-table-cell"):
            self.column += _number(attributes.get("number-columns-repeated"), 1)
        if self.grids and (tag == "p" or "value-type" in attributes or "formula" in attributes):
            self.grids[-1].hold(min(self.row, _MAX_SHEET_ROWS), min(self.column, _MAX_SHEET_COLUMNS))


def _parse(data: bytes, name: str, part: str, start: Callable[[str, Attributes], None]) -> None:
    """Give the start of each element of a part, with its attributes, all without their namespaces."""

    def element(tag: str, attributes: dict[str, str]) -> None:
        start(_local(tag), {_local(key): value for key, value in attributes.items()})

    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    parser.StartElementHandler = element
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(part) as stream:
            while chunk := stream.read(MEGABYTE):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise errors.damaged(name, part) from error


@lru_cache(maxsize=256)
def _local(tag: str) -> str:
    return tag.rpartition("|")[2]


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default


@lru_cache(maxsize=1024)
def _column_number(letters: str) -> int:
    return reduce(lambda number, letter: number * 26 + ord(letter) - ord("A") + 1, letters.upper(), 0)
