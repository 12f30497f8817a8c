"""A file that lies in another: unpacked, looked at like any other, thrown away."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from ckanext.socialprograms.guard import opening
from ckanext.socialprograms.guard.parts import Part, Source
from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.limits import MAX_RATIO, MEGABYTE, MIN_BYTES_FOR_RATIO

_TROUBLE = (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError)
_KNOWN = (".xlsx", ".xlsm", ".docx", ".ods", ".xls", ".zip", ".pdf", ".csv", ".tsv", ".txt", ".json", ".geojson")


def is_known(name: str) -> bool:
    """Tell by its name a file that may be looked at."""
    return name.lower().endswith(_KNOWN)


def member(source: Source, archive: zipfile.ZipFile, name: str) -> Iterator[Part]:
    """Give the parts of a member of a ZIP file. Raises UnreadableFile where it is damaged or grows too large."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "member")
        unpack(archive, name, path, source.rules.most_unpacked_bytes)
        inside = Source(
            path, name.rpartition("/")[2], source.rules, source.clock, source.inside(name), source.depth + 1
        )
        yield from opening.parts(inside)


def attached(source: Source, name: str, data: bytes) -> Iterator[Part]:
    """Give the parts of a file that is attached to a document."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "attached")
        path.write_bytes(data)
        yield from opening.parts(
            Source(path, name, source.rules, source.clock, source.inside(name), source.depth + 1),
        )


def unpack(archive: zipfile.ZipFile, name: str, target: Path, most: int) -> None:
    """Write a member to a file, whatever size the directory claims. Raises UnreadableFile."""
    packed = archive.getinfo(name).compress_size
    size = 0
    try:
        with archive.open(name) as stream, target.open("wb") as file:
            while chunk := stream.read(MEGABYTE):
                size += len(chunk)
                if size > min(most, max(MIN_BYTES_FOR_RATIO, MAX_RATIO * packed)):
                    raise errors.bomb(name, name, most)
                file.write(chunk)
    except _TROUBLE as error:
        raise errors.damaged(name, name) from error
