"""An edition of rules of operation: a text, Word, PDF or web page of a size that is compared while someone waits."""

from __future__ import annotations

import io
from dataclasses import dataclass

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.limits import MEGABYTE
from ckanext.socialprograms.importers.reading import read_document
from ckanext.socialprograms.importers.regulation import Part, parts
from ckanext.socialprograms.messages import N_, Message

KINDS = ("txt", "docx", "pdf", "html")
MAX_BYTES = 10 * MEGABYTE
MAX_WORDS = 200_000
MAX_PAGES = 120
"""Of a PDF: someone waits while it is read."""


@dataclass(frozen=True)
class Edition:
    """An edition as read: what people know it by, its sections, and what could not be read."""

    name: str
    parts: tuple[Part, ...]
    warnings: tuple[Message, ...] = ()


def read_edition(data: bytes, name: str) -> Edition:
    """Read a file into its sections. Raises UnreadableFile, whose message is for the person who chose it."""
    if len(data) > MAX_BYTES:
        raise errors.too_heavy(name, MAX_BYTES)
    document = read_document(io.BytesIO(data), name, MAX_PAGES)
    if document.kind not in KINDS:
        sentence = N_(
            "{name}: this is a file of the kind {kind}, and rules of operation as text, Word (.docx), PDF or web page "
            "were expected: save it as one of these and send it again."
        )
        raise errors.UnreadableFile(Message(sentence, {"name": name, "kind": document.kind}))
    found = parts(document)
    if sum(len(text.split()) for part in found for text in part.paragraphs) > MAX_WORDS:
        raise errors.too_many(name, Message(N_("words")), MAX_WORDS)
    if not found:
        raise errors.empty(name)
    return Edition(name, found, document.warnings)
