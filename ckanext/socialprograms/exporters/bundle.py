"""What the ZIP of a record, or of a list of records, holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ckanext.socialprograms.exporters import record
from ckanext.socialprograms.exporters.archive import Member, file_name
from ckanext.socialprograms.exporters.column import Column, Kind, said
from ckanext.socialprograms.exporters.record import Portal
from ckanext.socialprograms.exporters.table import Table, to_csv, to_workbook
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages.fields import Schema, choices, find
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.records.workplan import Evidence, work_plan

RULE = "-" * 72
EVIDENCE_COLUMNS = (
    Column("record", N_("Record"), N_("The record's name in its address.")),
    Column("title", N_("Title"), N_("What the evidence is called.")),
    Column("url", N_("Address"), N_("Where the evidence is, if it has an address."), Kind.ADDRESS),
    Column("activities", N_("Activities that it proves"), N_("The keys of the activities in the plan."), Kind.TEXTS),
    Column("kind", N_("Kind"), N_("What kind of evidence it is, in words.")),
    Column("date", N_("Date"), N_("The date of the document."), Kind.DAY),
    Column(
        "can_be_opened",
        N_("Can be opened (1) or is only cited (0)"),
        N_("Whether it can be opened here; what is only cited may well exist."),
        Kind.FLAG,
    ),
)


@dataclass(frozen=True)
class HeldFile:
    """A file of a record that this portal holds; ``chunks`` reads it, and raises OSError where it can't be read."""

    title: str
    name: str
    chunks: Callable[[], Iterable[bytes]]
    size: int | None = None


@dataclass(frozen=True)
class Packing:
    """How records are packed: for whom, by which schema, on which day, in whose words, with which of their files."""

    portal: Portal
    schema: Callable[[Data], Schema]
    today: date
    told: Callable[[Message], str]
    files: Callable[[Data], Iterable[HeldFile]]


@dataclass
class _Notes:
    """What the README has to tell, gathered while the ZIP is written."""

    missing: list[tuple[str, str]] = field(default_factory=list)
    evidence: list[tuple[Data, Evidence]] = field(default_factory=list)


def of_record(data: Data, packing: Packing) -> Iterator[Member]:
    """Yield the files of the ZIP of a record; its README comes last, since it says what was missing."""
    notes, name = _Notes(), values.text(data, "name")
    yield from _record_members(data, packing, notes, name)
    long = record.long_table(data, packing.schema(data), packing.portal)
    yield Member(f"{name}/record.csv", to_csv(long))
    sheets = record.sheets(data, packing.schema(data), packing.portal)
    yield Member(f"{name}/record.xlsx", b"".join(to_workbook(sheets)))
    yield _evidence_member(f"{name}/evidence.csv", packing, notes)
    address = packing.portal.address(values.text(data, "type"), name)
    head = (values.text(data, "title"), address)
    yield _readme(f"{name}/README.txt", head, _about_record(data), packing, notes)


def of_list(
    head: tuple[str, str], listed: Table, records: Iterable[Data], found: int, most: int, packing: Packing
) -> Iterator[Member]:
    """Yield the files of the ZIP of a list, whose title and address are its ``head``: the list, then each record.

    ``records`` are ``most`` of them; ``found`` is how many there are.
    """
    notes = _Notes()
    yield Member("records.csv", to_csv(listed))
    for data in records:
        yield from _record_members(data, packing, notes, f"records/{values.text(data, 'name')}")
    yield _evidence_member("evidence.csv", packing, notes)
    counted = {"held": min(found, most), "found": found}
    sentences = [Message(N_("Records in this archive: {held} of the {found} that the search found."), counted)]
    if found > most:
        sentence = N_("An archive holds {most} records at most: narrow the search, or take the list as CSV or JSON.")
        sentences.append(Message(sentence, {"most": most}))
    sentences.append(Message(N_("Each record says its own license and date in its JSON file.")))
    yield _readme("README.txt", head, sentences, packing, notes)


def _record_members(data: Data, packing: Packing, notes: _Notes, folder: str) -> Iterator[Member]:
    notes.evidence += [(data, piece) for piece in work_plan(data).evidence]
    yield Member(f"{folder}/record.json", record.to_json(data, packing.schema(data), packing.portal))
    for number, held in enumerate(packing.files(data), 1):
        path = f"{folder}/files/{number:02d}-{file_name(held.name)}"
        yield from _file_member(path, held, notes)


def _file_member(path: str, held: HeldFile, notes: _Notes) -> Iterator[Member]:
    """Yield a file whose first bytes could be read; what can't be is noted."""
    try:
        chunks = iter(held.chunks())
        first = next(chunks, b"")
    except OSError:
        notes.missing.append((path, held.title))
        return

    def whole() -> Iterator[bytes]:
        yield first
        try:
            yield from chunks
        except OSError:  # what was sent can't be taken back
            notes.missing.append((path, held.title))

    yield Member(path, whole(), held.size)


def _evidence_member(path: str, packing: Packing, notes: _Notes) -> Member:
    return Member(path, to_csv(evidence_table(notes.evidence, packing)))


def evidence_table(evidence: Iterable[tuple[Data, Evidence]], packing: Packing) -> Table:
    """Give the evidence of records, with its addresses and whether it can be opened."""
    say = packing.portal.say
    return Table(
        "evidence", say(N_("Evidence")), said(EVIDENCE_COLUMNS, say), (_evidence_row(*one, packing) for one in evidence)
    )


def _evidence_row(data: Data, piece: Evidence, packing: Packing) -> Sequence[Any]:
    kinds = choices(find(packing.schema(data), "kind", "evidence"))
    kind = packing.portal.say(kinds[piece.kind]) if piece.kind in kinds else piece.kind
    owner = values.text(data, "name")
    return owner, piece.title, piece.url, "; ".join(piece.activities), kind, piece.date, int(piece.can_be_opened)


def _about_record(data: Data) -> list[Message]:
    changed = str(values.day(data, "metadata_modified"))
    license_ = " ".join(one for one in (values.text(data, key) for key in ("license_title", "license_url")) if one)
    return [
        Message(N_("Agency: {name}"), {"name": record.agency(data) or "-"}),
        Message(N_("Data as of {date}"), {"date": changed}),
        Message(N_("License: {name}"), {"name": license_})
        if license_
        else Message(N_("The agency has not stated a license.")),
    ]


def _readme(path: str, head: tuple[str, str], about: Iterable[Message], packing: Packing, notes: _Notes) -> Member:
    title, address = head

    def lines() -> Iterator[str]:
        yield from (title, RULE, address, "")
        yield packing.told(Message(N_("Portal: {name}"), {"name": packing.portal.name}))
        yield packing.told(Message(N_("Downloaded on {date}"), {"date": packing.today.isoformat()}))
        yield from (packing.told(sentence) for sentence in about)
        yield ""
        yield packing.told(_INSIDE)
        if notes.missing:
            yield ""
            yield packing.told(
                Message(N_("These files could not be read in the portal, and are missing or cut off here:"))
            )
            yield from (f"- {path}: {title}" for path, title in notes.missing)

    # Windows shows plain texts as they are meant only with its own ends of lines.
    return Member(path, ("\N{BYTE ORDER MARK}" + "\r\n".join([*lines(), ""])).encode("utf-8", "replace"))


_INSIDE = Message(
    N_(
        "The JSON file of a record is for programs; CSV and XLSX say the same in words. The folder “files” has what"
        " the portal holds. “evidence.csv” lists all evidence with its address; what lies elsewhere on the web is not"
        " copied here."
    )
)
