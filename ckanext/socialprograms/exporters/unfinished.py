"""Workbooks that could not be finished: nothing of them stays on the disk, and a full disk is an OSError as usual."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from lxml.etree import LxmlError, SerialisationError
from openpyxl import Workbook
from openpyxl.worksheet._writer import ALL_TEMP_FILES

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def is_for_lack_of_room(error: OSError) -> bool:
    """Say whether a file could not be written because the disk, or what one may take of it, is full."""
    return error.errno in _FULL


@contextmanager
def tidied(book: Workbook) -> Iterator[None]:
    """Write a workbook of rows; where that is broken off, delete the files that openpyxl keeps for its sheets.

    Raises OSError for a full disk.
    """
    try:
        yield
    except BaseException as error:
        for sheet in book.worksheets:
            _delete(sheet)
        raise _as_usual(error) from error


@contextmanager
def tidied_alone() -> Iterator[None]:
    """Write a workbook of cells while nobody else in this process writes one, as in a job. Raises OSError."""
    before = set(ALL_TEMP_FILES)
    try:
        yield
    except BaseException as error:
        for path in set(ALL_TEMP_FILES) - before:
            _forget(path)
        raise _as_usual(error) from error


def _as_usual(error: BaseException) -> BaseException:
    """Give what lxml says of a full disk (``IO_ENOSPC``) as Python says it."""
    code = getattr(errno, str(error).removeprefix("IO_"), 0) if isinstance(error, SerialisationError) else 0
    return OSError(code, os.strerror(code)) if code else error


def _delete(sheet: Any) -> None:
    writer = getattr(sheet, "_writer", None)
    for stream in (getattr(sheet, "_rows", None), getattr(writer, "xf", None)):
        # They complain about their ends, of which there is nothing to save.
        with suppress(LxmlError, OSError, StopIteration, RuntimeError):
            if stream:
                stream.close()
    if writer:
        _forget(writer.out)


def _forget(path: str) -> None:
    with suppress(OSError):
        Path(path).unlink()
    with suppress(ValueError):
        ALL_TEMP_FILES.remove(path)
