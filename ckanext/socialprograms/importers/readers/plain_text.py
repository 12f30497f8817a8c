"""Text files, above all text copies of PDFs: paragraphs, and tables whose cells stand between tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.document import Block, Cell, Paragraph, Place, Row, Table
from ckanext.socialprograms.importers.limits import MAX_BLOCKS
from ckanext.socialprograms.importers.readers import Content, inline, pieces
from ckanext.socialprograms.importers.readers.encoding import decode, warnings
from ckanext.socialprograms.importers.readers.tabular import Tables
from ckanext.socialprograms.messages import N_, Message

_RULE = re.compile(r"\s*:?-{2,}:?\s*")
_TITLE = re.compile(r"#{1,6}\s+")
_LONGEST_CELL = 200
_BOLD = re.compile(r"(?:\*\*|__).+(?:\*\*|__)", re.DOTALL)


@dataclass(frozen=True)
class _Line:
    text: str
    place: Place


def read(data: bytes, name: str) -> Content:
    """Give paragraphs and tables, apart where blank lines or page breaks stand. Raises UnreadableFile."""
    text = decode(data)
    known = inline.marked_items(text)
    blocks: list[Block] = []
    tables = Tables(name)
    for group in _groups(text):
        for is_table, alike in groupby(_logical(group), lambda line: "\t" in line.text):
            lines = list(alike)
            blocks.extend(_table(lines, tables, known) if is_table else _paragraphs(lines))
        if len(blocks) > MAX_BLOCKS:
            raise errors.too_many(name, Message(N_("paragraphs")), MAX_BLOCKS)
    return Content(blocks=tuple(blocks), warnings=warnings(data))


def _groups(text: str) -> Iterator[list[_Line]]:
    """Give the lines between blank ones; a form feed ends a page."""
    paged = "\f" in text.strip()
    group: list[_Line] = []
    page = 1
    for number, line in enumerate(text.split("\n"), 1):
        for leaf, part in enumerate(line.split("\f")):
            page += leaf > 0
            if part.strip(" \xa0") and not leaf:
                group.append(_Line(part, Place(page=page if paged else None, line=number)))
                continue
            if group:
                yield group
            group = [_Line(part, Place(page=page, line=number))] if part.strip(" \xa0") else []
    if group:
        yield group


def _logical(group: Sequence[_Line]) -> Iterator[_Line]:
    """Put the physical lines of one row together: a cell that holds line breaks goes on below.

    It does while a tag or quotation is open that closes before the next blank line, and where a line without tabs
    stands between two rows.
    """
    position = 0
    while position < len(group):
        line, following = group[position], position + 1
        if "\t" in line.text:
            following = _end_of_row(group, position)
            line = _Line("\n".join(part.text for part in group[position:following]), line.place)
        yield line
        position = following


def _end_of_row(group: Sequence[_Line], start: int) -> int:
    """Give the position after the last physical line of a row."""
    cell = group[start].text.rpartition("\t")[2]
    for end, line in enumerate(group[start + 1 : start + _LONGEST_CELL], start + 1):
        if not inline.is_open(cell):
            break
        cell, tab, rest = f"{cell}\n{line.text}".partition("\t")
        if not inline.is_open(cell):
            start, cell = end, rest.rpartition("\t")[2]
        elif tab:
            break
    following = (position for position in range(start + 1, len(group)) if "\t" in group[position].text)
    return next(following, start + 1)


def _table(lines: Sequence[_Line], tables: Tables, known: frozenset[str]) -> Iterator[Table]:
    parts = [line.text.split("\t") for line in lines]
    width = max(map(len, parts))
    if all(map(_is_rule, parts)):
        return
    number = tables.next(len(lines), width)
    rows: list[Row] = []
    for line, texts in zip(lines, parts, strict=True):
        if not _is_rule(texts):
            place = partial(Place, line.place.page, line.place.line, table=number, row=len(rows) + 1)
            padded = texts + [""] * (width - len(texts))
            rows.append(tuple(_cell(text, known, place(column=column)) for column, text in enumerate(padded, 1)))
    yield Table(tuple(rows), Place(lines[0].place.page, lines[0].place.line, table=number))


def _is_rule(texts: Sequence[str]) -> bool:
    """Tell the line of dashes below a header, which Markdown tables have."""
    return all(_RULE.fullmatch(text) for text in texts)


def _cell(text: str, known: frozenset[str], place: Place) -> Cell:
    if "\n" in text and text.strip().startswith('"') and text.strip().endswith('"'):
        text = text.strip()[1:-1].replace('""', '"')
    return pieces.cell(inline.lines(text, known), place)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[Paragraph]:
    """Give the paragraphs between two blank lines: one, or one for each list item."""
    whole = "\n".join(line.text for line in lines)
    bold = bool(_BOLD.fullmatch(whole.strip()))
    pending: list[tuple[pieces.Line, _Line]] = []
    # Emphasis may run over several lines: it goes before the lines are told apart.
    for text, line in zip(inline.without_emphasis(whole).split("\n"), lines, strict=True):
        for piece in inline.lines(text, frozenset(), plus=True):
            if pending and (piece.marker or _TITLE.match(piece.text)):
                yield from _paragraph(pending, bold=bold)
                pending = []
            pending.append((piece, line))
    yield from _paragraph(pending, bold=bold)


def _paragraph(parts: Sequence[tuple[pieces.Line, _Line]], *, bold: bool) -> Iterator[Paragraph]:
    joined = "\n".join(piece.text for piece, _ in parts)
    if text := pieces.clean(_TITLE.sub("", joined)):
        heading = bold or bool(_TITLE.match(joined)) or pieces.is_heading(text)
        marker = parts[0][0].marker
        furniture = not marker and pieces.is_furniture(text)
        yield Paragraph(text, parts[0][1].place, heading and not furniture, marker, furniture)
