"""The differences of two editions of rules as a table: a line a paragraph that came, went or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ckanext.socialprograms.exporters.column import Column, Kind, said
from ckanext.socialprograms.exporters.table import Table, Value
from ckanext.socialprograms.importers.comparison import ADDED, CHANGED, REMOVED, SAME, Comparison
from ckanext.socialprograms.messages import N_

KIND_NAMES = {ADDED: N_("Added"), REMOVED: N_("Removed"), CHANGED: N_("Changed"), SAME: N_("Unchanged")}
_KINDS = tuple(KIND_NAMES.items())
COLUMNS = (
    Column(
        "section_kind",
        N_("What became of the section (code)"),
        N_("Whether the section came, went, changed or stayed."),
        Kind.CODE,
        _KINDS,
    ),
    Column("section_kind_name", N_("What became of the section"), N_("The same in words.")),
    Column("before_heading", N_("Section in the older edition"), N_("Its heading there; empty where it is not in it.")),
    Column("after_heading", N_("Section in the newer edition"), N_("Its heading there; empty where it is not in it.")),
    Column("moved", N_("Moved (1) or not (0)"), N_("Whether the section stands in another place now."), Kind.FLAG),
    Column(
        "kind",
        N_("What became of the paragraph (code)"),
        N_("Whether the paragraph came, went or changed; empty where only the section's heading or place changed."),
        Kind.CODE,
        tuple(one for one in _KINDS if one[0] != SAME),
    ),
    Column("kind_name", N_("What became of the paragraph"), N_("The same in words.")),
    Column("before", N_("Older text"), N_("The paragraph in the older edition; empty where it is new.")),
    Column("after", N_("Newer text"), N_("The paragraph in the newer edition; empty where it is gone.")),
)


def differences(comparison: Comparison, older: str, newer: str, say: Callable[[str], str]) -> Table:
    """Give what differs between two editions; a section that only moved or got a new heading has no text."""
    return Table(
        name="rules",
        title=say(N_("Rules compared")),
        columns=said(COLUMNS, say),
        rows=_rows(comparison, say),
        about={"older": older, "newer": newer},
    )


def _rows(comparison: Comparison, say: Callable[[str], str]) -> Iterator[Sequence[Value]]:
    for section in comparison.sections:
        kind = KIND_NAMES[section.kind]
        head = (section.kind, say(kind), section.before, section.after, int(section.is_moved))
        changes = [change for change in section.changes if change.kind != SAME]
        for change in changes:
            yield *head, change.kind, say(KIND_NAMES[change.kind]), change.before, change.after
        if not changes and (section.kind != SAME or section.is_moved or section.is_renamed):
            yield *head, "", "", "", ""
