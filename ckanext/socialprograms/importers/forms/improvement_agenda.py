"""Reads the improvement agenda of an evaluation: what it advises, and what the agencies commit to do about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ckanext.socialprograms.importers.document import Document, Place
from ckanext.socialprograms.importers.draft import Draft, key_of
from ckanext.socialprograms.importers.forms import agenda_activities, notes, structure
from ckanext.socialprograms.importers.lines import Line, Piece, lines_of, one_line, pieces, prose, urls
from ckanext.socialprograms.importers.records import ImportedRecord
from ckanext.socialprograms.importers.sections import Section, sections
from ckanext.socialprograms.importers.vocabulary import after_label, choice, choices, labels
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.values import folded

TYPE = "evaluation"
_TEXTS = ("notes", "program_objective", "main_objective")
_LINKS = "more_links"
_IMPROVEMENT = "improvements.number"
_FIELDS = (
    *_TEXTS,
    "title",
    "programs",
    "recommendations",
    _IMPROVEMENT,
    "improvements.kind",
    "improvements.recommendation",
    "activities.description",
    "activities.responsible",
    "activities.due_date",
)
_NUMBER = re.compile(r"^(\d+)\W*\s*(.*)$")
_EVALUATION = re.compile(r"\bEvaluaci[oó]n de ([A-ZÁÉÍÓÚ]\w+) (de la|del|de los|de las) ([A-ZÁÉÍÓÚÑ]{2,})\b")


def recognise(document: Document) -> bool:
    """Say whether a document is such an agenda: it has improvements, each with its kind or recommendation."""
    found = {section.key for section in _sections(pieces(document))}
    return _IMPROVEMENT in found and bool(found & {"improvements.kind", "improvements.recommendation"})


def read(document: Document) -> Iterator[ImportedRecord]:
    """Give the evaluation of an agenda."""
    found = pieces(document)
    parts = _sections(found)
    draft = Draft(TYPE)
    text = "\n".join(line.text for line in lines_of(found))
    _read_names(parts, text, draft)
    for section in parts:
        if section.key in _TEXTS and section.key not in draft.data:
            draft.put(section.key, prose(section.lines), section.place)
    _read_recommendations(parts, draft)
    _read_links(parts, draft)
    start = next((i for i, section in enumerate(parts) if section.key == _IMPROVEMENT), len(parts))
    _read_improvements(parts[start:], draft)
    agenda_activities.read(parts[start:], draft)
    _check(draft)
    yield draft.record(key_of(TYPE, draft.data.get("title", "")))


def _sections(found: Sequence[Piece]) -> tuple[Section, ...]:
    names = {name: labels(TYPE, name) for name in _FIELDS}
    files = {kind: known for kind, known in choices(TYPE, "resources.kind") if known}
    return sections(found, {**names, **files, _LINKS: structure.MORE_INFORMATION, "": structure.DOWNLOADS})


def _read_names(parts: Sequence[Section], text: str, draft: Draft) -> None:
    """Read the names of the program and of the evaluation.

    Without labels, the program's stands above everything else, and the evaluation's is only mentioned in the text.
    """
    above = [line for line in parts[0].lines if after_label(line.text, structure.INTERVENTION) is None]
    program = _labelled(parts, "programs") or Line(_as_mostly_written(above[-1].text, text) if above else "", Place())
    draft.put("programs", [program.text] if program.text else [], above[-1].place if above else program.place)
    named = _EVALUATION.search(text)
    kind = named[1] if named else ""
    if title := _labelled(parts, "title"):
        draft.put("title", title.text, title.place)
    elif named or program.text:
        of = f"{kind} {named[2]} {_spelt_out(named[3], text)}" if named else program.text
        draft.put("title", f"Evaluación de {of}")
        draft.note("title", _FROM_THE_TEXT, f"Evaluación de {of}")
    else:
        draft.note("title", notes.NO_TITLE)
    draft.put("evaluation_type", choice(TYPE, "evaluation_type", kind) or "")
    if program.text:
        draft.note("programs", Message(notes.NOT_LINKED, {"found": program.text}), program.text)


def _labelled(parts: Sequence[Section], key: str) -> Line | None:
    section = next((section for section in parts if section.key == key and section.lines), None)
    return Line(first_paragraph(section.lines), section.place) if section else None


def _as_mostly_written(name: str, text: str) -> str:
    """Give a name with the capitals that the text most often gives it."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    spellings = Counter(" ".join(match.group().split()) for match in re.finditer(words, text, re.IGNORECASE))
    return spellings.most_common(1)[0][0] if spellings else name


def _spelt_out(acronym: str, text: str) -> str:
    """Give what an acronym stands for, where the text says it: words with those initials before it in brackets."""
    before = re.search(rf"((?:[A-ZÁÉÍÓÚÑ]\w+\s+){{{len(acronym)}}})\({acronym}\)", text)
    return before[1].strip() if before else acronym


def _read_recommendations(parts: Sequence[Section], draft: Draft) -> None:
    listed = [line for section in parts if section.key == "recommendations" for line in section.lines]
    for index, line in enumerate(listed, 1):
        number = _NUMBER.match(line.marker or line.text)
        text = number[2] if number and not line.marker else line.text
        draft.add("recommendations", {"number": number[1] if number else str(index), "text": text}, line.place)


def _read_links(parts: Sequence[Section], draft: Draft) -> None:
    """Read the addresses of files and of pages; a page is about the section above it."""
    kinds = {kind: known for kind, known in choices(TYPE, "resources.kind") if known}
    about = draft.data.get("programs", [""])[0]
    for section in parts:
        about = draft.data.get("title", "") if section.key == "recommendations" else about
        for url in urls(one_line(section.lines)):
            if section.key in kinds:
                draft.add("resources", {"name": kinds[section.key][0], "url": url, "kind": section.key}, section.place)
            else:
                draft.add("more_links", {"title": about, "url": url}, section.place)


def _read_improvements(parts: Sequence[Section], draft: Draft) -> None:
    row: dict[str, str] = {}
    for section in parts:
        said = first_paragraph(section.lines)
        if section.key == _IMPROVEMENT:
            number, lines = numbered(section)
            draft.add("improvements", {"number": number, "description": first_paragraph(lines)}, section.place)
            row = draft.data["improvements"][-1]
        elif section.key in {"improvements.kind", "improvements.recommendation"} and said:
            row[section.key.partition(".")[2]] = said
    known = {folded(row["text"]): row["number"] for row in draft.data.get("recommendations", ())}
    for row in draft.data.get("improvements", ()):
        if number := known.get(folded(row.get("recommendation", ""))):
            row["recommendation_number"] = number


def numbered(section: Section) -> tuple[str, tuple[Line, ...]]:
    """Give the number that follows a label such as *Compromiso No.*, and the lines after it."""
    lines = section.lines
    match = _NUMBER.match(lines[0].text) if lines else None
    if not match:
        return "", lines
    rest = (Line(match[2], lines[0].place),) if match[2] else ()
    return match[1], (*rest, *lines[1:])


def first_paragraph(lines: Sequence[Line]) -> str:
    """Give the first paragraph of some lines; what follows it belongs to something whose label was lost."""
    kept = list(lines[:1])
    for line in lines[1:]:
        if line.first:
            break
        kept.append(line)
    return one_line(kept)


def _check(draft: Draft) -> None:
    if re.search(r"\bevaluaci[oó]n\b", draft.data.get("program_objective", ""), re.IGNORECASE):
        draft.note("program_objective", _ABOUT_THE_EVALUATION, draft.data["program_objective"])
    draft.note("owner_org", notes.NO_INSTITUTION)


_FROM_THE_TEXT = Message(N_("The document has no title for the evaluation; this one was made from its text. Check it."))
_ABOUT_THE_EVALUATION = Message(
    N_("This text speaks of the evaluation, although its heading says that it is the program's. Check it.")
)
