"""A file of any format as its parts; its content says which format it has, its name decides only between texts."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePath

from ckanext.socialprograms.guard import readers
from ckanext.socialprograms.guard.parts import Part, Source
from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.readers import kinds, ole
from ckanext.socialprograms.importers.readers.delimited import is_delimited
from ckanext.socialprograms.messages import N_, Message

_READERS = {
    "csv": "delimited.read",
    "txt": "plain.read",
    "json": "records.read",
    "xml": "markup.read",
    "xlsx": "workbook.read",
    "ods": "workbook.read",
    "xls": "workbook.read",
    "docx": "word.read",
    "pdf": "pdf.read",
    "zip": "archive.read",
}
"""The reader of each format; its module, and the library behind it, is loaded when a file needs it."""

HEAD = 64 * 1024
TABLES = frozenset([".csv", ".tsv", ".tab", ".psv"])
"""How the names of text files end that are tables whatever they hold."""

_FEWEST = 4
_TYPED = frozenset(range(0x20, 0x7F)) | frozenset(b"\t\n\r")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_UNKNOWN = N_("This is {found}, and what it holds can't be looked at: a person has to.")


def parts(source: Source) -> Iterator[Part]:
    """Give the tables and texts of a file, and what of it can't be looked at. Raises UnreadableFile."""
    with source.path.open("rb") as file:
        start = file.read(HEAD)
    if not start.strip(b"\t\n\r\f\x0b \xef\xbb\xbf"):
        return
    module, _, function = _READERS[format_of(source, start)].partition(".")
    yield from getattr(import_module(f"{readers.__name__}.{module}"), function)(source)


def format_of(source: Source, start: bytes) -> str:
    """Give the format of a file by its beginning. Raises UnreadableFile where it has none that can be looked at."""
    if start.startswith(_ZIP):
        return _packed(source)
    if start.startswith(ole.MAGIC):
        return kinds.kind_of(source.bytes(), source.name)
    if b"%PDF-" in start[:1024]:
        return "pdf"
    return _text(start, source.name)


def _packed(source: Source) -> str:
    """Tell office files from other ZIP files by the parts that they have."""
    try:
        with zipfile.ZipFile(source.path) as archive:
            names = set(archive.namelist())
            is_office = names & {"[Content_Types].xml", "mimetype"}
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise errors.damaged(source.name, Message(N_("its end"))) from error
    return kinds.kind_of(source.bytes(), source.name) if is_office else "zip"


def _is_wide_text(start: bytes) -> bool:
    """Tell text in UTF-16 or UTF-32: beside its zeros and marks, half of it are letters that a typewriter has."""
    told = start.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    return 2 * sum(byte in _TYPED for byte in told) >= max(1, len(told))


def _text(start: bytes, name: str) -> str:
    """Tell texts apart, and refuse what is none."""
    zeros = start.count(0)
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff")) or zeros * 4 > len(start) >= _FEWEST
    signs = len(start.translate(None, kinds.CONTROLS)) < len(start) - zeros
    if (signs and not wide) or (wide and not _is_wide_text(start)) or (zeros and kinds.is_foreign(start)):
        raise UnreadableFile(Message(_UNKNOWN, {"found": Message(kinds.foreign(start))}))
    if start.startswith(b"{\\rtf"):
        raise UnreadableFile(Message(_UNKNOWN, {"found": Message(N_("a rich text document (RTF)"))}))
    first = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    suffix = PurePath(name).suffix.lower()
    if suffix in TABLES:
        return "csv"
    if first == b"<":
        return "xml"
    if first in {b"{", b"["} or suffix in {".json", ".geojson"}:
        return "json"
    return "csv" if is_delimited(start) else "txt"
