"""The work plan that commitments and evaluations share: goals, activities and what proves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

DONE = "done"
CANCELLED = "cancelled"


@dataclass(frozen=True)
class Goal:
    """A numbered goal of a commitment, or an improvement of an evaluation's agenda.

    ``percent`` is what the agency declares of an improvement, None where it says nothing.
    """

    number: str
    description: str
    expected_evidence: tuple[str, ...] = ()
    kind: str = ""
    recommendation: str = ""
    recommendation_number: str = ""
    class_: str = ""
    priority: str = ""
    percent: int | None = None


@dataclass(frozen=True)
class Activity:
    """A piece of work with someone responsible.

    ``due_date`` is None while it is to be defined; ``status`` is empty while nobody has reported.
    """

    id: str
    description: str = ""
    serves: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    due_date: date | None = None
    due_text: str = ""
    status: str = ""
    completed_on: date | None = None
    result: str = ""
    expected_evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """A document or link that proves activities; one without an address is cited, not available here."""

    title: str
    url: str = ""
    activities: tuple[str, ...] = ()
    kind: str = ""
    date: date | None = None
    is_file: bool = False

    @property
    def can_be_opened(self) -> bool:
        """Say whether there is an address or a file to open."""
        return self.url.lower().startswith(("http://", "https://")) or (self.is_file and bool(self.url))


@dataclass(frozen=True)
class Voice:
    """What one party says; ``verified`` holds activity ids and counts only from a named monitoring body."""

    kind: str
    author: str
    text: str
    date: date | None = None
    verified: tuple[str, ...] = ()


@dataclass(frozen=True)
class WorkPlan:
    """Goals (or improvements), activities and evidence, with the day on which the plan ends."""

    goals: tuple[Goal, ...] = ()
    activities: tuple[Activity, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    voices: tuple[Voice, ...] = ()
    end_date: date | None = None

    def evidence_of(self, activity: Activity) -> tuple[Evidence, ...]:
        """Give the evidence that names the activity."""
        return tuple(piece for piece in self.evidence if activity.id in piece.activities)

    def has_evidence(self, activity: Activity) -> bool:
        """Say whether the activity has a result text and evidence that can be opened."""
        return bool(activity.result) and any(piece.can_be_opened for piece in self.evidence_of(activity))

    def activities_of(self, goal: Goal) -> tuple[Activity, ...]:
        """Give the activities that serve a goal."""
        return tuple(activity for activity in self.activities if goal.number in activity.serves)

    @property
    def verified(self) -> frozenset[str]:
        """Give the ids of the activities that a named monitoring body has verified."""
        bodies = (voice for voice in self.voices if voice.kind == "monitoring_body" and voice.author)
        return frozenset(activity for voice in bodies for activity in voice.verified)


def work_plan(data: Data) -> WorkPlan:
    """Read the work plan of a commitment's or an evaluation's dataset dict; files count as evidence."""
    # An evaluation's own end date closes the study, not the agenda that follows from it.
    end_date = values.day(data, "end_date") if data.get("type") != "evaluation" else None
    goals = values.rows(data, "goals") or values.rows(data, "improvements")
    return WorkPlan(
        goals=tuple(_goal(row) for row in goals),
        activities=tuple(_activity(row) for row in values.rows(data, "activities")),
        evidence=(
            *(_evidence(row) for row in values.rows(data, "evidence")),
            *(_file(row) for row in values.rows(data, "resources") if values.texts(row, "activities")),
        ),
        voices=tuple(_voice(row) for row in values.rows(data, "voices")),
        end_date=end_date,
    )


def _goal(row: Data) -> Goal:
    return Goal(
        number=values.text(row, "number"),
        description=values.text(row, "description"),
        expected_evidence=values.texts(row, "expected_evidence"),
        kind=values.text(row, "kind"),
        recommendation=values.text(row, "recommendation"),
        recommendation_number=values.text(row, "recommendation_number"),
        class_=values.text(row, "class"),
        priority=values.text(row, "priority"),
        percent=values.whole(row, "percent"),
    )


def _activity(row: Data) -> Activity:
    return Activity(
        id=values.text(row, "id"),
        description=values.text(row, "description"),
        serves=values.texts(row, "serves"),
        responsible=values.texts(row, "responsible"),
        due_date=values.day(row, "due_date"),
        due_text=values.text(row, "due_text"),
        status=values.text(row, "status"),
        completed_on=values.day(row, "completed_on"),
        result=values.text(row, "result"),
        expected_evidence=values.texts(row, "expected_evidence"),
    )


def _evidence(row: Data) -> Evidence:
    return Evidence(
        title=values.text(row, "title"),
        url=values.text(row, "url"),
        activities=values.texts(row, "activities"),
        kind=values.text(row, "kind"),
        date=values.day(row, "date"),
    )


def _file(row: Data) -> Evidence:
    return Evidence(
        title=values.text(row, "name") or values.text(row, "url").rsplit("/", 1)[-1],
        url=values.text(row, "url"),
        activities=values.texts(row, "activities"),
        kind=values.text(row, "kind"),
        is_file=True,
    )


def _voice(row: Data) -> Voice:
    return Voice(
        kind=values.text(row, "kind"),
        author=values.text(row, "author"),
        text=values.text(row, "text"),
        date=values.day(row, "date"),
        verified=values.texts(row, "verified"),
    )
