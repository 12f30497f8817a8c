"""What every reader gives, whatever the file's format: paragraphs and tables in order, or sheets of rows.

``joining.py`` glues tables and rows that a page break tore apart.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ckanext.socialprograms.messages import N_, Message

Value = str | float | int | bool | date | datetime | None
NumberedRow = tuple[int, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands in its file; all numbers count from 1."""

    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return str(self.message())

    def message(self) -> Message:
        """Give the place in a few words that translate, such as ``p. 3, table 1, row 2``."""
        parts = [
            Message(msgid, {"found": found})
            for msgid, found in (
                (N_("p. {found}"), self.page),
                (N_("line {found}"), self.line),
                (N_("sheet “{found}”"), self.sheet),
                (N_("table {found}"), self.table),
                (N_("row {found}"), self.row),
                (N_("column {found}"), self._column_name()),
            )
            if found is not None
        ]
        if not parts:
            return Message("{nowhere}", {"nowhere": ""})
        return Message.listed(parts)

    def _column_name(self) -> str | int | None:
        """Name a column of a sheet as spreadsheets do (A, B, … AA), one of a table by its number."""
        return column_letters(self.column) if self.sheet is not None and self.column else self.column


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading or list item; hard line breaks inside it are kept as newlines.

    ``marker`` is what stood before a list item (``●``, ``1.``, ``a)``), not repeated in ``text``. ``heading`` is a
    hint from the file: a heading style, all bold, or all capitals. ``furniture`` belongs to the page, not to the text:
    running headers and footers, page numbers, dates of printing.
    """

    text: str
    place: Place
    heading: bool = False
    marker: str = ""
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    ``items`` are its bullet or numbered items in order, without their markers; ``text`` is everything in the cell,
    introduction and items, one a line. A merged cell stands at its first position with its spans; the other positions
    hold empty cells.
    """

    text: str
    place: Place
    items: tuple[str, ...] = ()
    colspan: int = 1
    rowspan: int = 1

    @property
    def intro(self) -> str:
        """Give the text before the first item, all of it where there are no items."""
        lines = self.text.split("\n")
        return "\n".join(lines[: lines.index(self.items[0])] if self.items else lines)


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows all have the same number of cells, two at least."""

    rows: tuple[Row, ...]
    place: Place

    @property
    def width(self) -> int:
        """Give the number of columns."""
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or a whole CSV file; nothing of it is read before ``rows()`` is asked for.

    ``broken`` gives the rows and columns (from 1) of cells that come as empty but are not: with an error, or with a
    formula whose result is not in the file. ``percents`` has the rows and columns of cells that show a percent: they
    hold 0.45 where people read 45 %.
    """

    name: str
    place: Place
    source: Callable[[], Iterator[NumberedRow]] = field(repr=False, compare=False)
    broken: Callable[[], Sequence[tuple[int, int]]] = field(default=tuple, repr=False, compare=False)
    percents: Callable[[], Container[tuple[int, int]]] = field(default=tuple, repr=False, compare=False)

    def rows(self) -> Iterator[NumberedRow]:
        """Give each row that is not empty with its number in the file (from 1) and its values from column A on.

        Values keep their type (texts of a CSV file stay texts); an empty cell is None. Raises UnreadableFile when the
        sheet turns out to be damaged or over the limits.
        """
        return self.source()


@dataclass(frozen=True, slots=True)
class Written:
    """A record written down by hand; ``lines`` tells by path (such as ``data.activities.3``) where a value stands.

    ``values`` holds texts, lists and dicts; nothing in it is a number or a date yet.
    """

    values: Mapping[str, Any]
    lines: Mapping[str, int]


Block = Paragraph | Table


@dataclass(frozen=True)
class Document:
    """A file as read: ``blocks`` of a text document in their order, ``sheets`` of a workbook or CSV file, or records.

    ``kind`` is one of txt, docx, pdf, html, xlsx, xls, ods, csv, yaml; ``checksum`` the SHA-256 of the bytes in hex;
    ``warnings`` tell what could not be read, such as pages that are pictures; ``written`` are the records of a YAML
    file.
    """

    name: str
    kind: str
    checksum: str
    blocks: tuple[Block, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    warnings: tuple[Message, ...] = ()
    written: tuple[Written, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Give the paragraphs outside tables."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """Give the tables as they stand in the file, torn apart by its page breaks."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    def text(self) -> str:
        """Give all paragraphs and tables as plain text: one block a line, cells between tabs."""
        return "\n".join(line for block in self.blocks for line in _lines(block))


def column_letters(number: int) -> str:
    """Name a column as spreadsheets do: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield f"{block.marker} {block.text}".strip()
    else:
        for row in block.rows:
            yield "\t".join(cell.text.replace("\n", " ") for cell in row)
