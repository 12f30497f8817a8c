"""Puts together what page breaks tore apart: tables that go on on the next page, rows and cells that do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from ckanext.socialprograms.importers.document import Cell, Document, Paragraph, Row, Table

_UNFINISHED = re.compile(
    r"(?:[,;(]|\b(?:a|al|con|de|del|e|el|en|la|las|lo|los|o|para|por|que|se|su|sus|u|un|una|y))$",
    re.IGNORECASE,
)


def joined_tables(document: Document) -> tuple[Table, ...]:
    """Give the document's tables, consecutive pieces of one glued together.

    Two tables are pieces of one when only page furniture stands between them and they have as many columns; or when the
    second begins with a row whose first cell is empty, which goes on the row before (the narrower is filled up with
    empty cells). A header row repeated on the new page is left out. Rows and cells keep their own places.
    """
    tables: list[Table] = []
    width = 0
    apart = True
    for block in document.blocks:
        if isinstance(block, Paragraph):
            apart = apart or not block.furniture
            continue
        if not apart and _goes_on(tables[-1], block, width):
            tables[-1] = _glued(tables[-1], block)
        else:
            tables.append(block)
        width, apart = block.width, False
    return tuple(tables)


def row_groups(table: Table) -> tuple[tuple[Row, ...], ...]:
    """Give the rows in groups: one whose first cell has text begins a group, those with an empty first cell follow it.

    So come out the rows over which a first cell was merged, and those that go on after a page break.
    """
    groups: list[list[Row]] = []
    for row in table.rows:
        if row[0].text or not groups:
            groups.append([])
        groups[-1].append(row)
    return tuple(map(tuple, groups))


def joined_cells(cells: Sequence[Cell]) -> Cell:
    """Give the cells of a column in consecutive rows as one, a sentence or item cut between two of them made whole.

    The place is that of the first with text.
    """
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return cells[0]
    whole = filled[0]
    for cell in filled[1:]:
        whole = _joined(whole, cell)
    return whole


def is_cut(first: str, second: str) -> bool:
    """Tell whether a text breaks off and goes on in another: it ends with a small word, or the other begins so."""
    return bool(first and second) and (second[0].islower() or bool(_UNFINISHED.search(first)))


def _joined(first: Cell, second: Cell) -> Cell:
    lead = second.text.split("\n", 1)[0]
    cut = is_cut(first.text, lead)
    items, added = list(first.items), list(second.items)
    if cut and items:
        # The cut line finishes the last item, whether it came as an item itself or as a text before the next ones.
        items[-1] = f"{items[-1]} {lead}"
        added = added[1:] if added and added[0] == lead else added
    return replace(first, text=f"{first.text}{' ' if cut else chr(10)}{second.text}", items=(*items, *added))


def _goes_on(first: Table, second: Table, width: int) -> bool:
    return second.width in (first.width, width) or not second.rows[0][0].text


def _glued(first: Table, second: Table) -> Table:
    width = max(first.width, second.width)
    pairs = zip(first.rows, second.rows, strict=False)
    repeated = len(list(takewhile(lambda pair: _texts(pair[0]) == _texts(pair[1]), pairs)))
    rows = (*first.rows, *second.rows[repeated:])
    return Table(tuple(_filled(row, width) for row in rows), first.place)


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row if cell.text]


def _filled(row: Row, width: int) -> Row:
    last = row[-1].place
    return (*row, *(Cell("", replace(last, column=column)) for column in range(len(row) + 1, width + 1)))
