"""Workbooks (XLSX, XLS, ODS): their sheets, each read when its rows are asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.document import NumberedRow, Place, Sheet
from ckanext.socialprograms.importers.limits import MAX_GRID_CELLS
from ckanext.socialprograms.importers.readers import Content, archive, old_excel
from ckanext.socialprograms.importers.readers.grids import Grid, ods_grids, xlsx_grid, xlsx_parts
from ckanext.socialprograms.importers.readers.percents import percent_styles
from ckanext.socialprograms.importers.readers.sizes import SheetSize
from ckanext.socialprograms.importers.readers.sparse import cell_value, sparse_rows
from ckanext.socialprograms.messages import N_, Message


def read_xlsx(data: bytes, name: str) -> Content:
    """Give the sheets of an Excel workbook. Raises UnreadableFile."""
    archive.check(data, name)
    parts = xlsx_parts(data, name)
    workbook = _open(data, name)
    percents = percent_styles(data, name)

    @cache
    def grid(title: str) -> Grid:
        if not parts.get(title):
            raise errors.damaged(name, Place(sheet=title).message())
        return xlsx_grid(data, name, parts[title], SheetSize(name, title), percents)

    def rows(title: str) -> Iterator[NumberedRow]:
        if grid(title).cells > MAX_GRID_CELLS:
            return sparse_rows(data, name, title)
        return _rows(workbook, name, title)

    return Content(
        sheets=tuple(
            Sheet(
                title,
                Place(sheet=title),
                partial(rows, title),
                lambda title=title: grid(title).broken,
                lambda title=title: grid(title).percents,
            )
            for title in _titles(workbook).values()
        )
    )


def read_ods(data: bytes, name: str) -> Content:
    """Give the sheets of an OpenDocument workbook. Raises UnreadableFile."""
    archive.check(data, name)
    grids = ods_grids(data, name)
    if sum(grid.cells for grid in grids) > MAX_GRID_CELLS:
        raise errors.too_many(name, Message(N_("cells")), MAX_GRID_CELLS)
    return _whole(data, name, grids)


def read_xls(data: bytes, name: str) -> Content:
    """Give the sheets of an old Excel workbook. Raises UnreadableFile."""
    return _whole(data, name, old_excel.grids(data, name))


def _whole(data: bytes, name: str, grids: Sequence[Grid]) -> Content:
    """Give the sheets of a workbook that calamine reads as a whole, and that was measured before."""
    workbook = _open(data, name)
    measured = {at: (grid.broken, grid.percents) for at, grid in enumerate(grids)}
    return Content(
        sheets=tuple(
            Sheet(
                title,
                Place(sheet=title),
                partial(_rows, workbook, name, title),
                lambda at=at: measured.get(at, ((), ()))[0],
                lambda at=at: measured.get(at, ((), ()))[1],
            )
            for at, title in _titles(workbook).items()
        )
    )


def _titles(workbook: CalamineWorkbook) -> dict[int, str]:
    """Give the names of the sheets with cells by their place among all sheets."""
    every = enumerate(workbook.sheets_metadata)
    return {at: sheet.name for at, sheet in every if sheet.typ == SheetTypeEnum.WorkSheet}


def _open(data: bytes, name: str) -> CalamineWorkbook:
    with _trouble(name, Message(N_("its beginning"))):
        return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _rows(workbook: CalamineWorkbook, name: str, title: str) -> Iterator[NumberedRow]:
    with _trouble(name, Place(sheet=title).message()):
        sheet = workbook.get_sheet_by_name(title)
    left = (None,) * (sheet.start[1] if sheet.start else 0)
    size = SheetSize(name, title)
    for number, row in enumerate(sheet.iter_rows(), 1):
        values = tuple(map(cell_value, row))
        if any(value is not None for value in values):
            size.add(len(values))
            yield number, left + values


@contextmanager
def _trouble(name: str, where: Message) -> Iterator[None]:
    """Turn what calamine says of a bad file into our sentence; it panics at some, which is no ordinary exception."""
    try:
        yield
    except PasswordError as error:
        raise errors.encrypted(name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise errors.damaged(name, where) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise errors.damaged(name, where) from error
