"""A ZIP that is written while it is sent: nothing of it is ever whole in memory."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zipstream import ZipStream

_PACKED = frozenset(
    {"zip", "gz", "7z", "rar", "pdf", "docx", "xlsx", "pptx", "odt", "ods", "jpg", "jpeg", "png", "mp4"}
)
_LEVEL = 5
_LONGEST = 100


@dataclass(frozen=True)
class Member:
    """A file in a ZIP: its path, and its bytes, which are asked for when its turn comes.

    Its ``size`` spares an extension of the format that old programs do not read.
    """

    path: str
    chunks: Iterable[bytes] | bytes
    size: int | None = None


def to_zip(members: Iterable[Member]) -> Iterator[bytes]:
    """Yield a ZIP of the members, each made, written and forgotten before the next."""
    archive = ZipStream()
    for member in members:
        is_packed = member.path.rpartition(".")[2].lower() in _PACKED
        method = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        level = None if is_packed else _LEVEL
        archive.add(member.chunks, member.path, size=member.size, compress_type=method, compress_level=level)
        yield from archive.file()
    yield from archive.finalize()


def file_name(text: str) -> str:
    """Make a name for a file that every system can write and that leads nowhere else."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    stem, dot, ending = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-._").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    return f"{stem[:_LONGEST].strip('-._') or 'file'}{dot}{ending[:10]}"
