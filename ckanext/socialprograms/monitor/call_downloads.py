"""The calls that are open, and those that will be, as a table to download."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from ckanext.socialprograms.exporters.column import Column, Kind, Say, said
from ckanext.socialprograms.exporters.table import Table, Value
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.monitor.calls import PublicCall, open_on, opening_after

NAME, TITLE = "calls", N_("Calls")
_OPEN, _COMING = N_("Open"), N_("Opens later")
_STATES = (("open", _OPEN), ("coming", _COMING))
COLUMNS = (
    Column("program", N_("Program"), N_("The program that people can apply for.")),
    Column("call", N_("Call"), N_("What the call is called; empty if it has no title of its own.")),
    Column("state", N_("State (code)"), N_("Whether it is open on the day of the download."), Kind.CODE, _STATES),
    Column("state_name", N_("State"), N_("The name of the state.")),
    Column("opens", N_("Opens"), N_("The first day on which people can apply, if it is known."), Kind.DAY),
    Column("closes", N_("Closes"), N_("The last day on which people can apply."), Kind.DAY),
    Column("agency", N_("Agency"), N_("The agency that answers for the program.")),
    Column("call_url", N_("Address of the call"), N_("Where the agency published the call."), Kind.ADDRESS),
    Column("url", N_("Address"), N_("The address of the program's page."), Kind.ADDRESS),
)


def table(today: date, say: Say, address: Callable[[str], str]) -> Table:
    """Give the calls of a day, those that are open first; ``address`` makes that of a program by its name."""
    rows = _rows(today, say, address)
    return Table(NAME, say(TITLE), said(COLUMNS, say), rows, {"today": today.isoformat()})


def _rows(today: date, say: Say, address: Callable[[str], str]) -> Iterator[Sequence[Value]]:
    for (code, label), found in zip(_STATES, (open_on(today), opening_after(today)), strict=True):
        for one in found.calls:
            yield _row(one, code, say(label), address)


def _row(one: PublicCall, code: str, label: str, address: Callable[[str], str]) -> Sequence[Value]:
    url = address(one.program)
    return one.program_title, one.title, code, label, one.opens, one.closes, one.agency_title, one.url, url
