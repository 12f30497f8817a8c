"""A text file of any size as blocks of whole lines in UTF-8."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from ckanext.socialprograms.importers.limits import MEGABYTE
from ckanext.socialprograms.importers.readers.encoding import MIXED, encoding_of

SIZE = 8 * MEGABYTE
_HEAD = MEGABYTE


def head(path: Path) -> bytes:
    """Give the beginning of a text file, in UTF-8."""
    return next(blocks(path, _HEAD), b"")


def blocks(path: Path, size: int = SIZE) -> Iterator[bytes]:
    """Give a text file in blocks of about ``size`` bytes, each of whole records.

    A record ends at the end of a line outside quotation marks. Where no such end comes within two blocks a mark was
    left open, and from there on records are lines; a line that is longer than that is cut.
    """
    rest, quoted = b"", True
    for block in utf8(path, size):
        rest += block
        end = _end_of_records(rest, quoted=quoted)
        if not end and len(rest) >= 2 * size:
            quoted = False
            end = rest.rfind(b"\n") + 1 or len(rest)
        if end:
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest


def _end_of_records(block: bytes, *, quoted: bool) -> int:
    """Give the position after the last line end that is outside quotation marks, 0 where there is none."""
    end = block.rfind(b"\n") + 1
    if not quoted or not end:
        return end
    marks = block.count(b'"', 0, end)
    while end and marks % 2:
        before = block.rfind(b"\n", 0, end - 1) + 1
        marks -= block.count(b'"', before, end)
        end = before
    return end


def utf8(path: Path, size: int) -> Iterator[bytes]:
    """Give the bytes in UTF-8, without zero bytes, lines ended by a line feed."""
    with path.open("rb") as file:
        start = file.read(_HEAD)
        file.seek(0)
        decoder = codecs.getincrementaldecoder(_encoding(start))(MIXED)
        old_mac = b"\r" in start and b"\n" not in start
        while block := file.read(size):
            text = decoder.decode(block)
            yield (text.replace("\r", "\n") if old_mac else text).replace("\x00", "").encode("utf-8", "replace")
        yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _encoding(start: bytes) -> str:
    """Give the encoding of a file by its beginning, which may end within a character."""
    whole = start[: start.rfind(b"\n") + 1] or start
    zeros = (start[0::2].count(0), start[1::2].count(0))
    if max(zeros) * 4 > len(start) and not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    return encoding_of(whole)[0]
