"""Text files of others in UTF-8, which is all that parsers of linked data and JSON read. Pure."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import IO

from ckanext.socialprograms.importers.readers.encoding import decode

_HEAD = 4096
_CHUNK = 256 * 1024
_ODD_DECLARATION = re.compile(rb"\s+<\?xml\b|\s*<\?xml[^>]*\bencoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.IGNORECASE)


def make_utf8(path: Path) -> None:
    """Have a file in UTF-8 without a mark at its beginning, whatever encoding it came in."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if not head.startswith(codecs.BOM_UTF8) and not _ODD_DECLARATION.match(head) and _is_utf8(head, file):
            return
    path.write_text(_DECLARATION.sub("", decode(path.read_bytes()), count=1), "utf-8")


def _is_utf8(head: bytes, rest: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head)
        while chunk := rest.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
