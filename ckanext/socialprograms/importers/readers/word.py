"""Word documents (DOCX): paragraphs and tables in their order, running headers first and footers last."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from lxml.etree import LxmlError
from lxml.etree import _Element as Element

from ckanext.socialprograms.importers import errors
from ckanext.socialprograms.importers.document import Block, Paragraph, Place
from ckanext.socialprograms.importers.limits import MAX_BLOCKS, MAX_COLUMNS, MAX_TREE_BYTES
from ckanext.socialprograms.importers.readers import Content, archive, pieces, tabular
from ckanext.socialprograms.importers.readers.numbering import Numbering
from ckanext.socialprograms.importers.readers.word_text import ParagraphText, is_bold
from ckanext.socialprograms.messages import N_, Message

_TROUBLE = (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, RecursionError)
_MAIN = "word/document.xml"
_WRAPPERS = {qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")}
_BREAK = qn("w:lastRenderedPageBreak")
_HEADINGS = ("heading", "title", "subtitle", "título", "titulo")


def read(data: bytes, name: str) -> Content:
    """Give the paragraphs and tables of a Word document. Raises UnreadableFile."""
    archive.check(data, name)
    _check_trees(data, name)
    try:
        return Content(blocks=tuple(_Reader(docx.Document(io.BytesIO(data)), name).blocks()))
    except _TROUBLE as error:
        raise errors.damaged(name, _MAIN) from error


def _check_trees(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [part for part in package.infolist() if part.filename.endswith(".xml")]
    if sum(part.file_size for part in parts) > MAX_TREE_BYTES:
        raise errors.bomb(name, _MAIN, MAX_TREE_BYTES)


class _Reader:
    """Walks through one document, counting pages, tables and list items."""

    def __init__(self, document: WordDocument, name: str) -> None:
        self.document = document
        self.name = name
        self.body = document.element.body
        self.rendered = next(self.body.iter(_BREAK), None) is not None
        self.paged = self.rendered or any(br.get(qn("w:type")) == "page" for br in self.body.iter(qn("w:br")))
        self.page = 1
        self.tables = tabular.Tables(name)
        self.links = {key: rel.target_ref for key, rel in document.part.rels.items() if rel.is_external}
        inner = [rel for rel in document.part.rels.values() if not rel.is_external]
        parts = (rel.target_part for rel in inner if rel.reltype.endswith("/numbering"))
        lists = next((part.element for part in parts if isinstance(part, XmlPart)), None)
        self.numbering = Numbering(document.styles.element, lists)
        self.headings = set(_heading_styles(document.styles.element))

    def blocks(self) -> Iterator[Block]:
        yield from self._furniture("header")
        for number, block in enumerate(self._blocks(self.body)):
            if number > MAX_BLOCKS:
                raise errors.too_many(self.name, Message(N_("paragraphs")), MAX_BLOCKS)
            yield block
        yield from self._furniture("footer")

    def _blocks(self, parent: Element) -> Iterator[Block]:
        for child in parent.iterchildren("*"):
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self.tables.blocks(self._cells(child), Place(page=self._page()))
            elif child.tag in _WRAPPERS:
                yield from self._blocks(child)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        line, found = self._line(element)
        if text := pieces.clean(line.text):
            heading = self._is_heading(element, text)
            furniture = not line.marker and pieces.is_furniture(text)
            yield Paragraph(text, Place(page=self._page()), heading and not furniture, line.marker, furniture)
        for box in found.boxes:
            yield from self._blocks(box)

    def _line(self, element: Element) -> tuple[pieces.Line, ParagraphText]:
        """Give a paragraph's text and marker: Word's own, or one that somebody typed."""
        found = ParagraphText(element, self.links)
        self.page += found.rendered_breaks if self.rendered else found.page_breaks
        marker = self.numbering.marker(element)
        text = pieces.clean(found.text)
        if sum(map(str.isalpha, marker)) > 4:  # noqa: PLR2004 ("Actividad 1:" says something, "viii." does not)
            return pieces.Line(f"{marker} {text}"), found
        return (pieces.Line(text, marker) if marker else pieces.split_marker(text)), found

    def _cells(self, table: Element) -> list[tabular.SpanCell]:
        cells: list[tabular.SpanCell] = []
        above: dict[int, int] = {}  # which of the cells a cell merged with the one above it belongs to, by column
        for number, row in enumerate(_rows(table)):
            column = _whole(row, "w:trPr", "w:gridBefore")
            for element in _children(row, "w:tc"):
                span = max(1, min(_whole(element, "w:tcPr", "w:gridSpan"), MAX_COLUMNS))
                if _continues(element) and column in above:
                    owner = above[column]
                    cells[owner] = replace(cells[owner], rowspan=number - cells[owner].row + 1)
                else:
                    above[column] = len(cells)
                    cells.append(tabular.SpanCell(number, column, tuple(self._lines(element)), span))
                column += span
        return cells

    def _lines(self, cell: Element) -> Iterator[pieces.Line]:
        """Give what stands in a cell line by line, tables inside it too."""
        for paragraph in cell.iter(qn("w:p")):
            if not _is_inside_box(paragraph, cell):
                line, found = self._line(paragraph)
                yield line
                for box in found.boxes:
                    yield from (self._line(inner)[0] for inner in box.iter(qn("w:p")))

    def _page(self) -> int | None:
        return self.page if self.paged else None

    def _is_heading(self, element: Element, text: str) -> bool:
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        named = style is not None and style.get(qn("w:val")) in self.headings
        return named or (len(text) <= pieces.LONGEST_HEADING and is_bold(element)) or pieces.is_heading(text)

    def _furniture(self, kind: str) -> Iterator[Paragraph]:
        """Give the running headers or footers, each text once."""
        seen: set[str] = set()
        for relation in self.document.part.rels.values():
            if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
                part = relation.target_part
                if not isinstance(part, XmlPart):
                    continue
                links = {key: rel.target_ref for key, rel in part.rels.items() if rel.is_external}
                for element in part.element.iter(qn("w:p")):
                    text = pieces.clean(ParagraphText(element, links).text)
                    if text and text not in seen:
                        seen.add(text)
                        yield Paragraph(text, Place(), furniture=True)


def _heading_styles(styles: Element) -> Iterator[str]:
    """Give the ids of the styles that make headings: by their name, or because they have a place in the outline."""
    for style in styles.iter(qn("w:style")):
        name = style.find(qn("w:name"))
        outline = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None or (name is not None and name.get(qn("w:val"), "").lower().startswith(_HEADINGS)):
            yield style.get(qn("w:styleId"), "")


def _rows(table: Element) -> Iterator[Element]:
    """Give the rows of a table without the deleted ones."""
    for row in _children(table, "w:tr"):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield row


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Give the children with a tag, those inside content controls and accepted insertions too."""
    for child in parent.iterchildren("*"):
        if child.tag == qn(tag):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _continues(cell: Element) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val")) != "restart"


def _is_inside_box(paragraph: Element, cell: Element) -> bool:
    """Tell whether a paragraph stands in a text box of the cell, which is read with the paragraph that holds it."""
    outer = paragraph.iterancestors(qn("w:p"), qn("w:tc"))
    return any(ancestor.tag == qn("w:p") for ancestor in outer if ancestor is not cell)


def _whole(element: Element, *path: str) -> int:
    """Give a property that is a whole number, 0 where there is none."""
    found = element.find("/".join(map(qn, path)))
    text = "" if found is None else found.get(qn("w:val"), "")
    return int(text) if text.isdecimal() else 0
