"""PDF documents: the text of each page, its notes and fields, the files attached; pictures can't be looked at."""

from __future__ import annotations

import ctypes
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby

import pypdfium2
from pypdfium2 import raw

from ckanext.socialprograms.guard.parts import Part, Source, Text
from ckanext.socialprograms.guard.readers import embedded
from ckanext.socialprograms.guard.readers.pictures import LOGOS, is_logo
from ckanext.socialprograms.guard.report import Place, Unchecked
from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.limits import MAX_PAGES
from ckanext.socialprograms.importers.readers import pdf_guard
from ckanext.socialprograms.messages import N_, Message

_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not made for threads: two that use it at once bring the process down."""

_CM = 2.54 / 72
_RUNNING = 3
_ILLEGIBLE = 0.2
_MOST_OBJECTS = 100_000
_FIELDS = (b"Contents", b"V", b"RC", b"TU")
_PASSWORD = 4
_SCANNED = N_("No text, only pictures or drawings, on page {pages}: a person has to look.")
_PICTURES = N_("There are pictures on page {pages}, and what they show can't be looked at: a person has to.")
_NAMELESS = N_("The text on page {pages} does not say which letters it draws: a person has to look.")
_REST = N_("Only the first {count} pages were looked at.")

Spot = tuple[int, int, int, int]


@dataclass(frozen=True)
class _Page:
    """What stands on a page: its text, and where its pictures are, in whole points."""

    number: int
    text: str
    pictures: Sequence[Spot]
    is_drawn: bool

    @property
    def is_illegible(self) -> bool:
        """Tell whether much of the text has no letters: signs of private use, or unknown ones."""
        unknown = sum(letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" for letter in self.text)
        return unknown > _ILLEGIBLE * len(self.text)


def read(source: Source) -> Iterator[Part]:
    """Give the text page by page, what is attached, and the pages that can't be looked at. Raises UnreadableFile."""
    data = source.bytes()
    damaged = pdf_guard.check(data, source.name)
    pages, attached, about, count = _contents(source, data)
    yield Text(source.part, iter([(None, about), *((page.number, page.text) for page in pages)]))
    for name, content in attached:
        yield from embedded.attached(source, name, content)
    yield from _unseen(source, pages)
    if count > len(pages):
        yield Unchecked(Place(source.part), Message(_REST, {"count": len(pages)}))
    if damaged:
        raise errors.damaged(source.name, damaged)


def _contents(source: Source, data: bytes) -> tuple[list[_Page], list[tuple[str, bytes]], str, int]:
    with _ONE_AT_A_TIME:
        try:
            with closing(pypdfium2.PdfDocument(data)) as pdf:
                count = len(pdf)
                pages = []
                for number in range(min(count, MAX_PAGES)):
                    source.clock.check(source.name)
                    pages.append(_page(pdf, number))
                about = "\n".join(pdf.get_metadata_dict(skip_empty=True).values())
                return pages, list(_attached(pdf)), about, count
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == _PASSWORD:
                raise errors.encrypted(source.name) from error
            raise errors.damaged(source.name, Message(N_("its beginning"))) from error


def _page(pdf: pypdfium2.PdfDocument, number: int) -> _Page:
    with closing(pdf[number]) as page, closing(page.get_textpage()) as text:
        words = "\n".join([text.get_text_range().replace("\r", ""), *_notes(page)])
        spots: list[Spot] = []
        drawn = 0
        for drawn, one in enumerate(page.get_objects(), 1):
            if isinstance(one, pypdfium2.PdfImage):
                left, bottom, right, top = map(round, one.get_bounds())
                spots.append((left, bottom, right, top))
            if drawn > _MOST_OBJECTS:
                break
        return _Page(number + 1, words, spots, bool(drawn))


def _notes(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Give the texts of a page's notes and of the fields that were filled in."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        for key in _FIELDS:
            size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
            buffer = ctypes.create_string_buffer(max(2, size))
            raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
            if text := buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\x00"):
                yield text
        raw.FPDFPage_CloseAnnot(note)


def _attached(pdf: pypdfium2.PdfDocument) -> Iterator[tuple[str, bytes]]:
    for index in range(pdf.count_attachments()):
        one = pdf.get_attachment(index)
        yield one.get_name(), bytes(one.get_data())


def _unseen(source: Source, pages: Sequence[_Page]) -> Iterator[Unchecked]:
    """Give the pages that only a person can look at. What stands at one place of many pages is their letterhead."""
    spots = Counter(spot for page in pages for spot in set(page.pictures))
    running = {spot for spot, times in spots.items() if times >= max(_RUNNING, len(pages) / 2)}
    scanned = [page.number for page in pages if not page.text.strip() and page.is_drawn]
    pictured = [page.number for page in pages if page.number not in scanned and _shows(page, running)]
    nameless = [page.number for page in pages if page.is_illegible]
    for sentence, numbers in ((_SCANNED, scanned), (_PICTURES, pictured), (_NAMELESS, nameless)):
        if numbers:
            place = Place(source.part, page=numbers[0])
            yield Unchecked(place, Message(sentence, {"pages": _ranges(numbers)}))


def _shows(page: _Page, running: set[Spot]) -> bool:
    """Tell whether a page has a picture larger than a logo, or more of them than there are logos on a page."""
    own = [spot for spot in page.pictures if spot not in running]
    sizes = [((right - left) * _CM, (top - bottom) * _CM) for left, bottom, right, top in own]
    return len(own) > LOGOS or not all(map(is_logo, sizes))


def _ranges(numbers: Sequence[int]) -> str:
    """Write numbers in the fewest words: ``3, 5–9``."""
    runs = (
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), lambda numbered: numbered[1] - numbered[0])
    )
    return ", ".join(f"{run[0]}" if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
