"""Reads a plan's report of results: one sheet for each commitment, headings with text and a small table under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ckanext.socialprograms.importers.document import Document
from ckanext.socialprograms.importers.draft import Draft, key_of
from ckanext.socialprograms.importers.forms import notes, structure
from ckanext.socialprograms.importers.forms.cells import pairs
from ckanext.socialprograms.importers.forms.declared import read_declared
from ckanext.socialprograms.importers.forms.plans import Plan, plan_named, put_plan
from ckanext.socialprograms.importers.forms.proofs import read_proofs
from ckanext.socialprograms.importers.forms.results import read_results
from ckanext.socialprograms.importers.forms.work_done import read_work_done
from ckanext.socialprograms.importers.lines import Line, Piece, lines_of, one_line, pieces, prose
from ckanext.socialprograms.importers.records import ImportedRecord
from ckanext.socialprograms.importers.sdg import read_targets
from ckanext.socialprograms.importers.sections import Section, sections
from ckanext.socialprograms.importers.spelling import Spelling, is_shouted, name_case
from ckanext.socialprograms.importers.vocabulary import labels
from ckanext.socialprograms.messages import N_, Message

TYPE = "commitment"
_SECTIONS = ("theme", "title", "citizen_purpose", "activities", "evidence", "voices", "declared", "social_impact")
_CELLS = ("main_objective", "sdg_targets")
_THROUGH = re.compile(r"^.*\ba trav[eé]s\s+del?\s+(?:la\s+|el\s+)?", re.IGNORECASE)
_LONGEST_INSTITUTION = 4
_PAGE_GAP = 3


@dataclass(frozen=True)
class _Sheet:
    institution: tuple[Line, ...]
    sections: tuple[Section, ...]

    def get(self, key: str) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.key == key)


def recognise(document: Document) -> bool:
    """Say whether a document is such a report: a sheet's theme, name and declared progress have their headings."""
    found = {section.key for section in sections(pieces(document), _headings())}
    return {"theme", "title"} <= found and bool(found & {"declared", "citizen_purpose", "activities"})


def read(document: Document) -> Iterator[ImportedRecord]:
    """Give the commitment of each sheet."""
    found = pieces(document)
    lines = lines_of(found)
    spelling = Spelling(line.text for line in lines)
    plan = plan_named(lines)
    for sheet in _sheets(sections(found, _headings())):
        yield _read_sheet(sheet, plan, spelling)


def _headings() -> dict[str, tuple[str, ...]]:
    headings = {name: labels(TYPE, name) for name in _SECTIONS}
    return {**headings, "": structure.WORK_DONE}


def _sheets(found: Sequence[Section]) -> Iterator[_Sheet]:
    """Part the sections into sheets: each begins at the theme, with its institution in capitals above."""
    starts = [index for index, section in enumerate(found) if section.key == "theme"]
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        above = _institution(found[start - 1])
        own = list(found[start:end])
        if end < len(found):
            next_institution = _institution(own[-1])
            kept = own[-1].pieces[: len(own[-1].pieces) - len(next_institution)]
            own[-1] = replace(own[-1], pieces=kept)
        yield _Sheet(above, tuple(own))


def _institution(section: Section) -> tuple[Line, ...]:
    """Give the lines in capitals that end a section, up to a page's gap above them."""
    found: list[Line] = []
    for piece in reversed(section.pieces[-_LONGEST_INSTITUTION:]):
        if not isinstance(piece, Line) or not is_shouted(piece.text) or piece.place == section.place:
            break
        if found and (found[-1].place.line or 0) - (piece.place.line or 0) > _PAGE_GAP:
            break
        found.append(piece)
    return tuple(reversed(found))


def _read_sheet(sheet: _Sheet, plan: Plan | None, spelling: Spelling) -> ImportedRecord:
    draft = Draft(TYPE)
    put_plan(plan, draft)
    for name in ("title", "theme"):
        for section in sheet.get(name)[:1]:
            draft.put(name, spelling.sentence(one_line(section.lines)), section.place)
    institution = name_case(one_line(sheet.institution))
    draft.put("responsible_institution", institution, sheet.institution[0].place if sheet.institution else None)
    _read_cells(sheet, draft)
    _read_purpose_and_work(sheet, spelling, draft)
    _read_impact(sheet, draft)
    read_results(draft)
    read_declared(sheet.get("declared"), draft)
    read_proofs(sheet.get("evidence"), draft, spelling)
    _read_voices(sheet.get("voices"), draft)
    _check(draft, institution)
    name = _THROUGH.sub("", institution)
    return draft.record(
        key_of(TYPE, draft.data.get("action_plan", ""), draft.data.get("title", "")),
        organization=name[:1].upper() + name[1:] or None,
    )


def _read_cells(sheet: _Sheet, draft: Draft) -> None:
    tables = [piece for section in sheet.get("title") for piece in section.pieces if not isinstance(piece, Line)]
    said = pairs(tables, TYPE, _CELLS)
    if objective := said.get("main_objective"):
        draft.put("main_objective", objective.text, objective.place)
    if alignment := said.get("sdg_targets"):
        targets = read_targets(alignment.text)
        draft.put("sdg_targets", list(targets), alignment.place)
        draft.put("sdg_text", alignment.text, alignment.place)
        if not targets:
            draft.note("sdg_targets", _NO_TARGET, alignment.text, alignment.place)
        elif not any("." in target for target in targets):
            draft.note("sdg_targets", _GOALS_ONLY, ", ".join(targets), alignment.place)


def _read_purpose_and_work(sheet: _Sheet, spelling: Spelling, draft: Draft) -> None:
    """Read the purpose and the work done; a sheet without a heading for its work has it under the purpose."""
    after: tuple[Piece, ...] = ()
    for section in sheet.get("citizen_purpose")[:1]:
        titles = (
            i for i, piece in enumerate(section.pieces) if i and isinstance(piece, Line) and is_shouted(piece.text)
        )
        end = next(titles, len(section.pieces))
        draft.put("citizen_purpose", prose(lines_of(section.pieces[:end])), section.place)
        after = section.pieces[end:]
    work = sheet.get("activities")
    if after:
        work = (Section("activities", "", lines_of(after)[0].place, after), *work)
    for section in work:
        read_work_done(section, draft, spelling)


def _read_impact(sheet: _Sheet, draft: Draft) -> None:
    for section in sheet.get("social_impact")[:1]:
        draft.put("social_impact", prose(section.lines), section.place)
        if not section.lines:
            draft.note("social_impact", _EMPTY_SECTION, section.heading, section.place)


def _read_voices(found: Iterable[Section], draft: Draft) -> None:
    """Read what civil society says; a heading in capitals above the text names who speaks."""
    for section in found:
        names = [line for line in section.lines[:2] if is_shouted(line.text)]
        said = [line for line in section.lines if line not in names]
        author = name_case(one_line(names)) if names else _AUTHOR
        if said:
            draft.add("voices", {"kind": "civil_society", "author": author, "text": prose(said)}, section.place)


def _check(draft: Draft, institution: str) -> None:
    if not institution:
        draft.note("owner_org", notes.NO_INSTITUTION)
    percents = [row["percent"] for row in draft.data.get("declared", ()) if not row.get("part")]
    done = [row for row in draft.data.get("activities", ()) if row.get("status") == "done"]
    if done and percents and min(percents) < 100:  # noqa: PLR2004 (percent)
        draft.note("activities", Message(_DONE_BUT_NOT_ALL, {"count": len(done), "percent": min(percents)}))


_AUTHOR = "Sociedad civil integrante del Secretariado Técnico Local"
_NO_TARGET = Message(N_("No target of the 2030 Agenda could be read here. Write them, such as 16.6."))
_GOALS_ONLY = Message(N_("The document names goals of the 2030 Agenda, but none of their targets."))
_EMPTY_SECTION = Message(N_("The document has this heading, but nothing under it."))
_DONE_BUT_NOT_ALL = N_(
    "The document lists {count} activities as done, but declares {percent} percent of the commitment. Check them."
)
