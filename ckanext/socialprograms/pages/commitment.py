"""The page of a commitment: who promised what by when, how far it is, and what each party says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages.fields import Schema, SectionView, sections
from ckanext.socialprograms.pages.links import Chain, Record, chain
from ckanext.socialprograms.pages.plan import PlanView, plan_view
from ckanext.socialprograms.pages.timeline import Timeline, timeline
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.records.workplan import Voice

SHOWN = frozenset({
    "action_plan", "action_plan_start_year", "action_plan_end_year", "number", "stage", "theme", "start_date",
    "end_date", "contact_name", "contact_position", "contact_area", "contact_email", "contact_phone",
    "contact_extension", "responsible_institution", "government_actors", "civil_society_actors", "problem",
    "main_objective", "sdg_targets", "goals", "activities", "evidence", "declared", "results", "voices", "programs",
    "evaluations", "more_links",
})  # fmt: skip
SPEAKERS = (
    ("government", N_("Government"), N_("The agency has not said anything here yet.")),
    ("civil_society", N_("Civil society"), N_("No organization has said anything here yet.")),
    ("monitoring_body", N_("Monitoring body"), N_("The monitoring body has not said anything here yet.")),
)
"""Who speaks, in order: the code, the name and what is said of silence (msgids)."""


@dataclass(frozen=True)
class Speaker:
    """A party and what it says; ``silence`` (a msgid) stands where it has said nothing."""

    kind: str
    label: str
    silence: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True)
class Result:
    """A result in numbers."""

    name: str
    value: Decimal | None
    unit: str
    date: date | None
    source: str


@dataclass(frozen=True)
class CommitmentPage:
    """All that the page of a commitment shows beside its plain texts; ``earlier_ends`` are promised ends that moved."""

    plan: PlanView
    timeline: Timeline | None
    chain: Chain
    speakers: tuple[Speaker, ...]
    results: tuple[Result, ...]
    start: date | None
    end: date | None
    earlier_ends: tuple[date, ...]
    sections: tuple[SectionView, ...]


def commitment_page(data: Data, schema: Schema, records: Sequence[Record], today: date) -> CommitmentPage:
    """Make the page of a commitment's dataset dict, as it is on a day."""
    plan = plan_view(data, today)
    start, end = values.day(data, "start_date"), values.day(data, "end_date")
    return CommitmentPage(
        plan=plan,
        timeline=timeline(plan, start, end),
        chain=chain(data, records),
        speakers=speakers(plan.plan.voices),
        results=results(data),
        start=start,
        end=end,
        earlier_ends=tuple(
            day
            for entry in plan.ledger
            if entry.field == "end_date" and (day := values.day({"d": entry.before}, "d")) and day != end
        ),
        sections=sections(schema, data, SHOWN),
    )


def speakers(voices: Sequence[Voice]) -> tuple[Speaker, ...]:
    """Give the parties in order, each with what it says; a voice of no known kind is left to the sections."""
    return tuple(
        Speaker(kind, label, silence, tuple(voice for voice in voices if voice.kind == kind))
        for kind, label, silence in SPEAKERS
    )


def results(data: Data) -> tuple[Result, ...]:
    """Read the results in numbers of a dataset dict."""
    return tuple(
        Result(
            name=values.text(row, "name"),
            value=values.number(row, "value"),
            unit=values.text(row, "unit"),
            date=values.day(row, "date"),
            source=values.text(row, "source"),
        )
        for row in values.rows(data, "results")
    )
