"""Files for the readers' tests, made here byte by byte or with the libraries that people's programs use."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import openpyxl
import pytest
from reportlab.pdfgen.canvas import Canvas

from ckanext.socialprograms.importers.document import Document
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.reading import read_document

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
SECTOR = 512


@pytest.fixture
def read() -> Callable[..., Document]:
    """Read bytes under a name."""
    return lambda data, name: read_document(io.BytesIO(data), name)


@pytest.fixture
def refusal(read) -> Callable[..., str]:
    """Read bytes that cannot be read, rows and all, and give the sentence that says why."""

    def read_all(data: bytes, name: str) -> None:
        for sheet in read(data, name).sheets:
            list(sheet.rows())

    def refused(data: bytes, name: str) -> str:
        with pytest.raises(UnreadableFile) as caught:
            read_all(data, name)
        sentence = str(caught.value)
        assert name in sentence
        return sentence

    return refused


@pytest.fixture
def packed() -> Callable[[Mapping[str, str | bytes]], bytes]:
    """Make a zip file of parts by name."""

    def make(parts: Mapping[str, str | bytes]) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return file.getvalue()

    return make


@pytest.fixture
def repacked(packed) -> Callable[..., bytes]:
    """Make a zip file anew with some parts changed."""

    def make(data: bytes, **changes: Callable[[bytes], bytes]) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        for ending, change in changes.items():
            for name in [name for name in parts if name.endswith(f"{ending}.xml")]:
                parts[name] = change(parts[name])
        return packed(parts)

    return make


@pytest.fixture
def xlsx() -> Callable[..., bytes]:
    """Make an Excel workbook of the cells of each sheet."""

    def make(sheets: Mapping[str, Mapping[str, object]]) -> bytes:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.worksheets[0])
        for title, cells in sheets.items():
            sheet = workbook.create_sheet(title)
            for where, value in cells.items():
                sheet[where] = value
        file = io.BytesIO()
        workbook.save(file)
        return file.getvalue()

    return make


@pytest.fixture
def ods(packed) -> Callable[[str], bytes]:
    """Make an OpenDocument workbook of one sheet from the XML of its rows."""

    def make(rows: str) -> bytes:
        names = "".join(
            f' xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"' for key in ("office", "table", "text")
        )
        sheet = f'<table:table table:name="Hoja">{rows}</table:table>'
        body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        return packed(
            {
                "mimetype": ODS_TYPE,
                "META-INF/manifest.xml": manifest,
                "content.xml": f'<?xml version="1.0"?><office:document-content{names}>{body}</office:document-content>',
            },
        )

    return make


@pytest.fixture
def ole() -> Callable[[Mapping[str, bytes]], bytes]:
    """Make an OLE file (the envelope of old Office documents) of streams by name."""

    def make(streams: Mapping[str, bytes]) -> bytes:
        sectors: list[bytes] = []
        table: list[int] = []
        entries = [_ole_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
        for name, content in streams.items():
            size = max(len(content), 4096)
            entries.append(_ole_entry(name, 2, len(sectors), size))
            _add_chain(sectors, table, content.ljust(size, b"\x00"))
        directory = len(sectors)
        _add_chain(sectors, table, b"".join(entries))
        table += [0xFFFFFFFD]
        fat = len(sectors)
        sectors.append(struct.pack("<128I", *(table + [0xFFFFFFFF] * (128 - len(table)))))
        header = struct.pack(
            "<8s16xHHHHH6xIIIIIIIIII",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            62,
            3,
            0xFFFE,
            9,
            6,
            0,
            1,
            directory,
            0,
            4096,
            0xFFFFFFFE,
            0,
            0xFFFFFFFE,
            0,
            fat,
        )
        return header.ljust(SECTOR, b"\xff") + b"".join(sectors)

    return make


@pytest.fixture
def xls(ole) -> Callable[..., bytes]:
    """Make an old Excel workbook of one sheet, of its numbers by row and column from 0."""

    def make(numbers: Iterable[tuple[int, int, float]], before: bytes = b"") -> bytes:
        opening = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 6)) + before
        name = b"Hoja"
        sheet_at = len(opening) + 4 + 8 + len(name) + 4
        directory = _biff(0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, len(name), 0) + name)
        cells = b"".join(_biff(0x0203, struct.pack("<HHHd", row, column, 0, number)) for row, column, number in numbers)
        sheet = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 6)) + cells + _biff(0x000A, b"")
        return ole({"Workbook": opening + directory + _biff(0x000A, b"") + sheet})

    return make


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """Make a PDF; each page is drawn by a function that takes a canvas."""

    def make(*pages: Callable[[Canvas], object], **options: Any) -> bytes:
        file = io.BytesIO()
        canvas = Canvas(file, **options)
        for draw in pages:
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    return make


def _biff(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _ole_entry(name: str, kind: int, start: int, size: int) -> bytes:
    encoded = (name + "\x00").encode("utf-16-le")
    tree = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF)
    return (
        encoded.ljust(64, b"\x00")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + tree
        + struct.pack("<36xIII", start, size, 0)
    )


def _add_chain(sectors: list[bytes], table: list[int], content: bytes) -> None:
    pieces = [content[start : start + SECTOR].ljust(SECTOR, b"\x00") for start in range(0, len(content), SECTOR)]
    for piece in pieces:
        sectors.append(piece)
        table.append(len(sectors))
    table[-1] = 0xFFFFFFFE
