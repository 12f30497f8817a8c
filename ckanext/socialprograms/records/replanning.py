"""What changed in a promise: the entries of the re-planning ledger, and the delay that they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.progress import DeclaredPart, declared_parts
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.records.workplan import CANCELLED, Activity, Goal, work_plan

T = TypeVar("T")
DELETED = "deleted"
_RANK = {"": 0, "planned": 1, "in_progress": 2, "done": 3}


@dataclass(frozen=True)
class Change:
    """A change of a promise: of which item, in which field, from what to what.

    ``item`` is an activity's id, a goal's number or a declared part, and empty for the record as a whole.
    ``needs_reason`` is False where nothing is taken back: a first date for what was to be defined, a higher percent.
    """

    item: str
    field: str
    before: str
    after: str
    needs_reason: bool = True


@dataclass(frozen=True)
class Replanning(Change):
    """A change as the ledger keeps it: with its reason, author and day."""

    reason: str = ""
    author: str = ""
    day: date | None = None


def changes(before: Data, after: Data) -> list[Change]:
    """List what a record takes back or moves between two versions of its dataset dict."""
    old, new = work_plan(before), work_plan(after)
    return [
        *_plan_dates(before, after),
        *_pairs(old.goals, new.goals, lambda goal: goal.number, _goal_changes),
        *_pairs(old.activities, new.activities, lambda activity: activity.id, _activity_changes),
        *_pairs(
            declared_parts(before), declared_parts(after), lambda part: values.folded(part.part), _declared_changes
        ),
    ]


def slippage(activity: Activity, ledger: Iterable[Replanning]) -> int | None:
    """Give the days between an activity's first date and its date now, None if no date of it was ever moved."""
    moved = [entry for entry in ledger if entry.item == activity.id and entry.field == "due_date"]
    first = next((values.day({"d": entry.before}, "d") for entry in moved if entry.before), None)
    if first is None or activity.due_date is None:
        return None
    return (activity.due_date - first).days


def replannings(rows: Iterable[Data]) -> tuple[Replanning, ...]:
    """Read the ``replanning`` rows of a dataset dict, oldest first."""
    return tuple(
        Replanning(
            item=values.text(row, "activity"),
            field=values.text(row, "field"),
            before=values.text(row, "before"),
            after=values.text(row, "after"),
            reason=values.text(row, "reason"),
            author=values.text(row, "author"),
            day=values.day(row, "date"),
        )
        for row in rows
    )


def _plan_dates(before: Data, after: Data) -> Iterator[Change]:
    if before.get("type") == "evaluation":
        return
    for field in ("start_date", "end_date"):
        yield from _changed("", field, values.text(before, field), values.text(after, field))


def _pairs(old: Iterable[T], new: Iterable[T], key, compare) -> Iterator[Change]:  # noqa: ANN001
    later: Mapping[str, T] = {key(item): item for item in new}
    for item in old:
        yield from compare(item, later.get(key(item)))


def _goal_changes(old: Goal, new: Goal | None) -> Iterator[Change]:
    if new is None:
        yield Change(old.number, "goal", old.description, DELETED)
    elif not values.same_words(old.description, new.description):
        yield Change(old.number, "goal", old.description, new.description)


def _activity_changes(old: Activity, new: Activity | None) -> Iterator[Change]:
    if new is None:
        yield Change(old.id, "activity", old.description, DELETED)
        return
    if not values.same_words(old.description, new.description):
        yield Change(old.id, "description", old.description, new.description)
    yield from _changed(old.id, "due_date", _iso(old.due_date), _iso(new.due_date))
    cancelled = CANCELLED in (old.status, new.status) and old.status != new.status
    if cancelled or _RANK.get(new.status, 0) < _RANK.get(old.status, 0):
        yield Change(old.id, "status", old.status, new.status)


def _declared_changes(old: DeclaredPart, new: DeclaredPart | None) -> Iterator[Change]:
    if old.percent is None:
        return
    after = new.percent if new else None
    if after != old.percent:
        lowered = after is None or after < old.percent
        yield Change(old.part, "percent", _plain(old.percent), _plain(after) if after is not None else DELETED, lowered)


def _changed(item: str, field: str, before: str, after: str) -> Iterator[Change]:
    if before != after:
        yield Change(item, field, before, after, needs_reason=bool(before))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _plain(number: object) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
