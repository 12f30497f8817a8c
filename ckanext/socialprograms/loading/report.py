"""What came of importing a document, also in a form that JSON can hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.importers.records import Import, ImportedRecord, Note
from ckanext.socialprograms.loading.failures import Failure
from ckanext.socialprograms.loading.saving import Saved
from ckanext.socialprograms.loading.steps import CREATE, SAME, UPDATE
from ckanext.socialprograms.messages import Message


@dataclass(frozen=True)
class Report:
    """What came of a document: what was done with each record, or why nothing was.

    Of a preview, it is what would be done, with all that stands against it; ``lacking`` says which public promises
    change, for which the person who confirms gives the reason. ``notices`` tell what of the document could not be read,
    ``refused`` why some records stay out of a document whose others are saved.
    """

    name: str
    saved: tuple[Saved, ...] = ()
    errors: tuple[Message, ...] = ()
    lacking: tuple[Message, ...] = ()
    notices: tuple[Message, ...] = ()
    refused: tuple[Failure, ...] = ()

    @classmethod
    def joined(cls, name: str, reports: Iterable[Report]) -> Report:
        """Give the report on a document that was imported in portions; its notices are told once, elsewhere."""
        every = list(reports)
        return cls(
            name,
            tuple(one for report in every for one in report.saved),
            tuple(error for report in every for error in report.errors),
            tuple(reason for report in every for reason in report.lacking),
            refused=tuple(failure for report in every for failure in report.refused),
        )

    @property
    def counts(self) -> dict[str, int]:
        """Give how many records were created, updated, or the same already."""
        found = Counter(one.step.action for one in self.saved if not one.step.problems)
        return {action: found[action] for action in (CREATE, UPDATE, SAME)}

    @property
    def new_organizations(self) -> tuple[str, ...]:
        """Give the titles of the organizations that saving would make, each once."""
        steps = (one.step for one in self.saved if not one.step.problems)
        return tuple(dict.fromkeys(step.organization for step in steps if step.makes_organization))

    @property
    def refusals(self) -> tuple[Message, ...]:
        """Give the sentences of ``refused``."""
        return tuple(failure.message for failure in self.refused)

    @property
    def left_out(self) -> int:
        """Give how many records stay out."""
        return len({(failure.record, failure.title) for failure in self.refused})

    @property
    def warnings(self) -> int:
        """Give how many warnings stand beside the fields."""
        return sum(len(one.step.notes) for one in self.saved)


def read_json(imports: Iterable[Import], language: str) -> dict[str, Any]:
    """Give what was read of documents, its sentences in a language."""
    listed = list(imports)
    return {
        "records": [_record(record, language) for imported in listed for record in imported.records],
        "errors": [message.in_language(language) for imported in listed for message in imported.errors],
    }


def done_json(reports: Iterable[Report], language: str) -> dict[str, Any]:
    """Give what was done with the records of documents, its sentences in a language."""
    listed = list(reports)
    return {
        "records": [
            {
                "type": one.step.record.type,
                "title": one.step.title,
                "action": one.step.action,
                "id": one.id,
                "name": one.name,
                "warnings": [note_json(note, language) for note in one.step.notes],
            }
            for report in listed
            for one in report.saved
        ],
        "errors": [message.in_language(language) for report in listed for message in report.errors],
        "refused": [message.in_language(language) for report in listed for message in report.refusals],
    }


def note_json(note: Note, language: str) -> dict[str, str]:
    """Give a warning, its sentence and place in a language."""
    return {
        "field": note.field,
        "where": note.place.message().in_language(language) if note.place else "",
        "found": note.found,
        "message": note.message.in_language(language),
    }


def _record(record: ImportedRecord, language: str) -> dict[str, Any]:
    warnings = [note_json(note, language) for note in record.warnings]
    return {"type": record.type, "title": record.title, "data": record.data, "warnings": warnings}
