"""What an importer gives: records in the schemas' fields, with where every value came from and what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ckanext.socialprograms.importers.document import Place
from ckanext.socialprograms.messages import Message


@dataclass(frozen=True)
class Note:
    """A warning beside a field.

    ``field`` is a path such as ``contact_phone`` or ``activities.3.due_date`` (rows count from 0, in the order of
    ``ImportedRecord.data``); ``found`` is the text of the document that the message speaks of.
    """

    field: str
    message: Message
    found: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class Edit:
    """Which saved record a workbook edits; ``base`` has digests of the changed fields as the workbook first had them.

    ``title`` is the record's title as the workbook has it, ``key`` the name by which its sheets know the record.
    """

    id: str
    title: str
    base: Mapping[str, str]
    key: str = ""


@dataclass(frozen=True)
class ImportedRecord:
    """A dataset dict as a document tells it, JSON-able; dates are ISO texts, repeating groups lists of dicts.

    ``places`` maps field paths to where in the document their values came from. ``organization`` is the responsible
    institution as the document names it. A follow-up names in ``updates`` the title of the record that it changes,
    holds in ``data`` only what changes, and gives in ``reason`` why, for the ledger. ``federal_entity`` is the
    institution's state, where the record itself has no field for it. A row of a workbook says in ``edits`` which saved
    record it changes, and ``data`` holds only what changes, emptied fields too. ``problem`` says why a record can't be
    imported, whatever the portal has. Where ``is_found_by_title``, a saved record with its title in its organization is
    the same one, whatever its key; where ``is_partial``, the document knows only a part of its rows: rows and cells
    that it does not name stay as they are.
    """

    type: str
    data: dict[str, Any]
    warnings: tuple[Note, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    organization: str | None = None
    updates: str | None = None
    reason: str | None = None
    federal_entity: str | None = None
    edits: Edit | None = None
    problem: Note | None = None
    is_found_by_title: bool = False
    is_partial: bool = False

    @property
    def title(self) -> str:
        """Give the record's title, or the title of the record that it updates."""
        return str(self.data.get("title") or self.updates or (self.edits.title if self.edits else ""))

    @property
    def identity(self) -> str:
        """Give the key by which importing the same record again finds it; a follow-up has none of its own."""
        return str(self.data.get("external_key") or "")


@dataclass(frozen=True)
class Reading:
    """The records of a document, and what whoever sends it has to know of the whole."""

    records: Iterable[ImportedRecord]
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Import:
    """What came of one file: its records, or the reasons why there are none; ``form`` names the form it is in.

    Of most forms all records are imported or none; where ``each_alone``, one that can't be keeps no other from it.
    """

    name: str
    checksum: str
    records: tuple[ImportedRecord, ...] = ()
    errors: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = ()
    form: str = ""
    each_alone: bool = False
