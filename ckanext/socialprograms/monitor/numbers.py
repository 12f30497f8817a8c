"""The numbers of a line as machines and spreadsheets read them: one key, one name, one value each."""

from __future__ import annotations

from collections.abc import Callable

from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.monitor.counts import Counts

NUMBERS: tuple[tuple[str, str, Callable[[Counts], int | None]], ...] = (
    ("records", N_("Records"), lambda own: own.records),
    ("commitments", N_("Commitments"), lambda own: own.commitments),
    ("evaluations", N_("Evaluations"), lambda own: own.evaluations),
    ("activities", N_("Activities that were not cancelled"), lambda own: own.all),
    ("reported", N_("Reported as done"), lambda own: own.reported),
    ("with_evidence", N_("Done with evidence"), lambda own: own.with_evidence),
    ("no_evidence", N_("Done without evidence"), lambda own: own.no_evidence),
    ("done_late", N_("Done after their date"), lambda own: own.done_late),
    ("in_progress", N_("Being done"), lambda own: own.in_progress),
    ("planned", N_("Not begun"), lambda own: own.planned),
    ("due_soon", N_("Due in 30 days"), lambda own: own.due_soon),
    ("overdue", N_("Past their date"), lambda own: own.overdue),
    ("no_report", N_("Without a report"), lambda own: own.no_report),
    ("undated", N_("Without a date"), lambda own: own.undated),
    ("plan_closed", N_("Left without a date"), lambda own: own.plan_closed),
    ("cancelled", N_("Called off"), lambda own: own.cancelled),
    ("replanned", N_("Re-planned"), lambda own: own.replanned),
    ("declared_percent", N_("Declared (percent)"), lambda own: own.declared_percent),
    ("declared_records", N_("Records that declare a percent"), lambda own: own.declared),
    ("reported_percent", N_("Reported as done (percent)"), lambda own: own.reported_share.percent),
    ("evidence_percent", N_("Done with evidence (percent)"), lambda own: own.evidence_share.percent),
    ("gap", N_("Gap between declared and with evidence (points)"), lambda own: own.gap),
    ("cited_evidence", N_("Pieces of evidence that are cited and not available here"), lambda own: own.cited),
    ("results_due", N_("Results to be published soon"), lambda own: own.results_due),
    ("results_late", N_("Results past their day"), lambda own: own.results_late),
    ("compared_records", N_("Records in which both can be compared"), lambda own: own.compared),
)
"""Each number: its key, its name (a msgid), and how it is read; None where there is nothing to count."""


def numbers(counts: Counts) -> dict[str, int | None]:
    """Give all numbers by their keys."""
    return {key: read(counts) for key, _label, read in NUMBERS}
