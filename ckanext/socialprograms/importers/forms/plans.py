"""Finds the action plan that a document belongs to, and its years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ckanext.socialprograms.importers.document import Place
from ckanext.socialprograms.importers.draft import Draft
from ckanext.socialprograms.importers.forms.structure import ACTION_PLAN
from ckanext.socialprograms.importers.lines import Line, one_line
from ckanext.socialprograms.importers.spelling import is_shouted, name_case
from ckanext.socialprograms.records.values import folded

_YEARS = re.compile(r"\b(20\d\d)\s*[-–—]\s*(20\d\d)\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Plan:
    """An action plan; a year that the document does not give is 0."""

    name: str
    start_year: int
    end_year: int
    place: Place


def plan_named(lines: Sequence[Line], title: str = "") -> Plan | None:
    """Find the plan's name: the first heading that speaks of a plan of action, on several lines in capitals too."""
    for index, line in enumerate(lines):
        is_heading = len(line.text) <= _LONGEST_NAME and line.text != title and not line.text.endswith((".", ";", ":"))
        if is_heading and ACTION_PLAN in folded(line.text):
            name = one_line([line, *_more(lines[index + 1 :])]) if is_shouted(line.text) else line.text
            return Plan(name_case(name), *_years(name, lines), line.place)
    return None


def put_plan(plan: Plan | None, draft: Draft) -> None:
    """Put a plan and its years into a draft."""
    if plan:
        draft.put("action_plan", plan.name, plan.place)
        draft.put("action_plan_start_year", plan.start_year or "", plan.place)
        draft.put("action_plan_end_year", plan.end_year or "", plan.place)


def _more(lines: Sequence[Line]) -> list[Line]:
    """Give the lines in capitals that go on with a heading in the same paragraph."""
    more: list[Line] = []
    for line in lines:
        if line.first or not is_shouted(line.text):
            break
        more.append(line)
    return more


def _years(name: str, lines: Sequence[Line]) -> tuple[int, int]:
    """Give the years of the plan: in its name, else as the text gives them beside a plan of action."""
    if found := _YEARS.search(name):
        return int(found[1]), int(found[2])
    if found := _YEAR.search(name):
        return int(found[1]), 0
    for line in lines:
        if ACTION_PLAN in folded(line.text) and (found := _YEARS.search(line.text)):
            return int(found[1]), int(found[2])
    return 0, 0
