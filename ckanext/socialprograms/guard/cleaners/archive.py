"""ZIP files of which every file is clean, or cleaned."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from ckanext.socialprograms.guard import cleaning
from ckanext.socialprograms.guard.parts import Source
from ckanext.socialprograms.guard.readers import embedded
from ckanext.socialprograms.guard.report import Scan


def clean(source: Source, scan: Scan, target: Path) -> None:
    """Write files in which nothing was found as they are, and others without what was. Raises UnreadableFile."""
    with zipfile.ZipFile(source.path) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        names = set(archive.namelist())
        for info in archive.infolist():
            if not info.is_dir():
                with tempfile.TemporaryDirectory() as folder:
                    path, name = _member(source, scan, archive, info.filename, Path(folder))
                    written.write(path, info.filename if name in names else name)


def _member(source: Source, scan: Scan, archive: zipfile.ZipFile, name: str, folder: Path) -> tuple[Path, str]:
    path = folder / "member"
    embedded.unpack(archive, name, path, source.rules.most_unpacked_bytes)
    part = source.inside(name)
    inside = replace(source, path=path, name=name.rpartition("/")[2], part=part, depth=source.depth + 1)
    touched = any(_lies_in(one.place.part, part) for one in (*scan.findings, *scan.unchecked))
    if not touched:
        return path, name
    own = cleaning.clean_once(inside, scan, folder / "clean")
    return folder / "clean", name.removesuffix(inside.name) + own


def _lies_in(part: str, whole: str) -> bool:
    return part == whole or part.startswith(f"{whole} › ")
