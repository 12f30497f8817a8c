"""Reads the programs of an inventory: once each, however many sheets repeat them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ckanext.socialprograms.importers.document import Document, Sheet
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.forms import notes
from ckanext.socialprograms.importers.inventory import editions
from ckanext.socialprograms.importers.inventory.agencies import agencies
from ckanext.socialprograms.importers.inventory.header import Header, find_header
from ckanext.socialprograms.importers.inventory.rows import RowReader, agency_of
from ckanext.socialprograms.importers.records import ImportedRecord, Note
from ckanext.socialprograms.importers.vocabulary import labels
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.values import folded

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def recognise(document: Document) -> bool:
    """Say whether a workbook or CSV file has the inventory's labels."""
    return bool(document.sheets) and find_header(document.sheets[0]) is not None


def read(document: Document) -> Iterator[ImportedRecord]:
    """Give a record a program, of all its years. Sheets after one with several states only repeat it and are not read.

    Raises UnreadableFile if a necessary column is missing.
    """
    read: dict[str, ImportedRecord] = {}
    for sheet in document.sheets:
        header = find_header(sheet)
        if header is None:
            continue
        if header.missing:
            missing = "; ".join(labels("program", field)[-1] for field in header.missing)
            values = {"name": document.name, "sheet": sheet.name, "missing": missing}
            raise UnreadableFile(Message(_MISSING, values))
        states = set()
        for record in _records(document, sheet, header):
            states.add(folded(str(record.data.get("federal_entity", ""))))
            known = read.get(record.identity)
            read[record.identity] = _with_years_of(known, record) if known else record
        if len(states) > 1:
            break
    yield from read.values()


def _records(document: Document, sheet: Sheet, header: Header) -> Iterator[ImportedRecord]:
    rows = [(number, row) for number, row in sheet.rows() if number > header.row]
    named = [agency_of(header, row) for _, row in rows]
    known = agencies(named)
    reader = RowReader(sheet.name, header, _year(document.name) or _year(sheet.name))
    is_first = True
    for (number, row), agency in zip(rows, named, strict=True):
        record = reader.record(number, row, known.get(agency))
        if record.title:
            yield _with_unknown(record, header) if is_first and header.unknown else record
            is_first = False


def _with_years_of(known: ImportedRecord, other: ImportedRecord) -> ImportedRecord:
    """Give a program with the years of another row; a second row of the same year says nothing new."""
    if set(other.data.get("editions", ())) <= set(known.data.get("editions", ())):
        return known
    newest = known if editions.is_older(known.data, other.data) else other
    data = {**newest.data, **editions.combined(known.data, other.data)}
    return replace(newest, data=data, warnings=(*known.warnings, *other.warnings))


def _with_unknown(record: ImportedRecord, header: Header) -> ImportedRecord:
    """Add, on the first record only, which columns of the file were not understood."""
    note = Note("provenance", Message(notes.UNKNOWN_COLUMNS, {"labels": "; ".join(header.unknown)}))
    return replace(record, warnings=(note, *record.warnings))


def _year(name: str) -> int | None:
    found = _YEAR.search(name)
    return int(found[1]) if found else None


_MISSING = N_(
    "“{name}”, sheet “{sheet}”, looks like an inventory of programs but lacks columns that are necessary: {missing}. "
    "Add them with their labels and send it again; nothing was imported."
)
