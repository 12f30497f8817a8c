"""Texts without a format."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.socialprograms.guard.parts import Source, Text
from ckanext.socialprograms.guard.readers.blocks import blocks, text_of


def read(source: Source) -> Iterator[Text]:
    """Give the file as one text."""
    yield Text(source.part, pieces(source))


def pieces(source: Source) -> Iterator[tuple[None, str]]:
    """Give the text of the file, a few megabytes at a time."""
    for block in blocks(source.path):
        source.clock.check(source.name)
        yield None, text_of(block)
