"""Reads the progress that a government declares: a percent, in a sentence or for each part in a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ckanext.socialprograms.importers.document import Place, Table
from ckanext.socialprograms.importers.draft import Draft
from ckanext.socialprograms.importers.lines import prose
from ckanext.socialprograms.importers.sections import Section
from ckanext.socialprograms.messages import N_, Message

_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d+)?)\s?%")
_FORECAST = re.compile(
    r"\b(?:contempla|prev[eé]|estima|espera|proyecta|pretende|planea|alcanzar[aá]|concluir[aá]|llegar[aá]|"
    r"al t[eé]rmino|al final|al cierre)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?:[.;]\s+|,\s*(?:sin embargo|pero|aunque|no obstante|mientras)\b)", re.IGNORECASE)
_ALL = 100


def read_declared(found: Iterable[Section], draft: Draft) -> None:
    """Read the declared percents of the sections into a draft; a table gives one for each part."""
    for section in found:
        tables = [piece for piece in section.pieces if isinstance(piece, Table)]
        rows = [row for table in tables for row in _parts(table)]
        for part, said, place in rows:
            _put(part, said, place, draft)
        if not rows:
            _put("", prose(line for line in section.lines), section.place, draft)


def _parts(table: Table) -> Iterator[tuple[str, str, Place]]:
    for row in table.rows:
        if len(row) > 1 and _PERCENT.search(row[-1].text):
            yield row[0].text.replace("\n", " ").strip(), row[-1].text.replace("\n", " ").strip(), row[-1].place


def _put(part: str, said: str, place: Place, draft: Draft) -> None:
    percents, forecasts = _told_apart(said)
    if not percents:
        draft.note("declared", _NO_PERCENT, said, place)
        return
    note = "" if _PERCENT.fullmatch(said.strip(" .")) else said
    path = draft.add("declared", {"part": part, "percent": percents[0], "note": note}, place)
    if forecasts:
        draft.note(
            f"{path}.percent", Message(_A_FORECAST, {"found": ", ".join(f"{f:g}%" for f in forecasts)}), said, place
        )
    elif part and note:
        draft.note(f"{path}.note", _MORE_THAN_A_PERCENT, said, place)


def _told_apart(said: str) -> tuple[list[float], list[float]]:
    """Give the percents that a text states, and those that it only foresees."""
    stated: list[float] = []
    foreseen: list[float] = []
    for clause in _CLAUSE.split(said):
        values = [_number(match[1]) for match in _PERCENT.finditer(clause) if _number(match[1]) <= _ALL]
        (foreseen if _FORECAST.search(clause) else stated).extend(values)
    return stated, foreseen


def _number(said: str) -> float:
    number = float(said.replace(",", "."))
    return int(number) if number.is_integer() else number


_NO_PERCENT = Message(N_("No percent could be read here. Write the one that the government declares."))
_A_FORECAST = N_("The same text foresees {found}; that is not what is declared for the day of the document.")
_MORE_THAN_A_PERCENT = Message(N_("The document says more than a percent here; its words are kept in the note."))
