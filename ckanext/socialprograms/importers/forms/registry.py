"""Tells which form a document is, and gives its records."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from ckanext.socialprograms.importers.document import Document
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.forms import (
    commitment_form,
    conac_annex,
    follow_up,
    improvement_agenda,
    improvement_table,
    result_report,
    written_record,
)
from ckanext.socialprograms.importers.inventory import reader as inventory
from ckanext.socialprograms.importers.reading import read_document
from ckanext.socialprograms.importers.records import Import, ImportedRecord, Reading
from ckanext.socialprograms.importers.transparency import reader as transparency
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.workbook import reading as workbook

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Form:
    """A form: how to tell it by its labels, how to read its records, and whether each is imported on its own.

    ``read_foreign`` reads one that another portal wrote, where that makes a difference.
    """

    name: str
    recognise: Callable[[Document], bool]
    read: Callable[[Document], Reading | Iterable[ImportedRecord]]
    each_alone: bool = False
    read_foreign: Callable[[Document], Reading] | None = None


# The first that recognises a document reads it: those with more labels of their own come first.
FORMS = (
    Form("workbook", workbook.recognise, workbook.read, each_alone=True, read_foreign=workbook.read_foreign),
    Form("written_record", written_record.recognise, written_record.read),
    Form("transparency", transparency.recognise, transparency.read),
    Form("inventory", inventory.recognise, inventory.read),
    Form("improvement_table", improvement_table.recognise, improvement_table.read),
    Form("conac_annex", conac_annex.recognise, conac_annex.read),
    Form("result_report", result_report.recognise, result_report.read),
    Form("improvement_agenda", improvement_agenda.recognise, improvement_agenda.read),
    Form("commitment_form", commitment_form.recognise, commitment_form.read),
    Form("follow_up", follow_up.recognise, follow_up.read),
)


_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_NOT_WORKBOOKS = {
    "txt": N_("a plain text"),
    "html": N_("a web page"),
    "pdf": N_("a PDF"),
    "docx": N_("a Word document"),
    "csv": N_("a CSV file"),
}


def read_file(source: Path | BinaryIO, name: str) -> Import:
    """Read a file and give its records, or in one sentence why there are none; it writes nothing."""
    try:
        document = read_document(source, name)
    except UnreadableFile as unreadable:
        return Import(name, "", errors=(unreadable.message,))
    return read_records(document)


def read_records(document: Document, *, is_foreign: bool = False) -> Import:
    """Give the records of a document by the first form that recognises it.

    Of a foreign one, nothing is taken for a change of a record that is saved in this portal.
    """
    form: Form | None = None
    try:
        form = next((form for form in FORMS if form.recognise(document)), None)
        if form:
            found = ((is_foreign and form.read_foreign) or form.read)(document)
            reading = found if isinstance(found, Reading) else Reading(found)
            return _read(document, form, reading)
    except UnreadableFile as unreadable:
        return Import(document.name, document.checksum, errors=(unreadable.message,))
    except Exception:
        log.exception("The form %s could not be read from %s", form, document.name)
        return Import(document.name, document.checksum, errors=(Message(_BROKEN, {"name": document.name}),))
    kind = _NOT_WORKBOOKS.get(document.kind)
    is_misnamed = kind and PurePath(document.name).suffix.lower() in _WORKBOOKS
    told = Message(_MISNAMED, {"name": document.name, "kind": Message(kind)}) if kind and is_misnamed else None
    return Import(
        document.name,
        document.checksum,
        errors=(told or Message(_NO_FORM, {"name": document.name}),),
        warnings=document.warnings,
    )


def _read(document: Document, form: Form, reading: Reading) -> Import:
    return Import(
        document.name,
        document.checksum,
        tuple(reading.records),
        warnings=(*document.warnings, *reading.notices),
        form=form.name,
        each_alone=form.each_alone,
    )


_NO_FORM = N_(
    "“{name}” holds no form that this portal knows: no workbook of this portal, commitment form, report of results, "
    "improvement agenda, results of an evaluation, follow-up or inventory of programs. Nothing was imported; fill in a "
    "record by hand, or send the original form."
)
_MISNAMED = N_(
    "“{name}” is called a workbook, but it is {kind}. Open the workbook in its spreadsheet program, save it as a "
    "workbook (.xlsx or .ods) and send that one. Nothing was imported."
)
_BROKEN = N_(
    "“{name}” looks like a form that this portal knows, but its parts are not where they should be. Nothing was "
    "imported; check that the file is whole, or fill in a record by hand."
)
