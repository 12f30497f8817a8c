"""The report of a run as a table to download."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ckanext.socialprograms.exporters.column import Column, Kind, said
from ckanext.socialprograms.exporters.table import Table, Value
from ckanext.socialprograms.harvesters import report
from ckanext.socialprograms.harvesters.report import Item
from ckanext.socialprograms.harvesters.runs import KINDS
from ckanext.socialprograms.messages import N_

KIND_NAMES = {
    "refused": N_("Refused"),
    "shrunk": N_("Came back smaller"),
    "vanished": N_("Not in the source any more"),
    "taken_away": N_("Taken away here"),
    "created": N_("New records"),
    "changed": N_("Changed records"),
    "same": N_("Fetched, the same as before"),
}
_COLUMNS = (
    Column(
        "kind",
        N_("What became of it (code)"),
        N_("What the run did with the record."),
        Kind.CODE,
        (*KIND_NAMES.items(),),
    ),
    Column("kind_name", N_("What became of it"), N_("The same in words.")),
    Column("title", N_("Record"), N_("What the record is called.")),
    Column("type", N_("Kind of record"), N_("What kind of record it is here; empty if it is not here.")),
    Column("key", N_("Key in the source"), N_("What tells the record from others in its source.")),
    Column("found", N_("What was found"), N_("Why it was refused and what to mend, or what it lost.")),
    Column(
        "here", N_("Address here"), N_("The address of its page in this portal; empty if it is not here."), Kind.ADDRESS
    ),
    Column("there", N_("Address there"), N_("The address of its page in the source."), Kind.ADDRESS),
)


@dataclass(frozen=True)
class Wording:
    """What only the portal knows: the language, what a record lost in a sentence, and the addresses of records."""

    say: Callable[[str], str]
    lost: Callable[[Item], list[str]]
    address: Callable[[Item], str]


def table(job_id: str, wording: Wording, *, sees_all: bool) -> Table:
    """Give all that a run did, what needs a person first."""
    return Table("run", wording.say(_TITLE), said(_COLUMNS, wording.say), _rows(job_id, wording, sees_all=sees_all))


def _rows(job_id: str, wording: Wording, *, sees_all: bool) -> Iterator[Sequence[Value]]:
    for kind in KINDS:
        for one in report.all_items(job_id, kind, sees_all=sees_all):
            found = "; ".join([*one.sentences, *wording.lost(one)] if kind in ("refused", "shrunk") else [])
            name = wording.say(KIND_NAMES[kind])
            yield kind, name, one.title, one.type, one.key, found, wording.address(one), one.url


_TITLE = N_("Report of a harvest")
