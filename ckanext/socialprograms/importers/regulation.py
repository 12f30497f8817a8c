"""Rules of operation as sections: cut at their headings and numbers, as Mexican rules are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ckanext.socialprograms.importers.document import Block, Document, Paragraph
from ckanext.socialprograms.importers.lines import continues
from ckanext.socialprograms.records.values import folded

MAX_SECTIONS = 5_000
_LONGEST_TITLE = 120
_ORDINAL = (
    r"(?:primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|s[ée]ptim[oa]|octav[oa]|noven[oa]"
    r"|d[ée]cim[oa]\w*|[úu]nic[oa])"
)
_COUNT = rf"(?:\d{{1,3}}(?:\.\d{{1,2}})*(?:\s+(?:bis|ter|qu[áa]ter))?|[IVXLC]{{1,7}}|{_ORDINAL}|[A-Z])"
# An article's text begins on its own line; a chapter's line is its heading.
_ARTICLE = re.compile(
    rf"(?P<number>art(?:[íi]culo|\.)\s+{_COUNT}[°ºo]?)\s*[.:\-–—]*\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_CHAPTER = re.compile(
    rf"(?P<number>(?:t[íi]tulo|cap[íi]tulo|secci[óo]n|apartado|anexo)\s+{_COUNT})(?!\w)\s*[.:\-–—]*\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ALONE = re.compile(r"(?:art[íi]culos\s+)?transitorios?|considerandos?|anexos?|presentaci[óo]n", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?P<number>\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVXLC]{1,7}|[ivxlc]{1,7}|[A-Za-z])(?:[.)]|\.-|(?<=\d)(?=\s)))[\s\-–—]+(?P<rest>\S.*)",
    re.DOTALL,
)
_UNLIKE_A_TITLE = re.compile(r"[.;:,]$|;|\by$")


@dataclass(frozen=True)
class Part:
    """A section: its number as written (``Artículo 5``, ``3.1``), its title, and the paragraphs under it.

    What stands before the first heading has neither.
    """

    number: str = ""
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    words: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    @property
    def heading(self) -> str:
        """Give the heading as it is written."""
        # “Artículo 5” needs a stop before its title, “5.” has it.
        return (". " if " " in self.number else " ").join(part for part in (self.number, self.title) if part)


@dataclass(frozen=True)
class _Heading:
    number: str
    title: str
    rest: str = ""


def parts(document: Document) -> tuple[Part, ...]:
    """Give the sections of a document in order, without the furniture of its pages; more than the most are one."""
    found: list[tuple[_Heading, list[str]]] = [(_Heading("", ""), [])]
    for block in document.blocks:
        heading = _heading(block) if len(found) < MAX_SECTIONS else None
        if heading is None:
            found[-1][1].extend(_texts(block))
        elif _is_title_of(found[-1], heading):
            found[-1] = (_Heading(found[-1][0].number, heading.title), [])
        else:
            found.append((heading, [heading.rest] if heading.rest else []))
    made = (_part(heading, texts) for heading, texts in found)
    return tuple(part for part in made if part.heading or part.paragraphs)


def _is_title_of(last: tuple[_Heading, list[str]], heading: _Heading) -> bool:
    """Say whether a heading is the title, on a line of its own, of the chapter whose number stands before it."""
    before, texts = last
    return bool(before.number and not before.title and not texts and not heading.number and heading.title)


def _part(heading: _Heading, texts: Iterable[str]) -> Part:
    paragraphs: list[str] = []
    for text in texts:
        if paragraphs and not _NUMBERED.match(text) and text[:1].islower() and continues(paragraphs[-1], text):
            paragraphs[-1] = f"{paragraphs[-1]} {text}"  # a page break tore it
        else:
            paragraphs.append(text)
    words = frozenset(folded(" ".join((heading.title, *paragraphs))).split())
    return Part(heading.number, heading.title, tuple(paragraphs), words)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        if not block.furniture and (text := _written(block)):
            yield text
        return
    for row in block.rows:
        if text := " | ".join(_one_line(cell.text) for cell in row if cell.text.strip()):
            yield text


def _heading(block: Block) -> _Heading | None:
    if not isinstance(block, Paragraph) or block.furniture:
        return None
    text = _written(block)
    if article := _ARTICLE.fullmatch(text):
        return _of_article(article["number"], article["rest"])
    chapter = _CHAPTER.fullmatch(text)
    if chapter and len(text) <= _LONGEST_TITLE and (block.heading or not text.endswith((".", ";", ","))):
        return _Heading(chapter["number"], chapter["rest"])
    if _ALONE.fullmatch(text.rstrip(".: ")):
        return _Heading("", text.rstrip(".: "))
    numbered = _NUMBERED.fullmatch(text)
    if numbered and _is_title(numbered["rest"], numbered["number"], hinted=block.heading):
        return _Heading(numbered["number"], numbered["rest"])
    return _Heading("", text) if block.heading and not numbered and len(text) <= _LONGEST_TITLE else None


def _of_article(number: str, rest: str) -> _Heading:
    """Part the title of an article from its text: ``Artículo 5. Objeto. El programa …``."""
    title, stop, text = rest.partition(". ")
    if not stop and len(rest) <= _LONGEST_TITLE and not rest.endswith("."):
        return _Heading(number, rest)
    is_title = stop and len(title.split()) <= 8 and title[:1].isupper()  # noqa: PLR2004 (words)
    return _Heading(number, title, text) if is_title else _Heading(number, "", rest)


def _is_title(text: str, number: str, *, hinted: bool) -> bool:
    """Tell a numbered title from a numbered item of a list: a title is short and does not end as a sentence does."""
    if len(text) > _LONGEST_TITLE or not text[:1].isupper():
        return False
    is_letter = not number.strip("().").replace(".", "").isdigit() and not number.strip("().-").isupper()
    return hinted or (not is_letter and not _UNLIKE_A_TITLE.search(text))


def _written(block: Paragraph) -> str:
    marker = block.marker if block.marker[:1].isalnum() or block.marker.startswith("(") else ""
    return f"{marker} {_one_line(block.text)}".strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())
