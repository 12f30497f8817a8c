"""Reads tables of aspects to improve: a row an activity, of one evaluation or of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.importers.document import Document, Place, Value
from ckanext.socialprograms.importers.draft import Draft, key_of
from ckanext.socialprograms.importers.forms import notes
from ckanext.socialprograms.importers.forms.cells import rows_of
from ckanext.socialprograms.importers.records import ImportedRecord
from ckanext.socialprograms.importers.transparency import cells
from ckanext.socialprograms.importers.transparency.labels import ROWS_SEARCHED, Held, held
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.official.transparency import Format, format_
from ckanext.socialprograms.records.values import folded

TYPE = "evaluation"
_FORM = "asm"
_NEEDED = "improvements.description"
_ENOUGH = 4


@dataclass(frozen=True)
class _Table:
    """A table with its labels known: what each column holds, and the rows after it."""

    columns: tuple[Held, ...]
    rows: tuple[tuple[Place, Sequence[Value]], ...]


def recognise(document: Document) -> bool:
    """Say whether a document has such a table."""
    return next(_tables(document), None) is not None


def read(document: Document) -> Iterator[ImportedRecord]:
    """Give the evaluation of each name; rows without one belong to the evaluation above."""
    readers: dict[str, _Reader] = {}
    for table in _tables(document):
        current = ""
        for place, row in table.rows:
            said = {one.column.path: (one, row[one.position]) for one in table.columns if one.position < len(row)}
            title = cells.text(said["title"][1]) if "title" in said else ""
            current = title or current
            readers.setdefault(folded(current), _Reader(current)).take(said, place)
    for reader in readers.values():
        yield reader.record()


class _Reader:
    """Collects the improvements of an evaluation; a row that names no improvement goes on with the one above."""

    def __init__(self, title: str) -> None:
        self._form: Format = format_(_FORM)
        self._draft = Draft(TYPE)
        self._draft.put("title", title)
        self._improvements: dict[str, dict[str, Any]] = {}
        self._activities: dict[str, dict[str, Any]] = {}
        self._number = ""

    def take(self, said: dict[str, tuple[Held, Value]], place: Place) -> None:
        """Take a row."""
        rows: dict[str, dict[str, Any]] = {"": {}, "improvements": {}, "activities": {}}
        for path, (one, cell) in said.items():
            found = cells.read(self._form, one.column, cell)
            if found.note:
                group = path.partition(".")[0]
                self._draft.note(group, found.note, cells.text(cell), place)
            if found.value not in ("", []):
                rows[one.column.group][one.column.field] = found.value
        if programs := rows[""].get("programs"):
            self._draft.put("programs", programs)
        self._put_improvement(rows["improvements"], place)
        self._put_activity(rows["activities"], place)

    def record(self) -> ImportedRecord:
        """Give the evaluation."""
        draft = self._draft
        draft.data["improvements"] = list(self._improvements.values())
        if self._activities:
            draft.data["activities"] = list(self._activities.values())
        title = draft.data.get("title", "")
        if not title:
            draft.note("title", notes.NO_TITLE)
        draft.note("owner_org", notes.NO_INSTITUTION)
        return draft.record(key_of(TYPE, title), is_found_by_title=True, is_partial=True)

    def _put_improvement(self, row: dict[str, Any], place: Place) -> None:
        number = row.get("number", "")
        known = self._improvements.get(number) if number else self._above(row)
        if known is None and (number or row.get("description")):
            self._number = number or str(len(self._improvements) + 1)
            self._improvements[self._number] = {**row, "number": self._number}
            self._draft.places[f"improvements.{len(self._improvements) - 1}"] = place
            return
        if known is None:
            return
        self._number = known["number"]
        percents = {one["percent"] for one in (known, row) if one.get("percent")}
        if len(percents) > 1:
            lowest = min(percents, key=float)
            note = Message(_TWO_PERCENTS, {"number": self._number, "kept": lowest})
            self._draft.note("improvements", note, "", place)
            row = {**row, "percent": lowest}
        known.update({name: value for name, value in row.items() if name == "percent" or name not in known})

    def _above(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """Give the improvement that a row without a number goes on with: that with its words, or the last one."""
        wanted = folded(row.get("description", ""))
        if not wanted:
            return self._improvements.get(self._number)
        return next((one for one in self._improvements.values() if folded(one.get("description", "")) == wanted), None)

    def _put_activity(self, row: dict[str, Any], place: Place) -> None:
        if not row.get("description") and not row.get("id"):
            return
        own = sum(self._number in one["serves"] for one in self._activities.values())
        key = row.get("id") or f"{self._number}.{own + 1}"
        known = self._activities.setdefault(key, {"id": key, "serves": [], **row})
        if self._number and self._number not in known["serves"]:
            known["serves"].append(self._number)
        self._draft.places.setdefault(f"activities.{len(self._activities) - 1}", place)


def _tables(document: Document) -> Iterator[_Table]:
    for sheet in document.sheets:
        rows = [(Place(sheet=sheet.name, row=number), row) for number, row in sheet.rows()]
        if found := _labelled(rows):
            yield found
    for table in document.tables:
        written = [(row[0].place, tuple(cell.text for cell in row)) for row in rows_of(table)]
        if found := _labelled(written):
            yield found


def _labelled(rows: Sequence[tuple[Place, Sequence[Value]]]) -> _Table | None:
    """Give the table if one of the first rows has the labels of the form."""
    for index, (_, row) in enumerate(rows[:ROWS_SEARCHED]):
        columns, _unknown = held(row, format_(_FORM).columns)
        if len(columns) >= _ENOUGH and _NEEDED in {one.column.path for one in columns}:
            return _Table(columns, tuple(rows[index + 1 :]))
    return None


_TWO_PERCENTS = N_("Improvement {number} has several percents of progress. The lowest, {kept}, was kept; check it.")
