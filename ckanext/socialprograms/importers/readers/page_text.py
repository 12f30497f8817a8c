"""What an element of a web page says, line by line, as a browser breaks the lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml.etree import _Element as Element

from ckanext.socialprograms.importers.readers.inline import linked
from ckanext.socialprograms.importers.readers.pieces import Line, split_marker

_UNSEEN = {"script", "style", "head", "template", "noscript", "svg", "math", "iframe", "object", "option", "datalist"}
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input"),
    *("ins", "kbd", "label", "mark", "q", "s", "samp", "select", "small", "span", "strike", "strong", "sub", "sup"),
    *("time", "tt", "u", "var", "wbr", "br", "button", "textarea"),
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BOLD = {"b", "strong", "th"}
_RUNNING = {"nav", "footer", "header", "aside"}
_SPACES = re.compile(r"\s+")


class PageLine(NamedTuple):
    """A line with what its element makes of it; ``source`` is its line in the file."""

    line: Line
    heading: bool
    furniture: bool
    source: int | None


class PageText:
    """Walks through an element; those that ``is_table`` accepts come out as they are."""

    def __init__(self, root: Element, is_table: Callable[[Element], bool] | None = None) -> None:
        self._root = root
        self._is_table = is_table or (lambda _: False)
        self._parts: list[tuple[str, bool]] = []
        self._marker = ""
        self._source: int | None = None

    def pieces(self) -> Iterator[PageLine | Element]:
        """Give the lines and tables in their order."""
        yield from self._inside(self._root, ())
        yield from self._flush(())

    def _inside(self, element: Element, path: tuple[str, ...]) -> Iterator[PageLine | Element]:
        path = (*path, str(element.tag))
        self._add(element.text, path)
        number = _first_number(element)
        for child in element.iterchildren("*"):
            if self._is_table(child):
                yield from self._flush(path)
                yield child
            elif child.tag not in _UNSEEN and "hidden" not in child.attrib:
                if child.tag == "li":
                    yield from self._flush(path)
                    self._marker = f"{number}." if element.tag == "ol" else "●"
                    number += 1
                yield from self._child(child, path)
            self._add(child.tail, path)

    def _child(self, child: Element, path: tuple[str, ...]) -> Iterator[PageLine | Element]:
        if child.tag in {"br", "input", "select"}:
            self._add_sign(child, path)
        elif child.tag in _INLINE:
            start = len(self._parts)
            yield from self._inside(child, path)
            if child.tag == "a":
                self._link(start, child.get("href") or "", path)
        else:
            if child.tag != "li":
                yield from self._flush(path, keep_marker=True)
            self._source = child.sourceline
            yield from self._inside(child, path)
            yield from self._flush((*path, str(child.tag)))

    def _add(self, text: str | None, path: tuple[str, ...]) -> None:
        if text:
            self._parts.append((text if "pre" in path else _SPACES.sub(" ", text), not _BOLD.isdisjoint(path)))

    def _add_sign(self, element: Element, path: tuple[str, ...]) -> None:
        """Add what a line break or a form's field shows."""
        text = "\n"
        if element.tag == "select":
            options = list(element.iterdescendants("option"))
            chosen = [option for option in options if "selected" in option.attrib] or options[:1]
            text = " ".join("".join(option.itertext()) for option in chosen)
        elif element.tag == "input":
            kind = element.get("type", "text").lower()
            shown = "" if kind in {"hidden", "password", "submit", "button", "image"} else element.get("value", "")
            text = ("☒ " if "checked" in element.attrib else "☐ ") if kind in {"checkbox", "radio"} else shown
        self._parts.append((text, not _BOLD.isdisjoint(path)))

    def _link(self, start: int, address: str, path: tuple[str, ...]) -> None:
        words = "".join(text for text, _ in self._parts[start:])
        said = linked(words, address)
        if words.strip() and said != words.strip():
            self._parts[start:] = [(said, not _BOLD.isdisjoint(path))]

    def _flush(self, path: tuple[str, ...], *, keep_marker: bool = False) -> Iterator[PageLine]:
        """Give the line gathered so far, if there is one."""
        text = "".join(part for part, _ in self._parts).strip()
        bold = all(is_bold for part, is_bold in self._parts if part.strip())
        self._parts = []
        if text:
            line = Line(text, self._marker) if self._marker else split_marker(text)
            heading = not _HEADINGS.isdisjoint(path) or (bold and "td" not in path)
            yield PageLine(line, heading, not _RUNNING.isdisjoint(path), self._source)
        if text or not keep_marker:
            self._marker = ""


def _first_number(element: Element) -> int:
    start = element.get("start", "")
    return int(start) if element.tag == "ol" and start.isdecimal() else 1
