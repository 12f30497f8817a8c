"""What an office file (DOCX, XLSX, ODS) holds besides its pages and cells: comments, properties, caches, pictures."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from ckanext.socialprograms.guard.parts import Part, Source, Text
from ckanext.socialprograms.guard.readers import embedded, markup, pictures
from ckanext.socialprograms.guard.report import Place, Unchecked
from ckanext.socialprograms.messages import N_, Message

_SHOWN = re.compile(r"xl/(?:sharedStrings|styles)\.xml|xl/theme/.*|word/(?:styles|theme/.*|fontTable|numbering)\.xml")
_SILENT = re.compile(
    r"mimetype|.*/printerSettings\d*\.bin|(?!word/_rels/document).*\.rels|\[Content_Types\]\.xml|docProps/thumbnail\.\w+|Thumbnails/.*|"
    r"Configurations2/.*|.*\.rdf|META-INF/.*|word/fonts/.*|layout-cache|.*/",
)
_SKIPPED = {"xl/worksheets/": "sheetData"}
_TEXTS = frozenset([".xml", ".vml", ".rels"])
_MACROS = N_("The file has macros, which can't be looked at: save it without them.")
_FOREIGN = N_("“{name}” lies inside the file and can't be looked at: take it out.")
_PICTURES = N_("The file has pictures, and what they show can't be looked at: a person has to, or take them out.")


def behind(source: Source, data: bytes) -> Iterator[Part]:
    """Give the texts of all parts but the cells, the files inside, and what can't be looked at."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not _SILENT.fullmatch(name) and not _SHOWN.fullmatch(name) and not pictures.is_picture(name):
                source.clock.check(source.name)
                yield from _part(source, archive, name)
        if not pictures.are_logos(archive):
            yield Unchecked(Place(source.part), Message(_PICTURES))


def _part(source: Source, archive: zipfile.ZipFile, name: str) -> Iterator[Part]:
    path = PurePosixPath(name)
    if path.suffix.lower() in _TEXTS:
        skipped = next((tag for start, tag in _SKIPPED.items() if name.startswith(start)), "")
        yield Text(source.part, markup.of_part(archive.read(name), path.name, skipped))
    elif path.name == "vbaProject.bin":
        yield Unchecked(Place(source.part), Message(_MACROS))
    elif embedded.is_known(name):
        yield from embedded.member(source, archive, name)
    else:
        yield Unchecked(Place(source.part), Message(_FOREIGN, {"name": path.name}))
