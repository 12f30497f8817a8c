"""How large the rectangle around a sheet's values is, asked before a library makes room for all of it.

Sheets claim dimensions that are wrong, and a single value in row 1,048,422 makes a rectangle of 66 million cells.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from array import array
from bisect import bisect_left
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from xml.parsers import expat

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.limits import MEGABYTE
from ckanext.socialprograms.importers.readers.sizes import SheetSize

Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], Callable[[str], None] | None]

_REFERENCE = re.compile(r"([A-Za-z]{1,7})(\d{1,9})")
_MOST_BROKEN = 1000
_MAX_SHEET_ROWS = 1_048_576
_MAX_SHEET_COLUMNS = 16_384
_WIDTH = _MAX_SHEET_COLUMNS + 1
_MOST_REPEATED = 1000


class Marks:
    """Cells by row and column, of which each takes a few bytes."""

    def __init__(self) -> None:
        self._packed = array("Q")
        self._is_sorted = True

    def add(self, row: int, column: int) -> None:
        """Mark a cell."""
        if row <= _MAX_SHEET_ROWS and column <= _MAX_SHEET_COLUMNS:
            packed = row * _WIDTH + column
            self._is_sorted &= not self._packed or self._packed[-1] < packed
            self._packed.append(packed)

    def __contains__(self, cell: tuple[int, int]) -> bool:
        if not self._is_sorted:
            self._packed, self._is_sorted = array("Q", sorted(self._packed)), True
        row, column = cell
        packed = row * _WIDTH + column
        at = bisect_left(self._packed, packed)
        return at < len(self._packed) and self._packed[at] == packed


@dataclass
class Grid:
    """The far corner of the values seen so far, counted from 1.

    ``broken`` are the rows and columns of cells whose value nobody can tell, the first ones: libraries give such a cell
    as an empty one. ``percents`` has the cells that show their number as a percent.
    """

    rows: int = 0
    columns: int = 0
    broken: list[tuple[int, int]] = field(default_factory=list)
    percents: Marks = field(default_factory=Marks)

    @property
    def cells(self) -> int:
        """Give how many cells the rectangle from A1 holds."""
        return self.rows * self.columns

    def hold(self, row: int, column: int) -> None:
        """Grow to hold a value."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)

    def miss(self, row: int, column: int) -> None:
        """Note a cell with an error, or with a formula whose result is not in the file."""
        if len(self.broken) < _MOST_BROKEN:
            self.broken.append((row, column))


def xlsx_grid(data: bytes, name: str, part: str, size: SheetSize, percents: Container[str] = ()) -> Grid:
    """Measure one sheet of an Excel workbook, from cells that have a value; ``percents`` are the styles that show one.

    Raises UnreadableFile, for more rows than ``size`` allows as soon as there are so many.
    """
    walk = _XlsxWalk(size, percents)
    parse(data, name, part, walk.start)
    walk.leave()
    return walk.grid


def ods_grids(data: bytes, name: str) -> list[Grid]:
    """Measure the sheets of an OpenDocument workbook, in their order. Raises UnreadableFile."""
    walk = _OdsWalk()
    parse(data, name, "content.xml", walk.start)
    return walk.grids


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

    parse(data, name, "xl/_rels/workbook.xml.rels", relation)
    parse(data, name, "xl/workbook.xml", sheet)
    return sheets


class _XlsxWalk:
    """Follows rows and cells; both may leave out where they are, and then follow on the last."""

    def __init__(self, size: SheetSize, percents: Container[str]) -> None:
        self.grid = Grid()
        self.size, self.percents = size, percents
        self.style = ""
        self.row = self.column = 0
        self.is_broken, self.type = False, "n"

    def start(self, tag: str, attributes: Attributes) -> Callable[[str], None] | None:
        if tag == "row":
            self.leave()
            self.row, self.column = _number(attributes.get("r"), self.row + 1), 0
        elif tag == "c":
            self.leave()
            self.type, self.style = attributes.get("t", "n"), attributes.get("s", "")
            reference = _REFERENCE.fullmatch(attributes.get("r", ""))
            self.column = _column_number(reference[1]) if reference else self.column + 1
            self.row = int(reference[2]) if reference else self.row
        elif tag == "f":
            self.is_broken = True
        elif tag in ("v", "is"):
            if self.grid.rows != self.row:
                self.size.add(0)
            self.grid.hold(self.row, self.column)
            if self.type == "n" and self.style in self.percents:
                self.grid.percents.add(self.row, self.column)
            # An empty text is a result, an empty number none: a program wrote the formula that does not calculate.
            waits = self.is_broken and self.type == "n"
            self.is_broken = waits or self.type == "e"
            return self.whole if waits else None
        return None

    def whole(self, _value: str) -> None:
        """Take a formula's result."""
        self.is_broken = False

    def leave(self) -> None:
        """End a cell."""
        if self.is_broken:
            self.grid.miss(self.row, self.column)
        self.is_broken = False


class _OdsWalk:
    """Follows rows and cells that may say how often they are repeated."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.row = self.column = 0
        self.rows = self.columns = 1

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "table":
            self.grids.append(Grid())
            self.row = 0
        elif tag == "table-row":
            self.rows = _number(attributes.get("number-rows-repeated"), 1)
            self.row += self.rows
            self.column = 0
        elif tag in ("table-cell", "covered-table-cell"):
            self.columns = _number(attributes.get("number-columns-repeated"), 1)
            self.column += self.columns
            # LibreOffice says so in an attribute of its own beside the standard's, which calls it a text.
            if "error" in attributes.get("value-type", ""):
                self.grids[-1].miss(self.row, self.column)
            elif attributes.get("value-type") == "percentage":
                self._percent()
        if self.grids and (tag == "p" or "value-type" in attributes or "formula" in attributes):
            self.grids[-1].hold(min(self.row, _MAX_SHEET_ROWS), min(self.column, _MAX_SHEET_COLUMNS))

    def _percent(self) -> None:
        """Mark a cell with all that repeat it; who fills a whole column with one value has it read as it is."""
        rows, columns = (range(at - n + 1, at + 1) for at, n in ((self.row, self.rows), (self.column, self.columns)))
        if len(rows) * len(columns) <= _MOST_REPEATED:
            for row in rows:
                for column in columns:
                    self.grids[-1].percents.add(row, column)


def parse(data: bytes, name: str, part: str, start: Start) -> None:
    """Give the start of each element of a part, with its attributes, all without their namespaces.

    ``start`` gives a function for the text that follows where it wants to have it.
    """

    def element(tag: str, attributes: dict[str, str]) -> None:
        found = start(_local(tag), {_local(key): value for key, value in attributes.items()})
        parser.CharacterDataHandler = found  # pyright: ignore[reportAttributeAccessIssue] (None takes it away)

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
