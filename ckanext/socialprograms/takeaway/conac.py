"""The results of an evaluation as the file that the law asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ckanext.socialprograms import search
from ckanext.socialprograms.exporters.annex import as_docx, as_json, as_pdf, as_xlsx
from ckanext.socialprograms.exporters.annex.answers import AnsweredSection, answers
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.official.annex import Annex, annex
from ckanext.socialprograms.records import values
from ckanext.socialprograms.takeaway.portal import portal

_Write = Callable[[Annex, Sequence[AnsweredSection], dict[str, str]], bytes]


class Kind(NamedTuple):
    """How the form is written; the label is a msgid."""

    label: str
    media_type: str
    write: _Write


KINDS: Mapping[str, Kind] = {
    "docx": Kind(N_("To fill in or correct (Word)"), as_docx.MEDIA_TYPE, as_docx.write),
    "pdf": Kind(N_("To read and print (PDF)"), as_pdf.MEDIA_TYPE, as_pdf.write),
    "xlsx": Kind(N_("Workbook (XLSX)"), as_xlsx.MEDIA_TYPE, as_xlsx.write),
    "json": Kind(N_("For programs (JSON)"), as_json.MEDIA_TYPE, as_json.write),
}
"""The formats by the ending of their files."""


def linked_titles(data: dict[str, Any]) -> dict[str, str]:
    """Give the titles of the records of this portal that a record names, by id and by name."""
    return {key: one.title for one in search.linked_records(data) for key in (one.id, one.name)}


def written(data: dict[str, Any], ending: str) -> bytes:
    """Give the form with the answers of an evaluation."""
    told, form = portal(), annex()
    about = {
        "title": data["title"],
        "portal": told.name,
        "address": told.address(data["type"], data["name"]),
        "modified": str(values.day(data, "metadata_modified")),
    }
    return KINDS[ending].write(form, answers(form, data, linked_titles(data)), about)
