"""Where the cells of a workbook lead: an address behind “see” is published with it."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from ckanext.socialprograms.guard.patterns import HINT
from ckanext.socialprograms.importers.document import NumberedRow, Value, column_letters
from ckanext.socialprograms.importers.limits import MEGABYTE

_MARK = re.compile(rb"<hyperlink\b[^>]*>|<c\b[^>]*><f[^>]*>[^<]*HYPERLINK\([^<]*</f>")
_ODS_LINK = re.compile(rb'<text:a\b[^>]*xlink:href="([^"]*)"[^>]*>(.*?)</text:a>', re.DOTALL)
_CELL = re.compile(r'\br(?:ef)?="([A-Z]+\d+)')
_RELATION = re.compile(r'\br:id="([^"]*)"')
_FORMULA = re.compile(r"<f[^>]*>([^<]*)</f>")
_TARGET = re.compile(rb'<Relationship\b(?=[^>]*\bId="([^"]*)")(?=[^>]*\bTarget="([^"]*)")[^>]*>')
_LONGEST = 8192
"""Bytes of the longest mark that is looked for where one piece of a part ends and the next begins."""


def of_sheet(data: bytes, part: str) -> Mapping[str, str]:
    """Give the addresses behind the cells (such as ``B2``) of a sheet of an XLSX file that may hold personal data."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        path = PurePosixPath(part)
        relations = f"{path.parent}/_rels/{path.name}.rels"
        targets = {}
        if relations in archive.namelist():
            targets = {found[1].decode(): _plain(found[2]) for found in _TARGET.finditer(archive.read(relations))}
        found = (_link(mark, targets) for mark in _marks(archive, part, _MARK))
        return {cell: target for cell, target in found if re.search(HINT, target)}


def of_ods(data: bytes) -> Iterator[str]:
    """Yield the addresses behind the texts of an ODS file that may hold personal data and are not those texts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for mark in _marks(archive, "content.xml", _ODS_LINK):
            target = _plain(mark[1])
            if re.search(HINT, target) and _address(target) not in _plain(mark[2]):
                yield target


def followed(rows: Iterator[NumberedRow], links: Mapping[str, str]) -> Iterator[NumberedRow]:
    """Give rows with the addresses that lie behind their cells written after what the cells show."""
    for number, values in rows:
        cells = (f"{column_letters(at)}{number}" for at in range(1, len(values) + 1))
        yield number, tuple(_followed(value, links.get(cell)) for value, cell in zip(values, cells, strict=True))


def _followed(value: Value, link: str | None) -> Value:
    return f"{value} {link}" if link and _address(link) not in str(value) else value


def _link(mark: re.Match[bytes], targets: Mapping[str, str]) -> tuple[str, str]:
    text = mark[0].decode("utf-8", "replace")
    cell = _CELL.search(text)
    formula, relation = _FORMULA.search(text), _RELATION.search(text)
    target = _plain(formula[1].encode()) if formula else targets.get(relation[1], "") if relation else ""
    return (cell[1] if cell else ""), target


def _marks(archive: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """Yield what has a pattern in a part, which is read a megabyte at a time."""
    with archive.open(part) as file:
        kept = b""
        while piece := file.read(MEGABYTE):
            kept += piece
            end = 0
            for mark in pattern.finditer(kept):
                end = mark.end()
                yield mark
            kept = kept[max(end, len(kept) - _LONGEST) :]


def _plain(written: bytes) -> str:
    return unquote(html.unescape(written.decode("utf-8", "replace")))


def _address(link: str) -> str:
    """Give what of a link people would see written: without its scheme and what follows the address."""
    return link.partition(":")[2].partition("?")[0] if link.startswith(("mailto:", "tel:")) else link
