"""One module a format: bytes in, what stands in them out."""

from __future__ import annotations

from typing import NamedTuple

from ckanext.socialprograms.importers.document import Block, Sheet, Written
from ckanext.socialprograms.messages import Message


class Content(NamedTuple):
    """What a reader found: blocks of a text document, sheets of a workbook or records, and what it could not read."""

    blocks: tuple[Block, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    warnings: tuple[Message, ...] = ()
    written: tuple[Written, ...] = ()
