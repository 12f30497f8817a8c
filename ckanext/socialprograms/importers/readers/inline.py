"""What the bits of HTML and Markdown say that text copies of documents carry inside their lines."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ckanext.socialprograms.importers.readers.pieces import BULLETS, Line, clean, split_marker

_TAG = re.compile(r"<(/?)(p|ul|ol|li|br|div|u|b|i|em|strong|span|sup|sub|font|small)\b[^<>]*>", re.IGNORECASE)
_BREAKING = {"p", "ul", "ol", "li", "br", "div"}
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]\w{1,30});", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__", re.DOTALL)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]+)>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")
_BULLET = re.compile(f"[{BULLETS}]")
_INNER_BULLET = re.compile("[●•]")
_LIST = re.compile(r"<ul\b[^<>]*>([^\t\n<]*)", re.IGNORECASE)
_LONGEST_KNOWN = 80
_FIRST = re.compile(r"(\d{1,3}|[a-z])([.)])\s")


def without_emphasis(text: str) -> str:
    """Give a text without the marks of bold type, which may run over several lines."""
    return _BOLD.sub(lambda bold: bold[1] or bold[2], text)


def plain(text: str) -> str:
    """Give a text without emphasis, tags and link marks; of a link, its words and its address."""
    text = _LINK.sub(lambda link: linked(link[1], link[2]), without_emphasis(text))
    text = _TAG.sub(lambda tag: "\n" if tag[2].lower() in _BREAKING else "", _AUTOLINK.sub(r"\1", text))
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def linked(words: str, address: str) -> str:
    """Give a link as text, its address in brackets unless the words say it already."""
    words, address = words.strip(), address.strip()
    bare = re.sub(r"^(?:mailto:|tel:|https?://)|/$", "", address)
    if not re.match(r"(?:https?|ftp)://|mailto:", address) or (bare and bare in words):
        return words
    return f"{words} ({address})" if words else address


def is_open(cell: str) -> bool:
    """Tell whether a cell ends inside a paragraph tag, or inside a quotation that holds line breaks."""
    tags = [tag[1] for tag in _TAG.finditer(cell) if tag[2].lower() in {"p", "li", "div"}]
    return bool(tags and not tags[-1]) or (cell.lstrip().startswith('"') and cell.count('"') % 2 == 1)


def marked_items(text: str) -> frozenset[str]:
    """Give the items of all the lists of a text that have bullets, in lower case."""
    lists = (found[1] for found in _LIST.finditer(text) if _BULLET.search(found[1]))
    items = (clean(item).lower() for found in lists for item in _BULLET.split(found))
    return frozenset(item for item in items if 0 < len(item) <= _LONGEST_KNOWN)


def lines(text: str, known: frozenset[str], *, plus: bool = False) -> Iterator[Line]:
    """Part a cell or line into its lines and list items.

    Lists are often left open, and their items told apart only by a bullet or by numbers that count up; one that lost
    its bullets is parted where all of it is made of ``known`` items. ``plus`` as for ``split_marker``.
    """
    kind, start = "", 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _BREAKING:
            yield from _piece(text[start : tag.start()], kind, known, plus)
            start = tag.end()
        if name in {"ul", "ol"}:
            kind = "" if tag[1] else name
    yield from _piece(text[start:], kind, known, plus)


def _piece(text: str, kind: str, known: frozenset[str], plus: bool) -> Iterator[Line]:  # noqa: FBT001
    for line in filter(None, map(str.strip, plain(text).split("\n"))):
        if kind == "ul" or _BULLET.match(line) or len(_INNER_BULLET.findall(line)) > 1:
            yield from _bulleted(line, kind, known)
        elif kind == "ol":
            yield from _numbered(line)
        else:
            yield split_marker(line, plus=plus)


def _bulleted(text: str, kind: str, known: frozenset[str]) -> Iterator[Line]:
    """Part a text at its bullets; what stands before the first is an item only inside a list."""
    first, *rest = map(clean, _BULLET.split(text))
    before = [first] if rest or kind != "ul" else _known_items(first, known)
    for item in filter(None, before):
        yield Line(item, "●" if kind == "ul" else "")
    for item in filter(None, rest):
        yield Line(item, "●")


def _known_items(text: str, known: frozenset[str]) -> list[str]:
    """Part a text that is made of known items alone, the last perhaps cut; else give it whole."""
    items, rest = [], text
    while rest:
        lower = f"{rest} ".lower()
        whole = max((item for item in known if lower.startswith(f"{item} ")), key=len, default="")
        if not whole and not any(item.startswith(rest.lower()) for item in known):
            return [text]
        items.append(rest[: len(whole)] if whole else rest)
        rest = rest[len(whole) :].strip() if whole else ""
    return items


def _numbered(text: str) -> Iterator[Line]:
    """Part a text at ``1.``, ``2.``, ``3.`` or ``a.``, ``b.``, ``c.``: only the next number in turn begins an item."""
    first = _FIRST.match(text)
    if not first:
        yield Line(text, "●")
        return
    number, sign, start = first[1], first[2], first.end()
    while number:
        following = str(int(number) + 1) if number.isdecimal() else chr(ord(number) + 1)
        found = re.compile(rf"\s{re.escape(following + sign)}\s").search(text, start)
        yield Line(text[start : found.start() if found else None].strip(), number + sign)
        number, start = (following, found.end()) if found else ("", 0)
