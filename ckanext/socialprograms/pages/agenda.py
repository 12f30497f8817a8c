"""The improvement agenda of an evaluation as a tree: finding, recommendation, improvement, activity, evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages.plan import ActivityView, PlanView
from ckanext.socialprograms.records.progress import Share
from ckanext.socialprograms.records.standing import Standing
from ckanext.socialprograms.records.workplan import Evidence


class Level(str, Enum):
    """A level of the tree; ``label`` names it, ``lacks`` says that nothing follows from it (msgids)."""

    FINDING = "finding"
    RECOMMENDATION = "recommendation"
    IMPROVEMENT = "improvement"
    ACTIVITY = "activity"
    EVIDENCE = "evidence"

    @property
    def label(self) -> str:
        """Give its name as a msgid."""
        return _LABELS[self]

    @property
    def lacks(self) -> str:
        """Say as a msgid that the next level is missing."""
        return _LACKS.get(self, "")


_LABELS = {
    Level.FINDING: N_("Finding"),
    Level.RECOMMENDATION: N_("Recommendation"),
    Level.IMPROVEMENT: N_("Improvement"),
    Level.ACTIVITY: N_("Activity"),
    Level.EVIDENCE: N_("Evidence"),
}
_LACKS = {
    Level.FINDING: N_("This finding has no recommendation yet."),
    Level.RECOMMENDATION: N_("This recommendation has no improvement yet."),
    Level.IMPROVEMENT: N_("This improvement has no activity yet."),
    Level.ACTIVITY: N_("This activity has no evidence here yet."),
}
NOTHING = Share(0, 0)


@dataclass(frozen=True)
class Node:
    """A step of the chain with what follows from it; a node without a level holds what names no step before it.

    ``also`` are activities that follow from it and are listed elsewhere; ``members`` all the activities that follow,
    by id, so that none counts twice, and ``counts`` how many of each level. ``is_gap`` says that the next level is
    missing. These stay what they are where a page shows only a part of the children. ``text`` of a node without a level
    is a msgid, as ``note`` is.
    """

    key: str
    level: Level | None
    text: str
    number: str = ""
    children: tuple[Node, ...] = ()
    also: tuple[ActivityView, ...] = ()
    members: frozenset[str] = frozenset()
    standing: Standing | None = None
    done: Share = NOTHING
    counts: Mapping[Level, int] = field(default_factory=dict)
    is_gap: bool = False
    note: str = ""
    view: ActivityView | None = None
    piece: Evidence | None = None

    def walk(self) -> Iterator[Node]:
        """Yield it and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Step:
    """A level in short: how many there are, and how many of them lack the next level."""

    level: Level
    count: int
    gaps: int


@dataclass(frozen=True)
class Agenda:
    """The tree, what it comes to by level and by standing, and what is to be known of it."""

    roots: tuple[Node, ...]
    plan: PlanView
    notes: tuple[Message, ...]

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Give all nodes, parents first."""
        return tuple(node for root in self.roots for node in root.walk())

    @property
    def steps(self) -> tuple[Step, ...]:
        """Give the levels in short."""
        counts = counted(self.nodes)
        gaps = Counter(node.level for node in self.nodes if node.is_gap)
        return tuple(Step(level, counts.get(level, 0), gaps[level]) for level in Level)

    @property
    def standings(self) -> Mapping[Standing, int]:
        """Give how many activities have each standing."""
        found = Counter(node.standing for node in self.nodes if node.view)
        return {standing: found[standing] for standing in Standing}

    @property
    def gaps(self) -> int:
        """Give how many nodes lack the next level."""
        return sum(node.is_gap for node in self.nodes)


def counted(nodes: Iterable[Node]) -> dict[Level, int]:
    """Count nodes by level; a piece of evidence that proves several activities counts once."""
    found: dict[Level, set[object]] = {}
    for node in nodes:
        if node.level:
            found.setdefault(node.level, set()).add(node.piece or node.key)
    return {level: len(same) for level, same in found.items()}
