"""The signals and their rules as tables to download."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.exporters.column import Column, Kind, said
from ckanext.socialprograms.exporters.table import Table, Value
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.signal_rules import STAGES, rule_set
from ckanext.socialprograms.signals.filters import Filters
from ckanext.socialprograms.signals.lists import Item, items

TITLES = {"signals": N_("Risk signals"), "rules": N_("Rules of the signals")}
"""What can be downloaded, by its name in addresses, with its title (a msgid)."""
MOST_IN_A_WORKBOOK = 200_000
NO_ACCUSATION = N_("A signal, not an accusation: it says what to ask about.")
_STAGES = tuple(STAGES.items())
_RULE = (
    Column("rule", N_("Rule (code)"), N_("The rule that gives the signal, by its id.")),
    Column("rule_name", N_("Signal"), N_("What the signal is called.")),
)
_STAGE = (
    Column("stage", N_("Stage (code)"), N_("The stage of a program that the signal is about."), Kind.CODE, _STAGES),
    Column("stage_name", N_("Stage"), N_("The name of the stage.")),
)
_RULES_DATE = N_("Date of the rules")
_OF_A_SIGNAL = (
    Column("program", N_("Program"), N_("The program that gives the signal.")),
    Column("agency", N_("Agency"), N_("The agency that answers for the program.")),
    *_STAGE,
    *_RULE,
    Column("cause", N_("Cause"), N_("What in the published fields gives the signal, with its figures.")),
    Column("as_of", N_("Date of the data"), N_("The year or the day that the data are of, if it is known.")),
    Column("answer", N_("Answer of the agency"), N_("What the agency says to it; empty while it has not answered.")),
    Column("answered_on", N_("Answered on"), N_("The day of that answer."), Kind.DAY),
    Column("rules_version", N_("Version of the rules"), N_("The version of the rules that gave the signal.")),
    Column("rules_date", _RULES_DATE, N_("The day of that version, where it is the one in force."), Kind.DAY),
    Column("url", N_("Address"), N_("The signals in the page of the program."), Kind.ADDRESS),
)
_OF_A_RULE = (
    *_RULE,
    *_STAGE,
    Column("hirprol", N_("Stage in HIRPROL"), N_("What HIRPROL (GESOC) calls the stage.")),
    Column("field", N_("Field"), N_("The field of the program that the rule reads, by its code.")),
    Column("how", N_("How it is computed"), N_("When the rule gives a signal, with its thresholds.")),
    Column("clears", N_("What clears it"), N_("What has to be published for the signal to go.")),
    Column(
        "since", N_("In this form since version"), N_("The version in which the rule got the form that it has now.")
    ),
    Column("rules_version", N_("Version of the rules"), N_("The version in force.")),
    Column("rules_date", _RULES_DATE, N_("The day of the version in force."), Kind.DAY),
)
COLUMNS = {"signals": _OF_A_SIGNAL, "rules": _OF_A_RULE}
"""The columns of each table."""


@dataclass(frozen=True)
class Wording:
    """What only the portal knows: the language and the addresses of programs."""

    say: Callable[[str], str]
    tell: Callable[[Message], str]
    url: Callable[[str], str]


def download(name: str, filters: Filters, today: date, wording: Wording) -> Table:
    """Give one of ``TITLES`` as a table, with the filters that are set."""
    rules = rule_set()
    found = _rule_rows(wording) if name == "rules" else _signal_rows(items(filters, today, limit=None), wording)
    return Table(
        name=name,
        title=wording.say(TITLES[name]),
        columns=said(COLUMNS[name], wording.say),
        rows=found,
        about={
            "today": today.isoformat(),
            "rules_version": rules.version,
            "rules_date": rules.date.isoformat(),
            "note": wording.say(NO_ACCUSATION),
            **{f"filter_{key}": value for key, value in filters.chosen.items()},
        },
    )


def _signal_rows(found: Iterable[Item], wording: Wording) -> Iterator[Sequence[Value]]:
    rules = rule_set()
    for one in found:
        yield (
            one.title,
            one.agency_title,
            one.rule.stage,
            wording.say(STAGES[one.rule.stage]),
            one.rule.id,
            wording.say(one.rule.label),
            wording.tell(one.cause),
            one.as_of,
            one.answer,
            one.answered_on,
            one.version,
            rules.date if one.version == rules.version else None,
            wording.url(one.name),
        )


def _rule_rows(wording: Wording) -> Iterator[Sequence[Value]]:
    rules = rule_set()
    for rule in rules.rules:
        yield (
            rule.id,
            wording.say(rule.label),
            rule.stage,
            wording.say(STAGES[rule.stage]),
            rule.hirprol,
            rule.field,
            wording.tell(rule.how),
            wording.say(rule.clears),
            rule.since,
            rules.version,
            rules.date,
        )
