"""What the board keeps of a record: its dataset dict in, the rows of the tables out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ckanext.socialprograms.pages.index import years
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.program import calls
from ckanext.socialprograms.records.progress import progress
from ckanext.socialprograms.records.publication import results_due
from ckanext.socialprograms.records.replanning import Replanning, replannings, slippage
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.records.workplan import work_plan

Row = dict[str, Any]
SDG_GOALS = range(1, 18)
# The entries of the ledger whose item is not an activity.
_NOT_OF_ACTIVITIES = ("goal", "percent", "start_date", "end_date")


def record_row(data: Data) -> Row:
    """Give the row of a record."""
    plan = work_plan(data)
    told = progress(data, plan)
    return {
        "package_id": values.text(data, "id"),
        "type": values.text(data, "type"),
        "plan": values.text(data, "action_plan"),
        "theme": values.text(data, "theme"),
        "years": sorted(years(data)),
        "goals": sorted(goals(data)),
        "declared": told.declared_percent,
        "plan_end": plan.end_date,
        "cited": told.cited,
        "results_due": results_due(data),
    }


def activity_rows(data: Data) -> list[Row]:
    """Give the rows of a record's activities, in its order; an activity that serves several goals is one row."""
    plan = work_plan(data)
    ledger = replannings(values.rows(data, "replanning"))
    moved = {activity.id: [entry for entry in ledger if is_change(entry, activity.id)] for activity in plan.activities}
    return [
        {
            "package_id": values.text(data, "id"),
            "position": position,
            "key": activity.id,
            "description": activity.description,
            "responsible": list(activity.responsible),
            "due_date": activity.due_date,
            "due_text": activity.due_text,
            "status": activity.status,
            "completed_on": activity.completed_on,
            "has_evidence": plan.has_evidence(activity),
            "changes": len(moved[activity.id]),
            "slippage": slippage(activity, moved[activity.id]),
        }
        for position, activity in enumerate(plan.activities)
    ]


def call_rows(data: Data) -> list[Row]:
    """Give the rows of a program's calls that say until when."""
    return [
        {
            "package_id": values.text(data, "id"),
            "position": position,
            "title": call.title,
            "opens": call.opens,
            "closes": call.closes,
            "url": call.url,
        }
        for position, call in enumerate(calls(data))
        if call.closes
    ]


def is_change(entry: Replanning, key: str) -> bool:
    """Say whether an entry of the ledger takes back what an activity promised; a first date takes nothing back."""
    if entry.item != key or entry.field in _NOT_OF_ACTIVITIES:
        return False
    return bool(entry.before) or entry.field != "due_date"


def goals(data: Data) -> set[int]:
    """Give the goals of the 2030 Agenda that a record's targets belong to."""
    numbers = {target.split(".", maxsplit=1)[0].strip() for target in values.texts(data, "sdg_targets")}
    return {int(number) for number in numbers if number.isascii() and number.isdigit() and int(number) in SDG_GOALS}


def dataset(package: Mapping[str, Any], resources: Iterable[Row], ledger: Sequence[Data]) -> Row:
    """Join a package's stored row with its resources and its entries of the ledger, as a dataset dict has them."""
    return {
        **(package["extras"] or {}),
        "id": package["id"],
        "type": package["type"],
        "resources": [{**(one["extras"] or {}), "name": one["name"], "url": one["url"]} for one in resources],
        "replanning": list(ledger),
    }
