"""Builds the tree of an improvement agenda from what a record says; what names no step before it is kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages.agenda import Agenda, Level, Node, counted
from ckanext.socialprograms.pages.evaluation import Recommendation, recommendations
from ckanext.socialprograms.pages.plan import ActivityView, GoalView, PlanView, anchor, plan_view
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.progress import Share
from ckanext.socialprograms.records.standing import Standing, standing_of, together
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.records.workplan import Evidence

AS_WORDED = N_("Only the agenda words it so: it is not in the evaluation's list.")
_NO_FINDINGS = N_("No findings of this evaluation have been published here: the tree begins with what it advises.")
_LOOSE = {
    Level.RECOMMENDATION: N_("Recommendations that name no finding of the list"),
    Level.IMPROVEMENT: N_("Improvements that name no recommendation"),
    Level.ACTIVITY: N_("Activities of no single improvement"),
    Level.EVIDENCE: N_("Evidence that names no activity"),
}


def agenda(data: Data, today: date) -> Agenda:
    """Make the tree of an evaluation's dataset dict as it is on a day."""
    return of_plan(data, plan_view(data, today))


def of_plan(data: Data, plan: PlanView) -> Agenda:
    """Make the tree of an evaluation whose plan has been read already."""
    return _Builder(plan).agenda(data)


class _Builder:
    """Makes the nodes of one plan; keys that would be the same get a number."""

    def __init__(self, plan: PlanView) -> None:
        self._plan = plan
        self._standings = {one.activity.id: standing_of(one.activity, one.state) for one in plan.activities}
        self._taken: set[str] = set()

    def agenda(self, data: Data) -> Agenda:
        findings = values.texts(data, "findings")
        listed = recommendations(data, self._plan)
        advice = [(one, node) for one, node in zip(listed, self._advice(listed), strict=True)]
        rest = [*self._reworded(listed), *self._loose_improvements(listed)]
        if findings:
            roots = [*self._findings(findings, advice), *self._unfounded(findings, advice, rest)]
        else:
            roots = [*(node for _one, node in advice), *rest]
        roots += [*self._loose_activities(), *self._loose_evidence()]
        notes = (Message(_NO_FINDINGS),) if not findings and (listed or rest) else ()
        return Agenda(tuple(roots), self._plan, notes)

    def _findings(self, findings: tuple[str, ...], advice: list[tuple[Recommendation, Node]]) -> Iterator[Node]:
        for place, text in enumerate(findings, 1):
            following = [node for one, node in advice if _place(one.finding, findings) == place]
            yield self._node(Level.FINDING, str(place), text, following)

    def _unfounded(
        self, findings: tuple[str, ...], advice: list[tuple[Recommendation, Node]], rest: list[Node]
    ) -> Iterator[Node]:
        loose = [node for one, node in advice if not _place(one.finding, findings)]
        reworded = [node for node in rest if node.level]
        if loose or reworded:
            yield self._holder(Level.RECOMMENDATION, [*loose, *reworded])
        yield from (node for node in rest if not node.level)

    def _advice(self, listed: tuple[Recommendation, ...]) -> Iterator[Node]:
        answered: set[str] = set()
        for one in listed:
            groups = [group for group in one.answers if group.anchor not in answered]
            answered |= {group.anchor for group in groups}
            yield self._node(Level.RECOMMENDATION, one.number, one.text, map(self._improvement, groups))

    def _reworded(self, listed: tuple[Recommendation, ...]) -> Iterator[Node]:
        """Yield recommendations that only the improvements know, each once."""
        groups: dict[str, list[GoalView]] = {}
        for group in self._unanswering(listed):
            if group.goal and group.goal.recommendation:
                groups.setdefault(values.folded(group.goal.recommendation), []).append(group)
        for same in groups.values():
            text = same[0].goal.recommendation if same[0].goal else ""
            yield self._node(Level.RECOMMENDATION, "", text, map(self._improvement, same), AS_WORDED)

    def _loose_improvements(self, listed: tuple[Recommendation, ...]) -> Iterator[Node]:
        groups = [group for group in self._unanswering(listed) if group.goal and not group.goal.recommendation]
        if groups:
            yield self._holder(Level.IMPROVEMENT, map(self._improvement, groups))

    def _unanswering(self, listed: tuple[Recommendation, ...]) -> Iterator[GoalView]:
        answering = {group.anchor for one in listed for group in one.answers}
        return (group for group in self._plan.groups if group.goal and group.anchor not in answering)

    def _loose_activities(self) -> Iterator[Node]:
        views = [view for group in self._plan.groups if group.goal is None for view in group.activities]
        if views:
            yield self._holder(Level.ACTIVITY, map(self._activity, views))

    def _loose_evidence(self) -> Iterator[Node]:
        if self._plan.loose_evidence:
            yield self._holder(Level.EVIDENCE, map(self._evidence, self._plan.loose_evidence))

    def _improvement(self, group: GoalView) -> Node:
        goal = group.goal
        number, text = (goal.number, goal.description) if goal else ("", "")
        members = frozenset(view.activity.id for view in group.elsewhere)
        return self._node(
            Level.IMPROVEMENT,
            number,
            text,
            map(self._activity, group.activities),
            also=group.elsewhere,
            members=members,
        )

    def _activity(self, view: ActivityView) -> Node:
        members = frozenset([view.activity.id])
        children = tuple(map(self._evidence, view.evidence))
        key = self._key(Level.ACTIVITY, view.activity.id)
        text, standing = view.activity.description or view.activity.id, self._standings[view.activity.id]
        return Node(
            key=key,
            level=Level.ACTIVITY,
            text=text,
            children=children,
            members=members,
            standing=standing,
            counts=counted(children),
            # Of a cancelled activity nothing is expected.
            is_gap=standing is not None and not children,
            view=view,
        )

    def _evidence(self, piece: Evidence) -> Node:
        return Node(self._key(Level.EVIDENCE, piece.title), Level.EVIDENCE, piece.title, piece=piece)

    def _holder(self, level: Level, children: Iterable[Node]) -> Node:
        return self._node(None, level.value, _LOOSE[level], children)

    def _node(
        self,
        level: Level | None,
        number: str,
        text: str,
        children: Iterable[Node],
        note: str = "",
        also: tuple[ActivityView, ...] = (),
        members: frozenset[str] = frozenset(),
    ) -> Node:
        key = self._key(level, number or text[:30])
        below = tuple(children)
        members = members.union(*(child.members for child in below))
        standings = [self._standings[one] for one in sorted(members) if self._standings[one]]
        return Node(
            key=key,
            level=level,
            text=text,
            number=number if level else "",
            children=below,
            also=also,
            members=members,
            standing=together(standings),
            done=Share(standings.count(Standing.MET), len(standings)),
            counts={**counted(one for child in below for one in child.walk()), Level.ACTIVITY: len(members)},
            is_gap=bool(level) and not below and not also,
            note=note,
        )

    def _key(self, level: Level | None, name: str) -> str:
        wanted = key = anchor(level.value if level else "others", name)
        number = 2
        while key in self._taken:
            key, number = f"{wanted}-{number}", number + 1
        self._taken.add(key)
        return key


def _place(said: str, findings: tuple[str, ...]) -> int:
    """Give the place (1 for the first) of the finding that a recommendation names, 0 if it names none of the list."""
    if said.isascii() and said.isdecimal() and len(said) < len("10000"):
        return int(said) if 0 < int(said) <= len(findings) else 0
    return next((place for place, text in enumerate(findings, 1) if said and values.same_words(said, text)), 0)
