"""Whether a PDF is safe to open and whole: its compressed streams are unpacked once, to be thrown away."""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.limits import MAX_RATIO, MAX_UNPACKED_BYTES, MEGABYTE, MIN_BYTES_FOR_RATIO
from ckanext.socialprograms.messages import N_, Message

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")
_BASE85 = re.compile(rb"/(?:ASCII85Decode|A85)\b")
_HEX = re.compile(rb"/(?:ASCIIHexDecode|AHx)\b")
_DICTIONARY = 2048
_CHUNK = 64 * 1024


def check(data: bytes, name: str) -> Message | None:
    """Refuse a PDF that unpacks to far more than a document needs; say where it is damaged, if it is.

    Raises UnreadableFile. Of a PDF that is encrypted nothing can be told here.
    """
    if found := _TWICE.search(data):
        raise errors.bomb(name, _where(found.start()), MAX_UNPACKED_BYTES)
    if b"/Encrypt" in data:
        return None
    room, damaged = MAX_UNPACKED_BYTES, None
    for start, source in _streams(data):
        packed, size, whole = _unpacked(source, room)
        room -= size
        if room <= 0 or size > max(MIN_BYTES_FOR_RATIO, MAX_RATIO * packed):
            raise errors.bomb(name, _where(start), MAX_UNPACKED_BYTES)
        if damaged is None and not whole:
            damaged = _where(start)
    return damaged


def _streams(data: bytes) -> Iterator[tuple[int, BinaryIO]]:
    """Give each compressed stream with its position. Where it ends its compression says, not the word after it."""
    for found in _STREAM.finditer(data):
        start = found.end()
        about = data[max(0, found.start() - _DICTIONARY) : found.start()].rpartition(b" obj")[2]
        source = io.BytesIO(data)
        source.seek(start)
        try:
            if _BASE85.search(about):
                letters = data[start : data.find(b"~>", start)]
                source = io.BytesIO(base64.a85decode(letters.strip().removeprefix(b"<~")))
            elif _HEX.search(about):
                source = io.BytesIO(bytes.fromhex(data[start : data.find(b">", start)].decode("ascii")))
        except ValueError:
            source = io.BytesIO()
        if _FLATE.search(about):
            yield start, source


def _unpacked(source: BinaryIO, room: int) -> tuple[int, int, bool]:
    """Give the size of a stream packed and unpacked, as far as there is room, and whether it was whole."""
    unpacker = zlib.decompressobj()
    packed, size, rest = 0, 0, b""
    try:
        while not unpacker.eof and size <= room and (rest or (rest := source.read(_CHUNK))):
            before = len(rest)
            size += len(unpacker.decompress(rest, MEGABYTE))
            rest = unpacker.unconsumed_tail
            packed += before - len(rest) - len(unpacker.unused_data)
    except zlib.error:
        return packed, size, False
    return packed, size, unpacker.eof


def _where(position: int) -> Message:
    return Message(N_("byte {found}"), {"found": f"{position:,}"})
