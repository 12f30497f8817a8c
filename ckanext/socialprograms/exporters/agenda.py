"""An improvement agenda as a table: a line for each way from a finding to its evidence, however far it leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ckanext.socialprograms.exporters.table import Column, Table, Value
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages.agenda import Agenda, Level, Node
from ckanext.socialprograms.pages.plan import ActivityView
from ckanext.socialprograms.records.workplan import Evidence

_COLUMNS = (
    ("finding_number", N_("Finding: place in the list")),
    ("finding", N_("Finding")),
    ("recommendation_number", N_("Recommendation: number")),
    ("recommendation", N_("Recommendation")),
    ("improvement_number", N_("Improvement: number")),
    ("improvement", N_("Improvement")),
    ("activity_id", N_("Activity: key")),
    ("activity", N_("Activity")),
    ("responsible", N_("Responsible")),
    ("due_date", N_("Date now")),
    ("completed_on", N_("Done on")),
    ("standing", N_("State (code)")),
    ("standing_name", N_("State")),
    ("evidence", N_("Evidence")),
    ("evidence_url", N_("Address of the evidence")),
    ("missing", N_("What is missing")),
)
_ABOVE = (Level.FINDING, Level.RECOMMENDATION, Level.IMPROVEMENT)
_NO_ACTIVITY: tuple[Value, ...] = ("", "", "", None, None, "", "")


def agenda_table(agenda: Agenda, say: Callable[[str], str], about: Mapping[str, str]) -> Table:
    """Give all of an agenda, whatever part of it a page shows."""
    return Table(
        name="agenda",
        title=say(N_("Improvement agenda")),
        columns=[Column(key, say(label)) for key, label in _COLUMNS],
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
