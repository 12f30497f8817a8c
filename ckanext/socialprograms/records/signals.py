"""Risk signals of a program: what its published fields show or lack. A signal is a question, not an accusation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.messages import Message
from ckanext.socialprograms.records import program, values
from ckanext.socialprograms.records.known import Known
from ckanext.socialprograms.records.predicates import Unevaluated
from ckanext.socialprograms.records.signal_rules import Rule, RuleSet
from ckanext.socialprograms.records.values import Data


@dataclass(frozen=True)
class Answer:
    """What the agency says about a signal."""

    rule: str
    text: str
    date: date | None = None


@dataclass(frozen=True)
class Signal:
    """A rule that fires, with its cause, the day since which it does (None: whatever the day) and the answers.

    ``as_of`` dates the data: an ISO date or a year, empty where nobody dated it.
    """

    rule: Rule
    cause: Message
    since: date | None
    as_of: str
    answers: tuple[Answer, ...] = ()

    def is_up(self, today: date) -> bool:
        """Say whether it fires on a day."""
        return self.since is None or self.since <= today


def signals(data: Data, rules: RuleSet, evaluated: Sequence[int | None] = ()) -> tuple[Signal, ...]:
    """Give the signals of a program's dataset dict, those too that a later day will bring.

    ``evaluated`` are the years of the evaluations that are linked with it, None where one has no year.
    """
    known, dated, told = Known(data, evaluated), as_of(data), answers(data)
    return tuple(
        Signal(rule, rule.caused(found), found.since, dated, tuple(one for one in told if one.rule == rule.id))
        for rule in rules.rules
        if (found := rule.test(known)) is not None
    )


def lasting(data: Data, rules: RuleSet) -> list[str]:
    """Give the ids of the rules that fire by a record's own fields and on whatever day: what an index may keep."""
    return [
        one.rule.id for one in signals(data, rules) if one.since is None and not isinstance(one.rule.test, Unevaluated)
    ]


def answers(data: Data) -> tuple[Answer, ...]:
    """Read the agency's answers, newest first."""
    read = (
        Answer(values.text(row, "rule"), values.text(row, "answer"), values.day(row, "date"))
        for row in values.rows(data, "signal_answers")
    )
    return tuple(sorted((one for one in read if one.text), key=lambda one: one.date or date.min, reverse=True))


def as_of(data: Data) -> str:
    """Give the date of a program's data: the day when it was brought up to date, else the newest year it speaks of."""
    for name in ("updated_on", "validated_on", "reported_to"):
        if day := values.day(data, name):
            return day.isoformat()
    years = program.known_years(data)
    return str(years[0]) if years else ""
