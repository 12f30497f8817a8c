"""Reads the cells of forms: label and value pairs, and lists that a page break tore apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ckanext.socialprograms.importers.document import Cell, Place, Row, Table
from ckanext.socialprograms.importers.lines import continues, joined
from ckanext.socialprograms.importers.vocabulary import after_label, labels


@dataclass
class Value:
    """What a form says beside a label: the whole text, and its items where it is a list."""

    place: Place
    text: str = ""
    items: list[str] = field(default_factory=list)

    def add(self, cell: Cell) -> None:
        """Append a cell, which continues the last item or text where a page break tore it."""
        self.text = joined(self.text, written(cell))
        self.items = joined_items(self.items, cell)


def entries(cell: Cell) -> tuple[str, ...]:
    """Give what a cell lists: its introduction's lines and its items."""
    return tuple(line.strip() for line in (*cell.intro.splitlines(), *cell.items) if line.strip())


def written(cell: Cell) -> str:
    """Give a cell's text with a bullet before each of its items."""
    return "\n".join(
        (*filter(None, (line.strip() for line in cell.intro.splitlines())), *(f"• {i}" for i in cell.items))
    )


def joined_items(items: list[str], cell: Cell) -> list[str]:
    """Append a cell's entries to a list; the first goes on from the last item where a page break tore it."""
    more = list(entries(cell))
    torn = items and more and (continues(items[-1], more[0]) or (cell.items and cell.intro and more[0][:1].islower()))
    return [*items[:-1], f"{items[-1]} {more[0]}", *more[1:]] if torn else [*items, *more]


def pairs(tables: Iterable[Table], record_type: str, fields: Iterable[str]) -> Mapping[str, Value]:
    """Give what stands beside or under the label of each field.

    A row of labels alone has its values in the row below. A row that begins with an empty cell continues the value of
    the row above, on the page before too.
    """
    names = {name: labels(record_type, name) for name in fields}
    values: dict[str, Value] = {}
    above: list[str | None] = []
    for row in (row for table in tables for row in rows_of(table)):
        keys = [_field(cell, names) for cell in row]
        if sum(bool(key) for key in keys) > 1 and _only_labels(row, keys):
            above = keys
        elif any(keys):
            above = _beside(row, keys, values)
        else:
            _below(row, above, values)
    return values


def _beside(row: Row, keys: list[str | None], values: dict[str, Value]) -> list[str | None]:
    """Take the values that stand after their label; give the field of each column for the rows that continue it."""
    current: str | None = None
    columns: list[str | None] = []
    for cell, key in zip(row, keys, strict=True):
        if key:
            current = key
            values.setdefault(key, Value(cell.place))
            columns.append(None)
            continue
        if current and cell.text.strip():
            values[current].place = cell.place if not values[current].text else values[current].place
            values[current].add(cell)
        columns.append(current)
    return columns


def _below(row: Row, above: list[str | None], values: dict[str, Value]) -> None:
    if row[0].text.strip() and above[:1] == [None]:
        return
    last = next((key for key in reversed(above) if key), None)
    for index, cell in enumerate(row):
        key = above[index] if index < len(above) else last
        if key and cell.text.strip():
            values.setdefault(key, Value(cell.place)).add(cell)


def _only_labels(row: Row, keys: list[str | None]) -> bool:
    return all(key for cell, key in zip(row, keys, strict=True) if cell.text.strip())


def _field(cell: Cell, names: Mapping[str, tuple[str, ...]]) -> str | None:
    text = cell.text.strip()
    if not text:
        return None
    found = [(len(label), name) for name, known in names.items() for label in known if _begins(text, label)]
    return max(found)[1] if found else None


def _begins(text: str, label: str) -> bool:
    """Say whether a cell is a label: alone, or with a remark after it on a line of its own, in brackets or a colon."""
    rest = after_label(text, (label,))
    if rest is None:
        return False
    return not rest or rest.startswith("(") or text[: len(text) - len(rest)].rstrip(" ")[-1:] in ":\n*"


def rows_of(table: Table) -> Iterator[Row]:
    """Give the rows with something in them, of a cell merged over columns only the first of its positions.

    So rows of the same form have the same cells, however many rules a file draws beneath them.
    """
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        for index, cell in enumerate(row):
            height, width = min(cell.rowspan, len(table.rows) - number), min(cell.colspan, len(row) - index)
            covered.update((number + down, index + along) for down in range(height) for along in range(1, width))
        if any(cell.text.strip() for cell in row):
            yield tuple(cell for index, cell in enumerate(row) if (number, index) not in covered)
