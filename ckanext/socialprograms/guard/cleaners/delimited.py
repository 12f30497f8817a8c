"""CSV and TSV files without some of their columns, in UTF-8."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from ckanext.socialprograms.guard.header import FIRST_ROWS, header_of
from ckanext.socialprograms.guard.parts import Source
from ckanext.socialprograms.guard.readers.blocks import head
from ckanext.socialprograms.guard.readers.delimited import batches
from ckanext.socialprograms.guard.report import Scan
from ckanext.socialprograms.importers.readers.delimited import delimiter_of


def clean(source: Source, scan: Scan, target: Path) -> None:
    """Write the rows from the header on."""
    gone = scan.columns(source.part)
    delimiter = delimiter_of(head(source.path))
    read = batches(source)
    with target.open("wb") as file:
        if (first := next(read, None)) is None:
            return
        header = header_of(first.head(FIRST_ROWS).rows())
        for batch in chain([first.slice(max(0, header.rows - 1))], read):
            stay = [name for name in batch.columns if header.label(int(name)) not in gone]
            batch.select(stay).write_csv(file, include_header=False, separator=delimiter)
