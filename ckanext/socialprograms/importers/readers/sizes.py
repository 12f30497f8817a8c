"""Counts what is read of a sheet, and stops where it passes the limits."""

from __future__ import annotations

from dataclasses import dataclass, field

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from ckanext.socialprograms.messages import N_, Message


@dataclass
class SheetSize:
    """Rows and cells read so far of a sheet of the file ``name``, and the most that may be.

    A file that is one sheet has no name for it.
    """

    name: str
    sheet: str = ""
    rows: int = 0
    cells: int = 0
    most_rows: int = field(default_factory=lambda: MAX_ROWS)
    most_cells: int = field(default_factory=lambda: MAX_CELLS)

    def add(self, columns: int) -> None:
        """Count a row that has something in it. Raises UnreadableFile."""
        self.rows += 1
        self.cells += columns
        if columns > MAX_COLUMNS:
            raise errors.too_many(self.name, Message(N_("columns")), MAX_COLUMNS, self.sheet)
        if self.rows > self.most_rows:
            raise errors.too_many(self.name, Message(N_("rows")), self.most_rows, self.sheet)
        if self.cells > self.most_cells:
            raise errors.too_many(self.name, Message(N_("cells")), self.most_cells, self.sheet)
