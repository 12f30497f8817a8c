"""Web pages (HTML): what a reader sees, without scripts and styles; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml.etree import LxmlError
from lxml.etree import _Element as Element

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.document import Block, Paragraph, Place
from ckanext.socialprograms.importers.limits import MAX_BLOCKS, MAX_COLUMNS, MAX_DEPTH, MAX_ROWS, MAX_TREE_BYTES
from ckanext.socialprograms.importers.readers import Content, pieces, tabular
from ckanext.socialprograms.importers.readers.encoding import decode_page, warnings
from ckanext.socialprograms.importers.readers.page_text import PageLine, PageText
from ckanext.socialprograms.messages import N_, Message

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")


def read(data: bytes, name: str) -> Content:
    """Give the paragraphs, list items and tables of a web page. Raises UnreadableFile."""
    return Content(blocks=tuple(_blocks(tree(data, name), name)), warnings=warnings(data))


def tree(data: bytes, name: str) -> Element:
    """Give the elements of a web page. Raises UnreadableFile for one that is too heavy or too deep."""
    if len(data) > MAX_TREE_BYTES:
        raise errors.too_heavy(name, MAX_TREE_BYTES)
    text = decode_page(data)
    if _ENTITY.search(text):
        raise errors.entities(name, "DOCTYPE")
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(_DECLARED.sub("", text), parser=parser)
    except (LxmlError, ValueError) as error:
        raise errors.damaged(name, Message(N_("its beginning"))) from error
    _check_depth(root, name)
    return root


def _check_depth(root: Element, name: str) -> None:
    """Refuse a page whose elements stand too deep in one another, level by level so that depth costs nothing."""
    level = [root]
    for _ in range(MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return
    raise errors.too_many(name, Message(N_("levels of elements")), MAX_DEPTH)


def _blocks(root: Element, name: str) -> Iterator[Block]:
    tables = tabular.Tables(name)
    for number, piece in enumerate(PageText(root, is_table=_is_table).pieces()):
        if number > MAX_BLOCKS:
            raise errors.too_many(name, Message(N_("paragraphs")), MAX_BLOCKS)
        if isinstance(piece, PageLine):
            if text := pieces.clean(piece.line.text):
                heading = piece.heading or pieces.is_heading(text)
                furniture = piece.furniture or (not piece.line.marker and pieces.is_furniture(text))
                yield Paragraph(text, Place(line=piece.source), heading and not furniture, piece.line.marker, furniture)
        else:
            yield from tables.blocks(_cells(piece, name), Place(line=piece.sourceline))


def _is_table(table: Element) -> bool:
    """Tell a table of data from one that only lays a page out, which holds other tables."""
    return table.tag == "table" and next(table.iterdescendants("table"), None) is None


def _cells(table: Element, name: str) -> list[tabular.SpanCell]:
    cells: list[tabular.SpanCell] = []
    taken: set[tuple[int, int]] = set()
    rows = list(table.iterdescendants("tr"))
    for number, row in enumerate(rows):
        column = 0
        for element in row.iterchildren("td", "th"):
            while (number, column) in taken:
                column += 1
            colspan = min(_span(element, "colspan"), MAX_COLUMNS)
            rowspan = min(_span(element, "rowspan", len(rows) - number), len(rows) - number)
            lines = tuple(piece.line for piece in PageText(element).pieces() if isinstance(piece, PageLine))
            cells.append(tabular.SpanCell(number, column, lines, colspan, rowspan))
            if len(taken) + colspan * rowspan > MAX_ROWS:
                raise errors.too_many(name, Message(N_("merged cells")), MAX_ROWS)
            taken |= {(number + down, column + right) for down in range(rowspan) for right in range(colspan)}
            column += colspan
    return cells


def _span(element: Element, attribute: str, rest: int = 1) -> int:
    """Give how far a cell spans; 0 means as far as there are rows."""
    text = element.get(attribute, "1").strip()
    return (int(text) or rest) if text.isdecimal() and len(text) < 7 else 1  # noqa: PLR2004 (browsers stop at 65534)
