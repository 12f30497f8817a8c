"""Whether a packed file (XLSX, ODS, DOCX) is whole and safe, asked before any library unpacks it."""

from __future__ import annotations

import copy
import io
import re
import zipfile
import zlib

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.limits import (
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    MEGABYTE,
    MIN_BYTES_FOR_RATIO,
)
from ckanext.socialprograms.messages import N_, Message

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_TROUBLE = (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError)
_ENCRYPTED = 0x1
_XML = (".xml", ".rels", ".vml")
_LONGEST_MARK = 20
_LONGEST_TYPE = 100
# In ASCII and in both UTF-16 byte orders: a part may be written in any of them.
_DECLARATION = re.compile(
    b"|".join(
        re.escape(mark.encode(encoding)) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le")
    ),
)


def members(data: bytes, name: str) -> frozenset[str]:
    """Give the names of a zip file's parts. Raises UnreadableFile when its directory is damaged."""
    with _open(data, name) as archive:
        return frozenset(archive.namelist())


def media_type(data: bytes) -> bytes:
    """Give what an OpenDocument file says that it is; empty where it says nothing."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            with archive.open("mimetype") as stream:
                return stream.read(_LONGEST_TYPE)
        except (KeyError, RuntimeError, zipfile.BadZipFile, zlib.error):
            return b""


def check(data: bytes, name: str) -> None:
    """Read every part once, throwing it away: sizes, checksums, passwords, XML entities.

    Raises UnreadableFile. The directory's claims are checked first and not believed afterwards: libraries unpack what
    is there, not what the directory says.
    """
    room = MAX_UNPACKED_BYTES
    with _open(data, name) as archive:
        parts = archive.infolist()
        _check_directory(parts, name)
        for part in parts:
            room -= _check_part(archive, part, name, room)


def _open(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise errors.damaged(name, Message(N_("its end"))) from error


def _check_directory(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > MAX_MEMBERS:
        raise errors.too_many(name, Message(N_("parts")), MAX_MEMBERS)
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        largest = max(parts, key=lambda part: part.file_size)
        raise errors.bomb(name, largest.filename, MAX_UNPACKED_BYTES)
    for part in parts:
        if part.flag_bits & _ENCRYPTED:
            raise errors.encrypted(name)
        if part.compress_type not in _METHODS:
            raise errors.damaged(name, part.filename)
        if part.file_size > max(MIN_BYTES_FOR_RATIO, MAX_RATIO * part.compress_size):
            raise errors.bomb(name, part.filename, MIN_BYTES_FOR_RATIO)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, room: int) -> int:
    """Give the real size of a part."""
    try:
        size = _unpack(archive, part, name, room)
    except _TROUBLE as error:
        raise errors.damaged(name, part.filename) from error
    if size != part.file_size:
        raise errors.damaged(name, part.filename)
    return size


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, room: int) -> int:
    """Unpack one part, throwing it away, and give its size."""
    honest = copy.copy(part)
    honest.file_size = room + 1  # read on to the real end, whatever the directory claims
    size, tail = 0, b""
    with archive.open(honest) as stream:
        while chunk := stream.read(MEGABYTE):
            size += len(chunk)
            if size > min(room, max(MIN_BYTES_FOR_RATIO, MAX_RATIO * part.compress_size)):
                raise errors.bomb(name, part.filename, MAX_UNPACKED_BYTES)
            if part.filename.lower().endswith(_XML):
                if _DECLARATION.search(tail + chunk):
                    raise errors.entities(name, part.filename)
                tail = chunk[-_LONGEST_MARK:]
    return size
