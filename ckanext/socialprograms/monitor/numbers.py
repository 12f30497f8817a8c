"""The numbers of a line as machines and spreadsheets read them: one key, one name, one value each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ckanext.socialprograms.exporters.column import Column, Kind
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.monitor.counts import Counts


class Number(NamedTuple):
    """A number: its column, and how it is read; None where there is nothing to count."""

    column: Column
    read: Callable[[Counts], int | None]


def _count(key: str, label: str, meaning: str, read: Callable[[Counts], int | None]) -> Number:
    return Number(Column(key, label, meaning, Kind.COUNT), read)


def _percent(key: str, label: str, meaning: str, read: Callable[[Counts], int | None]) -> Number:
    return Number(Column(key, label, meaning, Kind.PERCENT), read)


NUMBERS: tuple[Number, ...] = (
    _count(
        "records", N_("Records"), N_("How many commitments and evaluations the line counts."), lambda own: own.records
    ),
    _count("commitments", N_("Commitments"), N_("How many of them are commitments."), lambda own: own.commitments),
    _count("evaluations", N_("Evaluations"), N_("How many of them are evaluations."), lambda own: own.evaluations),
    _count(
        "activities",
        N_("Activities that were not cancelled"),
        N_("What was promised and not called off; the percents are of these."),
        lambda own: own.all,
    ),
    _count(
        "reported",
        N_("Reported as done"),
        N_("Activities that the agency reports as done, with evidence or without it."),
        lambda own: own.reported,
    ),
    _count(
        "with_evidence",
        N_("Done with evidence"),
        N_("Done, with a written result and evidence that can be opened here."),
        lambda own: own.with_evidence,
    ),
    _count(
        "no_evidence",
        N_("Done without evidence"),
        N_("Done, but without a written result or without evidence that can be opened here."),
        lambda own: own.no_evidence,
    ),
    _count(
        "done_late",
        N_("Done after their date"),
        N_("Done after the date that was promised."),
        lambda own: own.done_late,
    ),
    _count(
        "in_progress", N_("Being done"), N_("Being done, and due in more than 30 days."), lambda own: own.in_progress
    ),
    _count("planned", N_("Not begun"), N_("Not begun, and due in more than 30 days."), lambda own: own.planned),
    _count(
        "due_soon",
        N_("Due in 30 days"),
        N_("Not done yet, and due today or in the next 30 days."),
        lambda own: own.due_soon,
    ),
    _count(
        "overdue",
        N_("Past their date"),
        N_("Reported as planned or in progress, and their date has passed."),
        lambda own: own.overdue,
    ),
    _count(
        "no_report",
        N_("Without a report"),
        N_("Their date has passed, and nobody has reported on them here. It does not mean that nothing was done."),
        lambda own: own.no_report,
    ),
    _count(
        "undated", N_("Without a date"), N_("Nobody has said yet by when they will be done."), lambda own: own.undated
    ),
    _count(
        "plan_closed",
        N_("Left without a date"),
        N_("They never got a date, and their plan has ended."),
        lambda own: own.plan_closed,
    ),
    _count(
        "cancelled",
        N_("Called off"),
        N_("They were promised and will not be done. They count in no percent."),
        lambda own: own.cancelled,
    ),
    _count(
        "replanned",
        N_("Re-planned"),
        N_("Activities of which something that was promised changed after it was published."),
        lambda own: own.replanned,
    ),
    _percent(
        "declared_percent",
        N_("Declared (percent)"),
        N_("What agencies say that they have fulfilled: the mean of the records that state a percent, rounded down."),
        lambda own: own.declared_percent,
    ),
    _count(
        "declared_records",
        N_("Records that declare a percent"),
        N_("Records of which the agency says how much it has fulfilled."),
        lambda own: own.declared,
    ),
    _percent(
        "reported_percent",
        N_("Reported as done (percent)"),
        N_("Activities reported as done, of those that were not cancelled; rounded down."),
        lambda own: own.reported_share.percent,
    ),
    _percent(
        "evidence_percent",
        N_("Done with evidence (percent)"),
        N_("Activities done with evidence, of those that were not cancelled; rounded down."),
        lambda own: own.evidence_share.percent,
    ),
    Number(
        Column(
            "gap",
            N_("Gap between declared and with evidence (points)"),
            N_("Declared less with evidence, in each record that has both; the mean of them, rounded towards zero."),
            Kind.POINTS,
        ),
        lambda own: own.gap,
    ),
    _count(
        "cited_evidence",
        N_("Pieces of evidence that are cited and not available here"),
        N_("Evidence that documents cite and that can't be opened here. It may well exist."),
        lambda own: own.cited,
    ),
    _count(
        "results_due",
        N_("Results to be published soon"),
        N_("Evaluations that have ended, whose results are not here and can still be published in time."),
        lambda own: own.results_due,
    ),
    _count(
        "results_late",
        N_("Results past their day"),
        N_("Evaluations whose results are not here, and the day by which the law asks for them has passed."),
        lambda own: own.results_late,
    ),
    _count(
        "compared_records",
        N_("Records in which both can be compared"),
        N_("Records that declare a percent and have activities that were not cancelled: the gap comes from them."),
        lambda own: own.compared,
    ),
)
"""The numbers in the order of their columns."""


def numbers(counts: Counts) -> dict[str, int | None]:
    """Give all numbers by their keys."""
    return {one.column.key: one.read(counts) for one in NUMBERS}
