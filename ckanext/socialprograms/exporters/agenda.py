"""An improvement agenda as a table: a line for each way from a finding to its evidence, however far it leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ckanext.socialprograms.exporters.column import Column, Kind, said
from ckanext.socialprograms.exporters.table import Table, Value
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages.agenda import Agenda, Level, Node
from ckanext.socialprograms.pages.plan import ActivityView
from ckanext.socialprograms.records.standing import Standing
from ckanext.socialprograms.records.state import State
from ckanext.socialprograms.records.workplan import Evidence

# A cancelled activity has no standing: its state stands there.
_STANDINGS = (*((one.value, one.label) for one in Standing), (State.CANCELLED.value, State.CANCELLED.label))
COLUMNS = (
    Column(
        "finding_number", N_("Finding: place in the list"), N_("Where the finding stands in the evaluation's list.")
    ),
    Column("finding", N_("Finding"), N_("What the evaluation found; empty where nothing says which finding it is.")),
    Column("recommendation_number", N_("Recommendation: number"), N_("The number of what the evaluation advises.")),
    Column("recommendation", N_("Recommendation"), N_("What the evaluation advises.")),
    Column("improvement_number", N_("Improvement: number"), N_("The number of what the agency commits to do.")),
    Column("improvement", N_("Improvement"), N_("What the agency commits to do about it.")),
    Column("activity_id", N_("Activity: key"), N_("The key of the activity in its plan; it does not change.")),
    Column("activity", N_("Activity"), N_("What will be done, as the plan words it.")),
    Column("responsible", N_("Responsible"), N_("Who answers for the activity."), Kind.TEXTS),
    Column("due_date", N_("Date now"), N_("By when it is promised today; empty while it is to be defined."), Kind.DAY),
    Column("completed_on", N_("Done on"), N_("The day on which it was done, as reported."), Kind.DAY),
    Column(
        "standing", N_("State (code)"), N_("How far the activity is on the day of the download."), Kind.CODE, _STANDINGS
    ),
    Column("standing_name", N_("State"), N_("The name of the state.")),
    Column("evidence", N_("Evidence"), N_("The title of the document or link that proves the activity.")),
    Column(
        "evidence_url", N_("Address of the evidence"), N_("Where the evidence is, if it has an address."), Kind.ADDRESS
    ),
    Column("missing", N_("What is missing"), N_("Which next step is missing here; empty where none is.")),
)
_ABOVE = (Level.FINDING, Level.RECOMMENDATION, Level.IMPROVEMENT)
_NO_ACTIVITY: tuple[Value, ...] = ("", "", "", None, None, "", "")


def agenda_table(agenda: Agenda, say: Callable[[str], str], about: Mapping[str, str]) -> Table:
    """Give all of an agenda, whatever part of it a page shows."""
    return Table(
        name="agenda",
        title=say(N_("Improvement agenda")),
        columns=said(COLUMNS, say),
        rows=_Rows(agenda, say).of(agenda.roots, {}),
        about=about,
    )


class _Rows:
    def __init__(self, agenda: Agenda, say: Callable[[str], str]) -> None:
        self._say = say
        self._activities = {node.view.activity.id: node for node in agenda.nodes if node.view}

    def of(self, nodes: Sequence[Node], above: Mapping[Level, Node]) -> Iterator[Sequence[Value]]:
        for node in nodes:
            if node.view:
                yield from self._activity(node, above)
            elif node.piece:
                yield *_head(above), *_NO_ACTIVITY, *_evidence(node.piece), ""
            else:
                yield from self._branch(node, {**above, node.level: node} if node.level else above)

    def _branch(self, node: Node, above: Mapping[Level, Node]) -> Iterator[Sequence[Value]]:
        if node.is_gap and node.level:
            yield *_head(above), *_NO_ACTIVITY, "", "", self._say(node.level.lacks)
        yield from self.of(node.children, above)
        for view in node.also:
            yield from self._activity(self._activities[view.activity.id], above)

    def _activity(self, node: Node, above: Mapping[Level, Node]) -> Iterator[Sequence[Value]]:
        told = self._told(node, node.view) if node.view else _NO_ACTIVITY
        for child in node.children:
            if child.piece:
                yield *_head(above), *told, *_evidence(child.piece), ""
        if not node.children:
            yield *_head(above), *told, "", "", self._say(Level.ACTIVITY.lacks) if node.is_gap else ""

    def _told(self, node: Node, view: ActivityView) -> tuple[Value, ...]:
        activity, standing = view.activity, node.standing
        return (
            activity.id,
            activity.description,
            "; ".join(activity.responsible),
            activity.due_date,
            activity.completed_on,
            standing.value if standing else view.state.value,
            self._say(standing.label if standing else view.state.label),
        )


def _head(above: Mapping[Level, Node]) -> Iterator[Value]:
    for level in _ABOVE:
        node = above.get(level)
        yield node.number if node else ""
        yield node.text if node else ""


def _evidence(piece: Evidence) -> tuple[Value, Value]:
    return piece.title, piece.url
