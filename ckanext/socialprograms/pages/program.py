"""The page of a program: what it is, who can get it, how, how much, until when, and where to complain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages.commitment import Speaker, speakers
from ckanext.socialprograms.pages.fields import Schema, SectionView, sections
from ckanext.socialprograms.pages.links import Chain, Record, chain
from ckanext.socialprograms.records import program, values
from ckanext.socialprograms.records.absence import absence
from ckanext.socialprograms.records.program import BudgetYear, Call, Indicator, Rules
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.records.workplan import work_plan

SHOWN = frozenset({
    "federal_entity", "territory", "program_type", "main_objective", "rights", "sdg_targets", "valid_from",
    "valid_until", "validity_defined", "target_population", "estimated_population", "life_stages", "target_groups",
    "sex", "urban_rural", "eligibility", "how_to_apply", "documents_to_bring", "support_kinds", "support_form",
    "support_minimum", "support_maximum", "calls", "complaints", "enforceability", "budget", "rules", "indicators",
    "mentions", "risks", "signal_answers", "contact_name", "contact_position", "contact_area", "contact_email",
    "contact_phone", "contact_extension", "articulated_programs", "voices", "more_links", "editions", "not_available",
    "not_applicable", "operating_entity", "agencies", "beneficiary_list_url", "beneficiary_statistics_url",
})  # fmt: skip
AMOUNTS = ("approved", "modified", "accrued", "spent")

_WHAT = ("support_kinds", "support_form", "support_minimum", "support_maximum")
_WHO = ("eligibility", "target_population", "life_stages", "target_groups", "sex", "urban_rural")
QUESTIONS = (
    ("who", N_("Who can ask for it?"), _WHO),
    ("what", N_("What does it give, and how much?"), _WHAT),
    ("how", N_("How do I ask for it?"), ("how_to_apply",)),
    ("documents", N_("Which documents do I take?"), ("documents_to_bring",)),
    ("until", N_("Until when?"), ("calls", "valid_until")),
    ("complain", N_("Where do I complain?"), ("complaints", "enforceability")),
)
"""What people ask of a program: a key, the question (a msgid) and the fields that answer it."""


@dataclass(frozen=True)
class Question:
    """A question; ``absence`` (a msgid) says why it has no answer, and is empty where it has one."""

    key: str
    text: str
    absence: str


@dataclass(frozen=True)
class ProgramPage:
    """All that the page of a program shows beside its plain texts."""

    questions: tuple[Question, ...]
    absences: dict[str, str]
    outdated: Message | None
    open_calls: tuple[Call, ...]
    other_calls: tuple[Call, ...]
    valid_from: date | None
    valid_until: date | None
    budget: tuple[BudgetYear, ...]
    amounts: tuple[str, ...]
    rules: tuple[Rules, ...]
    indicators: tuple[Indicator, ...]
    mentions: tuple[Data, ...]
    risks: tuple[Data, ...]
    speakers: tuple[Speaker, ...]
    chain: Chain
    sections: tuple[SectionView, ...]
    today: date

    @property
    def answered(self) -> tuple[Question, ...]:
        """Give the questions that have an answer."""
        return tuple(question for question in self.questions if not question.absence)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """Give the questions that have none."""
        return tuple(question for question in self.questions if question.absence)

    def days_left(self, call: Call) -> int:
        """Give how many days are left to answer an open call, 0 on its last day."""
        return (call.closes - self.today).days if call.closes else 0


def program_page(data: Data, schema: Schema, records: Sequence[Record], today: date) -> ProgramPage:
    """Make the page of a program's dataset dict, as it is on a day."""
    budget = program.budget(data)
    is_open = program.open_calls(data, today)
    return ProgramPage(
        questions=tuple(Question(key, text, absence(data, *fields)) for key, text, fields in QUESTIONS),
        absences={field: absence(data, field) for _, _, fields in QUESTIONS for field in fields},
        outdated=outdated(data, today),
        open_calls=is_open,
        other_calls=tuple(call for call in program.calls(data) if call not in is_open),
        valid_from=values.day(data, "valid_from"),
        valid_until=values.day(data, "valid_until"),
        budget=budget,
        amounts=tuple(name for name in AMOUNTS if any(getattr(row, name) is not None for row in budget)),
        rules=program.rules(data),
        indicators=program.indicators(data),
        mentions=values.rows(data, "mentions"),
        risks=values.rows(data, "risks"),
        speakers=tuple(one for one in speakers(work_plan(data).voices) if one.voices),
        chain=chain(data, records),
        sections=sections(schema, data, SHOWN),
        today=today,
    )


def outdated(data: Data, today: date) -> Message | None:
    """Warn that a program is known only from a year that is over; nothing is said where no year is known."""
    years = program.known_years(data)
    if not years or years[0] >= today.year:
        return None
    if str(years[0]) in values.texts(data, "editions"):
        sentence = N_("From the {year} edition of the inventory: we do not know whether it is still in force.")
    else:
        sentence = N_("The newest information here is of {year}: we do not know whether it is still in force.")
    return Message(sentence, {"year": years[0]})
