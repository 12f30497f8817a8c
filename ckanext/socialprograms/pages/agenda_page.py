"""The page of an improvement agenda: which part of the tree is shown, and what of it stands open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages.agenda import Agenda, Level, Node
from ckanext.socialprograms.records.standing import Standing

GAP = "gap"
"""The filter that leaves in what lacks its next level."""
MOST_ACTIVITIES = 300
"""Activities that a page shows; of the others it says where they are."""
MOST_OPEN = 40
"""Steps of the first two levels up to which the first level stands open from the start."""
_ALL, _NONE = "all", "none"
_LONGEST_QUOTED = 40
_NO_STATE = N_("There is no state “{found}” to filter by: everything is shown.")
_NO_NODE = N_("There is no “{found}” in this agenda. It may have got another number.")


@dataclass(frozen=True)
class Asked:
    """What an address asks for: a state, what stands open (``all``, ``none``), a node to go to."""

    state: str = ""
    open: str = ""
    node: str = ""

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Asked:
        """Read what an address asks for."""
        return cls(*(args.get(name, "") for name in ("state", "open", "node")))


@dataclass(frozen=True)
class AgendaPage:
    """The nodes that a page shows, the keys of those that stand open, and how many activities each leaves out."""

    agenda: Agenda
    asked: Asked
    roots: tuple[Node, ...]
    open: frozenset[str]
    left_out: Mapping[str, int]
    notes: tuple[Message, ...]


def agenda_page(tree: Agenda, asked: Asked) -> AgendaPage:
    """Make the page of a tree as an address asks for it, and say what could not be followed."""
    notes = list(tree.notes)
    if asked.state and asked.state not in {GAP, *(one.value for one in Standing)}:
        notes.append(Message(_NO_STATE, {"found": asked.state[:_LONGEST_QUOTED]}))
        asked = replace(asked, state="")
    path = next(_paths(tree.roots, asked.node), ()) if asked.node else ()
    if asked.node and not path:
        notes.append(Message(_NO_NODE, {"found": asked.node[:_LONGEST_QUOTED]}))
    chosen = [kept for root in tree.roots if (kept := _kept(root, asked.state))] if asked.state else tree.roots
    cut = _Cut(frozenset(path))
    roots = tuple(map(cut.of, sorted(chosen, key=lambda root: root.key not in path)))
    order = {root.key: place for place, root in enumerate(tree.roots)}
    return AgendaPage(
        agenda=tree,
        asked=asked,
        roots=tuple(sorted(roots, key=lambda root: order[root.key])),
        open=frozenset(_open(roots, asked)) | frozenset(path),
        left_out=cut.left_out,
        notes=tuple(notes),
    )


def _paths(nodes: Iterable[Node], key: str) -> Iterator[tuple[str, ...]]:
    for node in nodes:
        if node.key == key:
            yield (key,)
        else:
            yield from ((node.key, *path) for path in _paths(node.children, key))


def _kept(node: Node, state: str) -> Node | None:
    """Leave of a node what has a state and what leads to it; an activity keeps its evidence."""
    if node.view:
        return node if _has(node, state) else None
    children = tuple(kept for child in node.children if (kept := _kept(child, state)))
    return replace(node, children=children, also=()) if children or _has(node, state) else None


def _has(node: Node, state: str) -> bool:
    return node.is_gap if state == GAP else bool(node.view and node.standing and node.standing.value == state)


def _open(roots: Collection[Node], asked: Asked) -> Iterator[str]:
    nodes = [node for root in roots for node in root.walk()]
    if asked.open == _ALL:
        yield from (node.key for node in nodes)
    elif asked.open != _NONE and asked.state:
        yield from (node.key for node in nodes if node.level is not Level.ACTIVITY)
    elif asked.open != _NONE and sum(1 + len(root.children) for root in roots) <= MOST_OPEN:
        yield from (root.key for root in roots)


class _Cut:
    """Leaves out activities once a page has enough; those on the path to a node that is asked for always stay."""

    def __init__(self, path: frozenset[str]) -> None:
        self._path, self._room = path, MOST_ACTIVITIES
        self.left_out: dict[str, int] = {}

    def of(self, node: Node) -> Node:
        children = []
        # A branch that is asked for comes first, so that there is room for it.
        for child in sorted(node.children, key=lambda one: one.key not in self._path):
            if not child.view:
                children.append(self.of(child))
            elif self._room > 0 or child.key in self._path:
                self._room -= 1
                children.append(child)
            else:
                self.left_out[node.key] = self.left_out.get(node.key, 0) + 1
        order = {child.key: place for place, child in enumerate(node.children)}
        return replace(node, children=tuple(sorted(children, key=lambda one: order[one.key])))
