"""What is written under a label becomes the value of its field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ckanext.socialprograms.importers import vocabulary
from ckanext.socialprograms.importers.forms.annex.pieces import BULLET, Said
from ckanext.socialprograms.importers.readers.pieces import split_marker
from ckanext.socialprograms.official.annex import Item
from ckanext.socialprograms.records.values import folded

_TICKS = re.compile(r"[☒☑✓✔■●✗✘]|(?<![^\W_])[xX](?![^\W_])")
_BOXES = re.compile(r"[☒☑☐□■]")
_BEFORE = re.compile(r"[☒☑☐□■✓✔✗✘]|(?<![^\W_])[xX](?![^\W_])")
_ROW = re.compile(r"(?=\S{0,7}\d)([\w.-]{1,8}?)[.):]+\s+(\S.*)", re.DOTALL)
_EMAIL = re.compile(r"[^\s,;:<>()]+@[^\s,;<>()]+\.\w+")
_PHONE = re.compile(r"\+?\(?\d[\d\s().-]{6,}\d")
_LABEL = re.compile(r"^(?:nombre|titular|unidad administrativa)\s*:\s*", re.IGNORECASE)


def text(said: Sequence[Said]) -> str:
    """Give lines as one text: paragraphs apart, entries of lists under each other."""
    found, above = "", ""
    for one in said:
        bullet = "-" if one.marker == BULLET else one.marker
        written = f"{bullet} {one.text}" if bullet else one.text
        is_next = bool(above and one.marker) and (above == BULLET) == (one.marker == BULLET)
        if not found:
            found = written
        elif one.whole or not one.first or is_next:
            found = f"{found}\n{written}"
        else:
            found = f"{found}\n\n{written}"
        above = one.marker if one.first else above
    return found


def entries(said: Sequence[Said]) -> list[str]:
    """Give the entries of a list: its items, paragraphs or lines, without the numbers or bullets before them."""
    found: list[str] = []
    for one in said:
        if one.whole:
            found += _lines(one.text)
        elif one.first or not found:
            found.append(one.text)
        elif (parted := split_marker(one.text)).marker:
            found.append(parted.text)
        else:
            found[-1] = f"{found[-1]} {one.text}"
    return found


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    parted = [split_marker(line) for line in lines]
    if len(lines) > 1 and all(one.marker for one in parted):
        return [one.text for one in parted]
    return lines


def numbered(said: Sequence[Said]) -> list[tuple[str, str, Said]]:
    """Give rows with the numbers before them; what has none goes on with the row above, if that has one."""
    found: list[tuple[str, str, Said]] = []
    for one, between in _rows(said):
        number, written = _number(one)
        if found and not number and (not one.first or (found[-1][0] and one.marker != BULLET)):
            above, before, place = found[-1]
            found[-1] = (above, f"{before}{between}{written}", place)
        elif written:
            found.append((number, written, one))
    return found


def _rows(said: Sequence[Said]) -> Iterator[tuple[Said, str]]:
    """Give lines, those of cells of sheets too, with what parts them from the one before."""
    for one in said:
        if one.whole:
            for place, line in enumerate(one.text.split("\n")):
                yield replace(one, text=line, first=not place), "\n"
        else:
            yield one, "\n\n" if one.first else "\n"


def _number(one: Said) -> tuple[str, str]:
    if one.marker and one.marker != BULLET:
        return one.marker.strip("().:"), one.text
    match = _ROW.fullmatch(one.text)
    return (match[1], match[2]) if match else ("", one.text)


def official(said: str) -> dict[str, str]:
    """Give the name, e-mail and telephone of somebody in charge."""
    email, phone = _EMAIL.search(said), _PHONE.search(said)
    name = said
    for found in (email, phone):
        name = name.replace(found.group(), " ") if found else name
    kept = re.sub(r"\s*[;,]\s*(?=[;,]|$)|\s{2,}", " ", _LABEL.sub("", name)).strip(" ;,\n")
    told = {"head": kept, "email": email.group() if email else "", "phone": phone.group().strip() if phone else ""}
    return {key: value for key, value in told.items() if value}


def chosen(item: Item, record_type: str, said: Sequence[Said]) -> tuple[list[str], bool]:
    """Give the options that are ticked, or the only one that is named; and whether something else is written."""
    written = "\n".join(one.text for one in said)
    if not written.strip():
        return [], False
    spans = sorted(_options(item, record_type, written))
    boxed = _are_marked_before(written, spans)
    ticked = [value for value, around in _around(written, spans, before=boxed) if _TICKS.search(around)]
    if ticked or boxed or not spans:
        return list(dict.fromkeys(ticked)), not (ticked or boxed)
    named = list(dict.fromkeys(value for _, _, value in spans))
    return (named, False) if len(named) == 1 else ([], bool(_TICKS.search(written)))


def _are_marked_before(written: str, spans: Sequence[tuple[int, int, str]]) -> bool:
    """Say whether marks stand before the options: there is one where a line has nothing but a number between."""
    end = 0
    for start, after, _value in spans:
        line = written.rfind("\n", 0, start) + 1
        if line >= end and _BEFORE.search(written[line:start]):
            return True
        end = after
    return False


def other(item: Item, said: Sequence[Said]) -> str:
    """Give what is written after the words that ask what "other" is."""
    written = "\n".join(one.text for one in said)
    plain = _plain(written)
    label = _plain(item.other_label)
    at = plain.rfind(label) if label else -1
    if at < 0:
        return ""
    return written[at + len(label) :].strip(" :)._\n").split("\n")[0].strip()


def _options(item: Item, record_type: str, written: str) -> Iterator[tuple[int, int, str]]:
    """Give where the options stand in a text; of two that begin together the longer one."""
    plain, found = _plain(written), dict[int, tuple[int, str]]()
    for value, names in vocabulary.choices(record_type, item.field):
        for name in names:
            words = r"\W+".join(map(re.escape, folded(name).split()))
            for match in re.finditer(rf"(?<![^\W_]){words}(?![^\W_])", plain):
                if found.get(match.start(), (0, ""))[0] < match.end():
                    found[match.start()] = (match.end(), value)
    for start, (end, value) in found.items():
        yield start, end, value


def _around(written: str, spans: Sequence[tuple[int, int, str]], *, before: bool) -> Iterator[tuple[str, str]]:
    """Give what stands between each option and the one before it, or the one after it."""
    for place, (start, end, value) in enumerate(spans):
        if before:
            yield value, written[spans[place - 1][1] if place else 0 : start]
        else:
            after = spans[place + 1][0] if place + 1 < len(spans) else len(written)
            yield value, written[end:after].partition("\n\n")[0]


def _plain(written: str) -> str:
    """Give a text letter by letter in small letters without accents, of the same length."""
    return "".join(unicodedata.normalize("NFKD", letter)[0].lower()[:1] for letter in written)
