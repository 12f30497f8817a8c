"""The differences of two editions of rules as a table: a line a paragraph that came, went or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ckanext.socialprograms.exporters.table import Column, Table, Value
from ckanext.socialprograms.importers.comparison import ADDED, CHANGED, REMOVED, SAME, Comparison
from ckanext.socialprograms.messages import N_

KIND_NAMES = {ADDED: N_("Added"), REMOVED: N_("Removed"), CHANGED: N_("Changed"), SAME: N_("Unchanged")}
_COLUMNS = (
    ("section_kind", N_("What became of the section (code)")),
    ("section_kind_name", N_("What became of the section")),
    ("before_heading", N_("Section in the older edition")),
    ("after_heading", N_("Section in the newer edition")),
    ("moved", N_("Moved (1) or not (0)")),
    ("kind", N_("What became of the paragraph (code)")),
    ("kind_name", N_("What became of the paragraph")),
    ("before", N_("Older text")),
    ("after", N_("Newer text")),
)


def differences(comparison: Comparison, older: str, newer: str, say: Callable[[str], str]) -> Table:
    """Give what differs between two editions; a section that only moved or got a new heading has no text."""
    return Table(
        name="rules",
        title=say(N_("Rules compared")),
        columns=[Column(key, say(label)) for key, label in _COLUMNS],
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
