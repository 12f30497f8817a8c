"""The signals and their rules as tables to download."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.exporters.table import Column, Table, Value
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.signal_rules import STAGES, rule_set
from ckanext.socialprograms.signals.filters import Filters
from ckanext.socialprograms.signals.lists import Item, items

TITLES = {"signals": N_("Risk signals"), "rules": N_("Rules of the signals")}
"""What can be downloaded, by its name in addresses, with its title (a msgid)."""
MOST_IN_A_WORKBOOK = 200_000
NO_ACCUSATION = N_("A signal, not an accusation: it says what to ask about.")
_OF_A_SIGNAL = (
    ("program", N_("Program")),
    ("agency", N_("Agency")),
    ("stage", N_("Stage (code)")),
    ("stage_name", N_("Stage")),
    ("rule", N_("Rule (code)")),
    ("rule_name", N_("Signal")),
    ("cause", N_("Cause")),
    ("as_of", N_("Date of the data")),
    ("answer", N_("Answer of the agency")),
    ("answered_on", N_("Answered on")),
    ("rules_version", N_("Version of the rules")),
    ("rules_date", N_("Date of the rules")),
    ("url", N_("Address")),
)
_OF_A_RULE = (
    ("rule", N_("Rule (code)")),
    ("rule_name", N_("Signal")),
    ("stage", N_("Stage (code)")),
    ("stage_name", N_("Stage")),
    ("hirprol", N_("Stage in HIRPROL")),
    ("field", N_("Field")),
    ("how", N_("How it is computed")),
    ("clears", N_("What clears it")),
    ("since", N_("In this form since version")),
    ("rules_version", N_("Version of the rules")),
    ("rules_date", N_("Date of the rules")),
)


@dataclass(frozen=True)
class Wording:
    """What only the portal knows: the language and the addresses of programs."""

    say: Callable[[str], str]
    tell: Callable[[Message], str]
    url: Callable[[str], str]


def download(name: str, filters: Filters, today: date, wording: Wording) -> Table:
    """Give one of ``TITLES`` as a table, with the filters that are set."""
    rules = rule_set()
    columns, rows = (
        (_OF_A_RULE, _rule_rows(wording))
        if name == "rules"
        else (_OF_A_SIGNAL, _signal_rows(items(filters, today, limit=None), wording))
    )
    return Table(
        name=name,
        title=wording.say(TITLES[name]),
        columns=[Column(key, wording.say(label)) for key, label in columns],
        rows=rows,
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
