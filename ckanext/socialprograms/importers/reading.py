"""Bytes become a document: size and kind first, then the reader of that kind."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from ckanext.socialprograms.importers import errors, readers
from ckanext.socialprograms.importers.document import Document
from ckanext.socialprograms.importers.limits import MAX_BYTES
from ckanext.socialprograms.importers.readers import Content
from ckanext.socialprograms.importers.readers.kinds import kind_of

READERS = {
    "txt": "plain_text.read",
    "docx": "word.read",
    "pdf": "pdf.read",
    "html": "web_page.read",
    "xlsx": "workbook.read_xlsx",
    "xls": "workbook.read_xls",
    "ods": "workbook.read_ods",
    "csv": "delimited.read",
    "yaml": "written.read",
}
"""The reader of each kind. Its module, and the library behind it, is loaded when a document needs it."""


def read_document(source: Path | BinaryIO, name: str, most_pages: int = 0) -> Document:
    """Read a file into a Document; nothing is written to disk.

    ``name`` is what people know the file by, for messages; its content says what kind it is. ``most_pages`` of a PDF
    are accepted, if fewer than the importers do: a page takes half a second. Raises UnreadableFile,
    whose message is for the person who sent it, for anything that is not a whole, safe document of a known kind.
    """
    data = _bytes(source, name)
    if not data.strip(b"\x00\t\n\r\f\x0b \xef\xbb\xbf"):
        raise errors.empty(name)
    kind = kind_of(data, name)
    content = _reader(kind)(data, name, most_pages) if kind == "pdf" else _reader(kind)(data, name)
    if not (content.blocks or content.sheets or content.written):
        raise errors.empty(name)
    return Document(name, kind, hashlib.sha256(data).hexdigest(), *content)


def _reader(kind: str) -> Callable[..., Content]:
    module, _, function = READERS[kind].partition(".")
    return getattr(import_module(f"{readers.__name__}.{module}"), function)


def _bytes(source: Path | BinaryIO, name: str) -> bytes:
    """Read a file up to the limit; one that is over it is refused by its size before anything is read."""
    try:
        if isinstance(source, Path):
            if source.stat().st_size > MAX_BYTES:
                raise errors.too_heavy(name, MAX_BYTES)
            with source.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        else:
            data = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise errors.missing(name) from error
    if len(data) > MAX_BYTES:
        raise errors.too_heavy(name, MAX_BYTES)
    return data
