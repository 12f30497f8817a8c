"""The signals on the page of a program: by stage, each with the place on the page that it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.pages.program import QUESTIONS, ProgramPage
from ckanext.socialprograms.records.signal_rules import STAGES, RuleSet
from ckanext.socialprograms.records.signals import Signal, signals
from ckanext.socialprograms.records.values import Data

_QUESTION_OF = {field: key for key, _text, fields in QUESTIONS for field in fields}
_ALWAYS = {"budget": "budget", "evaluations": "chain"}


@dataclass(frozen=True)
class SignalView:
    """A signal with the anchor of its field on the page, empty where the page has no place for it."""

    signal: Signal
    anchor: str


@dataclass(frozen=True)
class StageView:
    """A stage with its signals; the label is a msgid."""

    id: str
    label: str
    views: tuple[SignalView, ...]


@dataclass(frozen=True)
class Panel:
    """All stages of a program, with and without signals, and the rules by which they were made."""

    stages: tuple[StageView, ...]
    rules: RuleSet

    @property
    def number(self) -> int:
        """Give how many signals there are."""
        return sum(len(stage.views) for stage in self.stages)


def panel(data: Data, page: ProgramPage, rules: RuleSet, evaluated: Sequence[int | None], today: date) -> Panel:
    """Make the panel of a program's dataset dict, as it is on a day."""
    up = [one for one in signals(data, rules, evaluated) if one.is_up(today)]
    stages = (
        StageView(
            stage, label, tuple(SignalView(one, anchor(one.rule.field, page)) for one in up if one.rule.stage == stage)
        )
        for stage, label in STAGES.items()
    )
    return Panel(tuple(stages), rules)


def anchor(field: str, page: ProgramPage) -> str:
    """Give the anchor of a field on the page of a program; empty where it has no place of its own."""
    if field in _ALWAYS:
        return _ALWAYS[field]
    if field in ("rules", "indicators"):
        return field if getattr(page, field) else ""
    key = _QUESTION_OF.get(field, "")
    if key in {question.key for question in page.answered}:
        return f"ask-{key}"
    return "unanswered" if key else ""
