"""Word documents: their tables, and every text in them, that of comments, notes, headers and deleted words too."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.socialprograms.guard.parts import Part, Source, Table
from ckanext.socialprograms.guard.readers import package
from ckanext.socialprograms.guard.readers.frames import frame
from ckanext.socialprograms.importers.document import Paragraph
from ckanext.socialprograms.importers.readers import word


def read(source: Source) -> Iterator[Part]:
    """Give the tables of a Word document, then all its texts. Raises UnreadableFile."""
    data = source.bytes()
    for block in word.read(data, source.name).blocks:
        if not isinstance(block, Paragraph):
            rows = [[cell.text for cell in row] for row in block.rows]
            yield Table(source.part, iter([frame(rows)]), block.place.page)
    yield from package.behind(source, data)
