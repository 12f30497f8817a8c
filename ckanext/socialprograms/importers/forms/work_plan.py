"""Reads the yearly work plan of a commitment form: a table of goals, their activities, dates, proofs and people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ckanext.socialprograms.importers.dates import is_to_be_defined, read_date
from ckanext.socialprograms.importers.document import Cell, Place, Row, Table
from ckanext.socialprograms.importers.draft import Draft
from ckanext.socialprograms.importers.forms import notes
from ckanext.socialprograms.importers.forms.cells import entries, joined_items, rows_of, written
from ckanext.socialprograms.importers.lines import breaks_off, joined
from ckanext.socialprograms.importers.vocabulary import after_label, labels
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.records.values import folded

_COLUMNS = {
    "number": "goals.number",
    "goal": "goals.description",
    "activity": "activities.description",
    "due": "activities.due_date",
    "proof": "activities.expected_evidence",
    "people": "activities.responsible",
}
_NEEDED = {"goal", "activity", "due"}

Columns = dict[str, int]


@dataclass
class _List:
    """A list cell and the activities that it stands beside, counted from the goal's first."""

    first: int
    items: list[str] = field(default_factory=list)


@dataclass
class _Activity:
    place: Place
    text: str
    due: str
    due_place: Place


@dataclass
class _Goal:
    number: str
    place: Place
    text: str = ""
    activities: list[_Activity] = field(default_factory=list)
    proofs: list[_List] = field(default_factory=list)
    people: list[_List] = field(default_factory=list)


def plan_columns(row: Row) -> Columns | None:
    """Give the columns of the row that heads a work plan, None if the row heads none."""
    columns: Columns = {}
    for index, cell in enumerate(row):
        for name, path in _COLUMNS.items():
            if name not in columns and after_label(cell.text, labels("commitment", path)) == "":
                columns[name] = index
                break
    return columns if set(columns) >= _NEEDED else None


def read_work_plan(tables: Sequence[Table], draft: Draft) -> None:
    """Read the goals and activities of the tables into a draft; the first table holds the heading row."""
    goals = list(_goals(tables))
    known = _known_people(goals)
    has_spans = any(cell.rowspan > 1 for table in tables for row in table.rows for cell in row)
    for goal in goals:
        _put_goal(goal, draft)
        shared = _shares_people(goal, has_spans=has_spans)
        for index, activity in enumerate(goal.activities):
            listed = goal.people if shared else _lists_at(goal.people, index)
            people = [person for group in listed for item in group.items for person in _people(item, known)]
            path = _put_activity(goal, index, people, draft)
            if shared and index:
                draft.note(f"{path}.responsible", _UNCLEAR_PEOPLE, ", ".join(people), activity.place)


def _put_goal(goal: _Goal, draft: Draft) -> None:
    proofs = goal.proofs[0].items if len(goal.proofs) == 1 else []
    row = {"number": goal.number, "description": goal.text, "expected_evidence": proofs}
    path = draft.add("goals", row, goal.place)
    if breaks_off(goal.text):
        draft.note(f"{path}.description", notes.BREAKS_OFF, goal.text, goal.place)


def _put_activity(goal: _Goal, index: int, people: list[str], draft: Draft) -> str:
    activity = goal.activities[index]
    due = read_date(activity.due)
    undefined = is_to_be_defined(activity.text) or not activity.text
    own_proofs = _lists_at(goal.proofs, index) if len(goal.proofs) > 1 else []
    row = {
        "id": f"{goal.number}.{index + 1}",
        "serves": [goal.number],
        "description": _first_sentence(goal.text) if undefined else activity.text,
        "responsible": list(dict.fromkeys(people)),
        "due_date": due.isoformat() if due else "",
        "due_text": activity.due,
        "expected_evidence": [item for group in own_proofs for item in group.items],
    }
    path = draft.add("activities", row, activity.place)
    if undefined:
        draft.note(f"{path}.description", _UNDESCRIBED, activity.text, activity.place)
    if activity.due and due:
        draft.places[f"{path}.due_date"] = activity.due_place
    elif activity.due and not is_to_be_defined(activity.due):
        draft.note(f"{path}.due_date", notes.UNREAD_DATE, activity.due, activity.due_place)
    return path


def _goals(tables: Sequence[Table]) -> Iterator[_Goal]:
    goal: _Goal | None = None
    columns: Columns | None = None
    for row in (row for table in tables for row in rows_of(table)):
        if heading := plan_columns(row):
            columns = heading
        elif columns and len(row) > max(columns[name] for name in _NEEDED):
            cells = _by_name(row, columns)
            number = cells["number"].text.strip(" .\n") if "number" in cells else ""
            if number or goal is None:
                if goal:
                    yield goal
                goal = _Goal(number, row[0].place)
            _take(goal, cells)
    if goal:
        yield goal


def _by_name(row: Row, columns: Columns) -> dict[str, Cell]:
    return {name: row[index] for name, index in columns.items() if index < len(row)}


def _take(goal: _Goal, cells: dict[str, Cell]) -> None:
    """Take a row: a new activity of the goal, or what a page break tore off the row above."""
    text, due = cells["activity"].text.strip(), cells["due"].text.strip()
    torn = bool(goal.activities) and not due and (not text or text[:1].islower())
    goal.text = joined(goal.text, written(cells["goal"]))
    if torn:
        goal.activities[-1].text = joined(goal.activities[-1].text, text)
    else:
        activity = _Activity(cells["activity"].place, joined("", text).replace("\n", " "), due, cells["due"].place)
        goal.activities.append(activity)
    index = len(goal.activities) - 1
    for name, groups in (("proof", goal.proofs), ("people", goal.people)):
        cell = cells.get(name)
        if cell and cell.text.strip():
            _list(cell, groups, index, torn=torn)


def _list(cell: Cell, groups: list[_List], index: int, *, torn: bool) -> None:
    more = entries(cell)
    goes_on = not cell.items and more[0][:1].islower()
    if groups and (torn or goes_on):
        groups[-1].items = joined_items(groups[-1].items, cell)
    else:
        groups.append(_List(index, list(more)))


def _lists_at(groups: list[_List], index: int) -> list[_List]:
    """Give the list that stands beside an activity: the last one that began there or above."""
    return [group for group in groups if group.first <= index][-1:]


def _shares_people(goal: _Goal, *, has_spans: bool) -> bool:
    """Say whether people written in several rows answer for all of them.

    A text copy puts the lines of a merged cell in several rows; the proofs, merged too, tell it from people of their
    own row. Where the file says which cells are merged, there is nothing to guess.
    """
    return not has_spans and len(goal.people) > 1 and len(goal.proofs) == 1 < len(goal.activities)


def _known_people(goals: Iterable[_Goal]) -> tuple[str, ...]:
    names = {item for goal in goals for group in goal.people for item in group.items}
    return tuple(sorted(names, key=lambda name: -len(name)))


def _people(item: str, known: Sequence[str]) -> tuple[str, ...]:
    """Split names that stand in one line: at a slash or semicolon, or where each also stands alone in the plan."""
    if "/" in item or ";" in item:
        return tuple(name.strip() for name in item.replace(";", "/").split("/") if name.strip())
    for name in known:
        if name != item and folded(item).startswith(folded(name) + " "):
            rest = item[len(name) :].strip()
            if rest in known:
                return (name, *_people(rest, known))
    return (item,)


def _first_sentence(text: str) -> str:
    return text.split("\n", 1)[0].rstrip(" ,;:")


_UNCLEAR_PEOPLE = Message(
    N_("It is not clear whether these people answer for all the activities of the goal. Check it.")
)
_UNDESCRIBED = Message(N_("The document does not define this activity yet; its goal stands here instead."))
