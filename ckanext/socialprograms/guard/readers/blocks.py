"""A text file of any size as blocks of whole lines in UTF-8."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from ckanext.socialprograms.importers.limits import MEGABYTE
from ckanext.socialprograms.importers.readers.encoding import MIXED, encoding_of

SIZE = 4 * MEGABYTE
_HEAD = MEGABYTE


def head(path: Path) -> bytes:
    """Give the beginning of a text file."""
    return next(blocks(path, _HEAD), b"")


def text_of(block: bytes) -> str:
    """Give a block as text; a byte that is no UTF-8 is taken for an old letter."""
    return block.decode("utf-8", MIXED)


def blocks(path: Path, size: int = SIZE) -> Iterator[bytes]:
    """Give a text file in blocks of about ``size`` bytes, each of whole records, in UTF-8 but for stray bytes.

    A record ends at the end of a line outside quotation marks. Where no such end comes within two blocks a mark was
    left open, and from there on records are lines; a line that is longer than that is cut.
    """
    with path.open("rb") as file:
        start = file.read(_HEAD)
        read = _reader(file, start)
        rest, quoted = b"", True
        while block := read(size):
            block = rest + block if rest else block
            end = _end_of_records(block, quoted=quoted)
            if not end and len(block) >= 2 * size:
                quoted = False
                end = block.rfind(b"\n") + 1 or len(block)
            if end:
                yield block[:end]
            rest = block[end:]
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


def _reader(file: BinaryIO, start: bytes) -> Callable[[int], bytes]:
    """Give what reads a file on in UTF-8, without zero bytes, lines ended by a line feed."""
    file.seek(len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0)
    encoding = _encoding(start)
    decoder = None if encoding.startswith("utf-8") else codecs.getincrementaldecoder(encoding)("replace")
    old_mac = b"\r" in start and b"\n" not in start

    def read(size: int) -> bytes:
        block = file.read(size)
        if decoder:
            block = decoder.decode(block).encode("utf-8", "replace")
        if old_mac:
            block = block.replace(b"\r", b"\n")
        return block.replace(b"\x00", b"") if b"\x00" in block else block

    return read


def _encoding(start: bytes) -> str:
    """Give the encoding of a file by its beginning, which may end within a character."""
    whole = start[: start.rfind(b"\n") + 1] or start
    zeros = (start[0::2].count(0), start[1::2].count(0))
    if max(zeros) * 4 > len(start) and not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    return encoding_of(whole)[0]
