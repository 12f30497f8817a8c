"""PDF documents: paragraphs and ruled tables page by page."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from statistics import median

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.document import Block, Paragraph, Place
from ckanext.socialprograms.importers.limits import MAX_PAGES
from ckanext.socialprograms.importers.readers import Content, pdf_guard, pieces, tabular
from ckanext.socialprograms.importers.readers.pdf_lines import TextLine, joined, paragraphs
from ckanext.socialprograms.importers.readers.pdf_page import Leaf, Ruled, leaf_of
from ckanext.socialprograms.messages import N_, Message

_TROUBLE = (
    *(PSException, PdfminerException, MalformedPDFException, struct.error, zlib.error, RecursionError, EOFError),
    *(ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, ArithmeticError),
    NotImplementedError,
)
_MARGIN = 0.08
_LARGER = 1.15
_ILLEGIBLE = re.compile(r"\(cid:\d+\)")


def read(data: bytes, name: str, most_pages: int = 0) -> Content:
    """Give the paragraphs and tables of a PDF, of fewer pages than usual if need be. Raises UnreadableFile."""
    damaged = pdf_guard.check(data, name)
    leaves = _leaves(data, name, most_pages or MAX_PAGES)
    if all(leaf.is_empty for leaf in leaves):
        raise errors.damaged(name, damaged) if damaged else errors.scanned(name, len(leaves))
    if _is_illegible(leaves):
        raise errors.illegible(name)
    tables = tabular.Tables(name)
    running = _running(leaves)
    sizes = [line.size for leaf in leaves for line in leaf.lines]
    usual = median(sizes or [0])
    blocks = tuple(block for leaf in leaves for block in _blocks(leaf, running, usual, tables))
    return Content(blocks=blocks, warnings=tuple(_warnings(leaves, damaged)))


def _leaves(data: bytes, name: str, most: int) -> list[Leaf]:
    where = Message(N_("its beginning"))
    try:
        with pdfplumber.open(io.BytesIO(data), raise_unicode_errors=False) as pdf:
            if len(list(islice(PDFPage.create_pages(pdf.doc), most + 1))) > most:
                raise errors.too_many(name, Message(N_("pages")), most)
            leaves = []
            for page in pdf.pages:
                where = Place(page=page.page_number).message()
                leaves.append(leaf_of(page))
                page.close()
    except _TROUBLE as error:
        if isinstance(error, PDFEncryptionError) or isinstance(next(iter(error.args), None), PDFEncryptionError):
            raise errors.encrypted(name) from error
        raise errors.damaged(name, where) from error
    if not leaves:
        raise errors.damaged(name, where)
    return leaves


def _is_illegible(leaves: Sequence[Leaf]) -> bool:
    """Tell whether one character in five or more has no name, only a number in its font."""
    lines = [line.text for leaf in leaves for line in leaf.lines]
    lines += [line.text for leaf in leaves for table in leaf.tables for cell in table.cells for line in cell.lines]
    nameless = sum(len(_ILLEGIBLE.findall(line)) for line in lines)
    return nameless * 5 > sum(len(_ILLEGIBLE.sub("x", line)) for line in lines)


def _running(leaves: Sequence[Leaf]) -> frozenset[str]:
    """Give the texts that stand in the margin above or below on half the pages at least."""
    pages = Counter(text for leaf in leaves for text in {line.text for line in leaf.lines if _is_in_margin(line, leaf)})
    return frozenset(text for text, found in pages.items() if found > 1 and found * 2 >= len(leaves))


def _is_in_margin(line: TextLine, leaf: Leaf) -> bool:
    return line.bottom < _MARGIN * leaf.height or line.top > (1 - _MARGIN) * leaf.height


def _blocks(leaf: Leaf, running: frozenset[str], usual: float, tables: tabular.Tables) -> Iterator[Block]:
    """Give the paragraphs and tables of a page from top to bottom."""
    lines = [replace(line, furniture=_is_furniture(line, leaf, running)) for line in leaf.lines]
    margin = _margin(lines, leaf)
    for ruled, between in _between(leaf.tables, lines):
        for group in paragraphs(between, margin):
            yield from _paragraph(group, leaf, margin, usual)
        if ruled:
            yield from tables.blocks(ruled.cells, Place(page=leaf.number))


def _between(tables: Sequence[Ruled], lines: Sequence[TextLine]) -> Iterator[tuple[Ruled | None, list[TextLine]]]:
    """Give each table with the lines above it, and last the lines below all."""
    rest = list(lines)
    for table in sorted(tables, key=lambda table: table.top):
        yield table, [line for line in rest if line.top < table.top]
        rest = [line for line in rest if line.top >= table.top]
    yield None, rest


def _is_furniture(line: TextLine, leaf: Leaf, running: frozenset[str]) -> bool:
    return pieces.is_furniture(line.text) or (line.text in running and _is_in_margin(line, leaf))


def _margin(lines: Sequence[TextLine], leaf: Leaf) -> float:
    """Give how far lines reach on a page: the longest, or as far from the right as they begin from the left."""
    longest = max((line.x1 for line in lines), default=0.0)
    if longest > 0.7 * leaf.width or not lines:
        return longest
    return max(longest, leaf.width - min(line.x0 for line in lines))


def _paragraph(group: Sequence[TextLine], leaf: Leaf, margin: float, usual: float) -> Iterator[Paragraph]:
    line = joined(group, margin)
    if text := pieces.clean(line.text):
        large = all(part.bold or part.size > _LARGER * usual for part in group) and len(text) <= pieces.LONGEST_HEADING
        furniture = group[0].furniture
        heading = not furniture and (large or pieces.is_heading(text))
        yield Paragraph(text, Place(page=leaf.number), heading, line.marker, furniture)


def _warnings(leaves: Sequence[Leaf], damaged: Message | None) -> Iterator[Message]:
    if damaged:
        yield Message(N_("The PDF is damaged at {where}; some of its text may be missing."), {"where": damaged})
    for leaf in leaves:
        if leaf.is_empty and leaf.has_pictures:
            yield Message(N_("Page {page} is a picture without text; nothing of it was read."), {"page": leaf.number})
        if leaf.too_many_rules:
            yield Message(N_("Page {page} has too many drawn lines to tell its tables."), {"page": leaf.number})
