"""Which kind a file is, by its content; its name decides only between texts."""

from __future__ import annotations

import re
from pathlib import PurePath

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.readers import archive, ole
from ckanext.socialprograms.importers.readers.delimited import is_delimited
from ckanext.socialprograms.messages import N_, Message

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HEAD = 4096
_PLAIN = (".txt", ".text", ".md")
_WRITTEN = (".yaml", ".yml")
_OPEN_DOCUMENT_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (
        rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|RIFF....WEBP|BM....\x00\x00|....ftyp(?:heic|mif1|avif)",
        N_("a picture"),
    ),
    (rb"MZ|\x7fELF|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe", N_("a program")),
    (rb"\x1f\x8b|7z\xbc\xaf\x27|Rar!|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd", N_("a compressed file")),
    (rb"....ftyp|ID3|OggS|RIFF|\x1aE\xdf\xa3|fLaC", N_("a sound or a video")),
    (rb"SQLite format 3", N_("a database")),
)
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FRAGMENT = re.compile(rb"<(?:table|meta|title|div|p|h[1-6]|ul|ol|script|style|link|span)\b", re.IGNORECASE)
_PROLOG = re.compile(rb"(?:\s|<\?xml.*?\?>|<!--.*?-->)*", re.DOTALL)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f"))


def kind_of(data: bytes, name: str) -> str:
    """Give the kind (txt, docx, pdf, xlsx, xls, ods, csv, html, yaml). Raises UnreadableFile where it is none."""
    if data.startswith(_ZIP):
        return _packed_kind(data, name)
    if data.startswith(ole.MAGIC):
        return _ole_kind(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _text_kind(data, name)


def _packed_kind(data: bytes, name: str) -> str:
    parts = archive.members(data, name)
    if "word/document.xml" in parts:
        return "docx"
    if "xl/workbook.xml" in parts:
        return "xlsx"
    if "content.xml" in parts and archive.media_type(data).startswith(_OPEN_DOCUMENT_SHEET):
        return "ods"
    families = (
        ("xl/", N_("an Excel workbook in binary form (.xlsb)")),
        ("ppt/", N_("a presentation")),
        ("content.xml", N_("an OpenDocument file that is not a spreadsheet")),
    )
    found = next((text for start, text in families if any(p.startswith(start) for p in parts)), N_("a compressed file"))
    raise errors.wrong_type(name, Message(found))


def _ole_kind(data: bytes, name: str) -> str:
    """Tell the old Office formats, and the envelope of encrypted new ones, apart by the names of their streams."""
    streams = ole.OleFile(data).names
    if not streams:
        raise errors.damaged(name, Message(N_("its directory")))
    if "EncryptedPackage" in streams:
        raise errors.encrypted(name)
    if streams & {"Workbook", "Book"}:
        return "xls"
    found = N_("an old Word document (.doc)") if "WordDocument" in streams else N_("an old Office file")
    raise errors.wrong_type(name, Message(found))


def _text_kind(data: bytes, name: str) -> str:
    head = data[:_HEAD]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and len(head.translate(None, CONTROLS)) < len(head):
        raise errors.wrong_type(name, Message(foreign(head)))
    if head.startswith(b"{\\rtf"):
        raise errors.wrong_type(name, Message(N_("a rich text document (RTF)")))
    suffix = PurePath(name).suffix.lower()
    text = head.replace(b"\x00", b"")[2:] if wide else head.removeprefix(b"\xef\xbb\xbf")
    body = _PROLOG.sub(b"", text, count=1)
    if _WEB_PAGE.match(body) or (suffix not in _PLAIN and _FRAGMENT.match(body)):
        return "html"
    if text.startswith(b"<?xml"):
        raise errors.wrong_type(name, Message(N_("an XML file")))
    if suffix in _WRITTEN:
        return "yaml"
    if suffix in _PLAIN:
        return "txt"
    return "csv" if suffix in {".csv", ".tsv"} or is_delimited(data) else "txt"


def is_foreign(head: bytes) -> bool:
    """Tell by its first bytes a file of a type that has no reader, such as a picture."""
    return any(re.match(pattern, head, re.DOTALL) for pattern, _ in _FOREIGN)


def foreign(head: bytes) -> str:
    """Name the type of a file that is not text."""
    types = (found for pattern, found in _FOREIGN if re.match(pattern, head, re.DOTALL))
    return next(types, N_("a file that is not text"))
