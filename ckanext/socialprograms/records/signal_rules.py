"""The rules of the risk signals, as ``catalogues/signals.yaml`` has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.known import Found, Predicate
from ckanext.socialprograms.records.predicates import KINDS

STAGES = {
    "budget": N_("Budget"),
    "rules": N_("Rules"),
    "operation": N_("Operation"),
    "beneficiaries": N_("List of beneficiaries"),
    "evaluation": N_("Evaluation"),
    "complaints": N_("Complaints"),
}
"""The stages of a program in their order, with their names (msgids)."""


@dataclass(frozen=True)
class Rule:
    """A rule; ``label``, ``cause`` and ``clears`` are msgids, ``hirprol`` is the stage as HIRPROL calls it."""

    id: str
    stage: str
    hirprol: str
    since: str
    field: str
    label: str
    test: Predicate
    cause: str
    clears: str
    cause_dated: str = ""

    def caused(self, found: Found) -> Message:
        """Say what made the rule fire, with its figures."""
        return Message(self.cause_dated if found.is_dated else self.cause, dict(found.values))

    @property
    def how(self) -> Message:
        """Say how it is computed."""
        return self.test.how()


@dataclass(frozen=True)
class RuleSet:
    """The rules of a version."""

    version: str
    date: date
    rules: tuple[Rule, ...]

    @property
    def by_id(self) -> dict[str, Rule]:
        """Give the rules by their id, in their order."""
        return {rule.id: rule for rule in self.rules}

    def of_stage(self, stage: str) -> tuple[Rule, ...]:
        """Give the rules of a stage."""
        return tuple(rule for rule in self.rules if rule.stage == stage)


@lru_cache
def rule_set() -> RuleSet:
    """Give the rules that are in force."""
    file = resources.files("ckanext.socialprograms").joinpath("catalogues/signals.yaml")
    return read_rules(yaml.safe_load(file.read_text("utf-8")))


def read_rules(written: Mapping[str, Any]) -> RuleSet:
    """Read rules as they are written; raises KeyError or TypeError for a kind or threshold that there is not."""
    return RuleSet(written["version"], written["date"], tuple(_rule(one) for one in written["rules"]))


def _rule(one: Mapping[str, Any]) -> Rule:
    thresholds = {key: value for key, value in one["test"].items() if key != "kind"}
    return Rule(**{**one, "test": KINDS[one["test"]["kind"]](**thresholds)})
