"""Where in a workbook the fields of a record stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ckanext.socialprograms.importers.document import NumberedRow, Place
from ckanext.socialprograms.workbook.layout import AGENCY
from ckanext.socialprograms.workbook.sheets import Table


class Places(Mapping[str, Place]):
    """The places of a record's cells by the paths of their fields; worked out when asked for, to spare memory.

    It lists the cells that are filled, and knows of the empty ones too.
    """

    __slots__ = ("_first", "_groups", "_row")

    def __init__(self, first: Table, row: NumberedRow, groups: Mapping[Table, Sequence[NumberedRow]]) -> None:
        self._first, self._row, self._groups = first, row, groups

    def __getitem__(self, path: str) -> Place:
        name, _, rest = path.partition(".")
        name = AGENCY if name == "owner_org" else name
        if not rest:
            if name in self._first.positions or name == "title":
                return self._first.place(self._row, name)
            raise KeyError(path)
        number, _, column = rest.partition(".")
        for table, rows in self._groups.items():
            if table.layout.group == name and number.isdigit() and int(number) < len(rows):
                return table.place(rows[int(number)], column)
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        yield "title"
        for column in self._first.columns:
            if column.name != "title" and self._first.cell(self._row, column.name) is not None:
                yield column.name
        for table, rows in self._groups.items():
            for index, row in enumerate(rows):
                path = f"{table.layout.group}.{index}"
                yield path
                yield from (f"{path}.{one.name}" for one in table.columns if table.cell(row, one.name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
