"""What a Word paragraph says: its runs, links and ticked boxes; nothing deleted, nothing said twice."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from ckanext.socialprograms.importers.readers.inline import linked

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), _FALLBACK}
_SIGNS = {qn("w:tab"): " ", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TICKS = {
    **dict.fromkeys(("F0FE", "F0FD", "F053", "F054"), "☒"),
    **dict.fromkeys(("F0A8", "F0A3", "F06F", "F071"), "☐"),
    "F052": "☑",
    "F0FC": "✓",
}
_ADDRESS = re.compile(r'HYPERLINK\s+"([^"]+)"')
_OFF = {"0", "false", "off", "none"}


class ParagraphText:
    """Reads one ``w:p``; ``links`` gives the addresses of its part's relationships.

    ``boxes`` are the text boxes anchored in it; ``page_breaks`` those typed into it, ``rendered_breaks`` those that
    Word noted when it last laid the document out.
    """

    def __init__(self, paragraph: Element, links: Mapping[str, str]) -> None:
        self.boxes: list[Element] = []
        self.page_breaks = self.rendered_breaks = 0
        self._links = links
        self._parts: list[str] = []
        self._fields: list[tuple[int, str]] = []
        self._walk(paragraph)

    @property
    def text(self) -> str:
        """Give the text with newlines for its line breaks."""
        return "".join(self._parts)

    def _walk(self, parent: Element) -> None:
        for child in parent.iterchildren("*"):
            if child.tag == qn("w:txbxContent"):
                self.boxes.append(child)
            elif child.tag == qn("w:hyperlink"):
                start = len(self._parts)
                self._walk(child)
                self._link(start, self._links.get(child.get(qn("r:id"), ""), ""))
            elif child.tag not in _SKIPPED:
                self._take(child)
                self._walk(child)

    def _take(self, element: Element) -> None:
        """Take what one element says by itself."""
        tag = element.tag
        if tag == qn("w:t"):
            self._parts.append(element.text or "")
        elif tag in _SIGNS:
            self._parts.append(_SIGNS[tag])
        elif tag == qn("w:br"):
            self._break(element.get(qn("w:type"), ""))
        elif tag == qn("w:lastRenderedPageBreak"):
            self.rendered_breaks += 1
        elif tag == qn("w:sym"):
            self._parts.append(_sign(element.get(qn("w:char"), "")))
        elif tag == qn("w:checkBox"):
            self._parts.append("☒ " if _is_ticked(element) else "☐ ")
        elif tag == qn("w:instrText") and (found := _ADDRESS.search(element.text or "")):
            self._fields.append((len(self._parts), found[1]))
        elif tag == qn("w:fldChar") and element.get(qn("w:fldCharType")) == "end" and self._fields:
            self._link(*self._fields.pop())

    def _break(self, kind: str) -> None:
        if kind == "page":
            self.page_breaks += 1
        self._parts.append("\n")

    def _link(self, start: int, address: str) -> None:
        """Add the address to the words since ``start``, unless they say it."""
        words = "".join(self._parts[start:])
        if words.strip():
            self._parts[start:] = [words if linked(words, address) == words.strip() else linked(words, address)]


def _sign(code: str) -> str:
    """Give a sign of a symbol font by its code in hex: ticks as ticks, the rest as they are."""
    return _TICKS.get(code.upper()) or (chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) else "")


def _is_ticked(box: Element) -> bool:
    """Tell whether a form's check box is ticked: by somebody, else by default."""
    checked = box.find(qn("w:checked"))
    return is_on(box.find(qn("w:default")) if checked is None else checked)


def is_on(switch: Element | None) -> bool:
    """Tell whether a yes-or-no property is there and not switched off."""
    return switch is not None and switch.get(qn("w:val"), "1").lower() not in _OFF


def is_bold(paragraph: Element) -> bool:
    """Tell whether everything written in a paragraph is in bold type."""
    runs = [run for run in paragraph.iter(qn("w:r")) if any((text.text or "").strip() for text in run.iter(qn("w:t")))]
    return bool(runs) and all(is_on(run.find(f"{qn('w:rPr')}/{qn('w:b')}")) for run in runs)
