"""Workbooks (XLSX, XLS, ODS): their sheets, each read when its rows are asked for."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.document import NumberedRow, Place, Sheet
from ckanext.socialprograms.importers.limits import MAX_GRID_CELLS
from ckanext.socialprograms.importers.readers import Content, archive, old_excel
from ckanext.socialprograms.importers.readers.grids import ods_cells, xlsx_grid, xlsx_parts
from ckanext.socialprograms.importers.readers.sizes import SheetSize
from ckanext.socialprograms.importers.readers.sparse import cell_value, sparse_rows
from ckanext.socialprograms.messages import N_, Message

_Rows = Callable[[], Iterator[NumberedRow]]


def read_xlsx(data: bytes, name: str) -> Content:
    """Give the sheets of an Excel workbook. Raises UnreadableFile."""
    archive.check(data, name)
    parts = xlsx_parts(data, name)
    workbook = _open(data, name)

    @cache
    def is_sparse(part: str) -> bool:
        return xlsx_grid(data, name, part).cells > MAX_GRID_CELLS

    def rows(title: str) -> Iterator[NumberedRow]:
        part = parts.get(title)
        if not part:
            raise errors.damaged(name, Place(sheet=title).message())
        return sparse_rows(data, name, title) if is_sparse(part) else _rows(workbook, name, title)

    return _content(workbook, lambda title: partial(rows, title))


def read_ods(data: bytes, name: str) -> Content:
    """Give the sheets of an OpenDocument workbook. Raises UnreadableFile."""
    archive.check(data, name)
    if ods_cells(data, name) > MAX_GRID_CELLS:
        raise errors.too_many(name, Message(N_("cells")), MAX_GRID_CELLS)
    return _whole(data, name)


def read_xls(data: bytes, name: str) -> Content:
    """Give the sheets of an old Excel workbook. Raises UnreadableFile."""
    old_excel.check(data, name)
    return _whole(data, name)


def _whole(data: bytes, name: str) -> Content:
    """Give the sheets of a workbook that calamine reads as a whole."""
    workbook = _open(data, name)
    return _content(workbook, lambda title: partial(_rows, workbook, name, title))


def _content(workbook: CalamineWorkbook, source: Callable[[str], _Rows]) -> Content:
    titles = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return Content(sheets=tuple(Sheet(title, Place(sheet=title), source(title)) for title in titles))


def _open(data: bytes, name: str) -> CalamineWorkbook:
    with _trouble(name, Message(N_("its beginning"))):
        return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _rows(workbook: CalamineWorkbook, name: str, title: str) -> Iterator[NumberedRow]:
    with _trouble(name, Place(sheet=title).message()):
        sheet = workbook.get_sheet_by_name(title)
    left = (None,) * (sheet.start[1] if sheet.start else 0)
    size = SheetSize(name)
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
