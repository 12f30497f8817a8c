"""The signals of all programs at a glance: by rule, and by agency in the order of their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ckanext.socialprograms.monitor.visible import Sign
from ckanext.socialprograms.records.signal_rules import STAGES, Rule, rule_set
from ckanext.socialprograms.signals.filters import Filters
from ckanext.socialprograms.signals.lists import Counted, counted, programs, version


@dataclass(frozen=True)
class RuleLine:
    """A rule with how many programs have its signal, and how many of these have an answer."""

    rule: Rule
    signals: int
    answered: int


@dataclass(frozen=True)
class StageLine:
    """A stage with its rules; the label is a msgid."""

    id: str
    label: str
    signals: int
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True)
class AgencyLine:
    """An agency with its programs, those with a signal, and its signals by stage; no name where there is none."""

    name: str
    title: str
    programs: int
    with_signal: int
    signals: int
    answered: int


@dataclass(frozen=True)
class Overview:
    """What the filters leave in; ``all_programs`` are those without a signal too."""

    stages: tuple[StageLine, ...]
    agencies: tuple[AgencyLine, ...]
    signals: int
    answered: int
    with_signal: int
    all_programs: int


def overview(filters: Filters, today: date) -> Overview:
    """Count the signals of the public programs on a day; it is kept until a record changes."""
    return _overview(filters, today, version())


@lru_cache(maxsize=64)
def _overview(filters: Filters, today: date, _sign: Sign) -> Overview:
    found, of_agency = counted(filters, today), programs(filters, today)
    return Overview(
        stages=_stages(filters, found),
        agencies=_agencies(found, of_agency),
        signals=sum(one.signals for one in found),
        answered=sum(one.answered for one in found),
        with_signal=sum(with_signal for with_signal, _all in of_agency.values()),
        all_programs=sum(all_ for _with, all_ in of_agency.values()),
    )


def _stages(filters: Filters, found: Sequence[Counted]) -> tuple[StageLine, ...]:
    signals: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for one in found:
        signals[one.rule] += one.signals
        answered[one.rule] += one.answered
    asked = [
        RuleLine(rule, signals[rule.id], answered[rule.id]) for rule in rule_set().rules if rule.id in filters.rules
    ]
    lines = ((stage, label, tuple(one for one in asked if one.rule.stage == stage)) for stage, label in STAGES.items())
    return tuple(StageLine(stage, label, sum(one.signals for one in own), own) for stage, label, own in lines if own)


def _agencies(found: Sequence[Counted], of_agency: dict[str, tuple[int, int]]) -> tuple[AgencyLine, ...]:
    titles = {one.agency: one.agency_title for one in found}
    signals: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for one in found:
        signals[one.agency] += one.signals
        answered[one.agency] += one.answered
    return tuple(
        AgencyLine(name, title, of_agency[name][1], of_agency[name][0], signals[name], answered[name])
        for name, title in titles.items()
        if name in of_agency
    )
