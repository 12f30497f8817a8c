"""The page of an evaluation: what it found, what it advises, and how far the improvements are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages.commitment import Speaker, speakers
from ckanext.socialprograms.pages.fields import Schema, SectionView, sections
from ckanext.socialprograms.pages.links import Chain, Record, chain
from ckanext.socialprograms.pages.plan import GoalView, PlanView, plan_view
from ckanext.socialprograms.pages.results import Results, results
from ckanext.socialprograms.pages.timeline import Timeline, timeline
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

SHOWN = frozenset({
    "evaluation_type", "year", "start_date", "end_date", "programs", "main_objective", "findings", "strengths",
    "opportunities", "weaknesses", "threats", "conclusions", "recommendations", "improvements", "activities",
    "evidence", "voices", "evaluator_institution", "cost", "evaluation_url", "more_links", "sdg_targets",
    "contact_name", "contact_area", "contact_email", "contact_phone",
})  # fmt: skip
DOCUMENTS = (
    ("terms_of_reference", N_("Terms of reference")),
    ("report", N_("Report")),
    ("improvement_agenda", N_("Improvement agenda")),
)
_LISTS = (
    ("findings", N_("What it found")),
    ("strengths", N_("What works well")),
    ("weaknesses", N_("What is weak")),
    ("opportunities", N_("What could be used better")),
    ("threats", N_("What could put it at risk")),
)


@dataclass(frozen=True)
class Recommendation:
    """A piece of advice, the finding that it comes from (its words or place), and the improvements that answer it."""

    number: str
    text: str
    class_: str
    priority: str
    finding: str
    answers: tuple[GoalView, ...]


@dataclass(frozen=True)
class Document:
    """A document of the evaluation; ``url`` is empty where nobody has published it here. The label is a msgid."""

    label: str
    title: str = ""
    url: str = ""
    format: str = ""


@dataclass(frozen=True)
class EvaluationPage:
    """All that the page of an evaluation shows beside its plain texts."""

    plan: PlanView
    timeline: Timeline | None
    chain: Chain
    speakers: tuple[Speaker, ...]
    findings: tuple[tuple[str, tuple[str, ...]], ...]
    recommendations: tuple[Recommendation, ...]
    documents: tuple[Document, ...]
    cost: Decimal | None
    start: date | None
    end: date | None
    sections: tuple[SectionView, ...]
    results: Results | None

    @property
    def finished(self) -> int:
        """Give how many improvements have all their activities done."""
        return sum(group.done.whole > 0 and group.done.part == group.done.whole for group in self.improvements)

    @property
    def improvements(self) -> tuple[GoalView, ...]:
        """Give the improvements, each with its activities."""
        return tuple(group for group in self.plan.groups if group.goal)


def evaluation_page(data: Data, schema: Schema, records: Sequence[Record], today: date) -> EvaluationPage:
    """Make the page of an evaluation's dataset dict, as it is on a day."""
    plan = plan_view(data, today)
    return EvaluationPage(
        plan=plan,
        timeline=timeline(plan),
        chain=chain(data, records),
        speakers=tuple(speaker for speaker in speakers(plan.plan.voices) if speaker.voices),
        findings=tuple((label, texts) for field, label in _LISTS if (texts := values.texts(data, field))),
        recommendations=recommendations(data, plan),
        documents=tuple(_documents(data)),
        cost=values.number(data, "cost"),
        start=values.day(data, "start_date"),
        end=values.day(data, "end_date"),
        sections=sections(schema, data, SHOWN),
        results=results(data, today),
    )


def recommendations(data: Data, plan: PlanView) -> tuple[Recommendation, ...]:
    """Give what an evaluation advises, each with the improvements that answer it."""
    return tuple(_recommendation(row, plan) for row in values.rows(data, "recommendations"))


def _recommendation(row: Data, plan: PlanView) -> Recommendation:
    number, text = values.text(row, "number"), values.text(row, "text")
    return Recommendation(
        number=number,
        text=text,
        class_=values.text(row, "class"),
        priority=values.text(row, "priority"),
        finding=values.text(row, "finding"),
        answers=tuple(group for group in plan.groups if _answers(group, number, text)),
    )


def _answers(group: GoalView, number: str, text: str) -> bool:
    if group.goal is None:
        return False
    if group.goal.recommendation_number:
        return group.goal.recommendation_number == number
    return bool(text) and values.same_words(group.goal.recommendation, text)


def _documents(data: Data) -> Iterator[Document]:
    files = values.rows(data, "resources")
    for kind, label in DOCUMENTS:
        found = [row for row in files if values.text(row, "kind") == kind]
        yield from (_document(row, label) for row in found)
        if not found and kind == "report" and values.text(data, "evaluation_url"):
            yield Document(label, url=values.text(data, "evaluation_url"))
        elif not found and kind != "improvement_agenda":
            yield Document(label)
    known = {kind for kind, _ in DOCUMENTS} | {"evidence"}
    yield from (_document(row, N_("Document")) for row in files if values.text(row, "kind") not in known)


def _document(row: Data, label: str) -> Document:
    return Document(label, values.text(row, "name"), values.text(row, "url"), values.text(row, "format"))
