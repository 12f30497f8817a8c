"""What the search index keeps of a record: words to find it by, values to filter by, facts to sort by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages.fields import Schema, choices
from ckanext.socialprograms.pages.links import named_references
from ckanext.socialprograms.records import program, sdg, values
from ckanext.socialprograms.records.kinds import Held, held
from ckanext.socialprograms.records.progress import Share, progress
from ckanext.socialprograms.records.publication import results_due
from ckanext.socialprograms.records.signal_rules import rule_set
from ckanext.socialprograms.records.signals import lasting
from ckanext.socialprograms.records.territory import municipality
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.records.workplan import CANCELLED, DONE, Activity, work_plan

LINKS = "vocab_record_links"
SIGNALS = "vocab_signals"
PROGRESS = (
    ("none", N_("Nothing reported as done")),
    ("some", N_("Less than half reported as done")),
    ("most", N_("Half or more reported as done")),
    ("all", N_("Everything reported as done")),
)
"""The bands of ``vocab_progress``, with their names (msgids)."""
# Solr refuses terms of 32,766 bytes; what is longer than this is a text, not a value to filter by.
LONGEST_VALUE = 300
# Nobody searches for these, and they would drown the words that people do search for.
_SILENT = frozenset({"provenance", "external_key", "not_available", "not_applicable"})
_ANSWERS = {"yes", "no"}
# Fields whose facet is made of something else: of the year, of the goal of the 2030 Agenda.
_MERGED = frozenset({"sdg_targets", "editions", "year"})
Document = dict[str, Any]


def indexed(document: Mapping[str, Any], data: Data, schema: Schema, language: str) -> Document:
    """Give the index document of a record: CKAN's own, with readable words (of a language), facets and facts.

    ``document`` is what CKAN is about to send to Solr; a group or long text that it would send as one raw term
    (which Solr refuses) goes, and comes back as words in ``extras_*`` and as values in ``vocab_*``.
    """
    fields = {field["field_name"]: field for field in schema["dataset_fields"]}
    groups = tuple(f"extras_{name}__" for name, field in fields.items() if "repeating_subfields" in field)
    kept = {
        key: value
        for key, value in document.items()
        # ckanext-dcat has the words of groups once more, column by column.
        if not key.startswith(groups) and not _is_raw(key, value, document, fields)
    }
    for name, field in fields.items():
        if f"extras_{name}" in document:
            kept.pop(f"extras_{name}")
            if name not in _SILENT and (text := " ".join(words(field, data, language))):
                kept[f"extras_{name}"] = text
        if field.get("facet") and name not in _MERGED and (own := values.texts(data, name)):
            kept[f"vocab_{name}"] = [value[:LONGEST_VALUE] for value in own]
    return {**kept, **facts(data)}


def words(field: Mapping[str, Any], data: Data, language: str) -> Iterator[str]:
    """Give what a field says in words; a coded value gives its names, so that people find it by them."""
    name = field["field_name"]
    if _says_nothing(field):
        return
    if "repeating_subfields" in field:
        for row in values.rows(data, name):
            for inner in field["repeating_subfields"]:
                yield from words(inner, row, language)
        return
    coded = {str(choice["value"]): choice for choice in field.get("choices", ())}
    for value in values.texts(data, name):
        choice = coded.get(value)
        yield from _labels(choice, language) if choice else (value, *_names(name, value))


def _labels(choice: Mapping[str, Any], language: str) -> list[str]:
    """Give the names of a coded value: in the portal's language, and as the forms have it."""
    return list(dict.fromkeys((Message(choice["label"]).in_language(language), *choice.get("form_labels", ()))))


def _says_nothing(field: Mapping[str, Any]) -> bool:
    """Say whether a field holds no words that anybody would search for.

    Such are addresses, answers of yes or no, and where what is known comes from.
    """
    if field.get("section") == "source":
        return True
    return held(field) is Held.ADDRESS or {str(choice["value"]) for choice in field.get("choices", ())} == _ANSWERS


def _names(field: str, code: str) -> Iterator[str]:
    """Give the names of a code of the lists that are too long for a schema."""
    if field == "sdg_targets" and sdg.exists(code):
        yield sdg.title(code)
    if field == "territory" and (found := municipality(code)):
        yield from (found.name, found.state)


def facts(data: Data) -> Document:
    """Give the facets and facts that are computed from a record."""
    plan = work_plan(data)
    told = progress(data, plan)
    found: Document = {
        "vocab_year": sorted(str(year) for year in years(data)),
        "vocab_sdg": sorted({sdg.goal_of(one) for one in values.texts(data, "sdg_targets") if sdg.exists(one)}),
        SIGNALS: lasting(data, rule_set()) if data.get("type") == "program" else [],
        LINKS: [reference[:LONGEST_VALUE] for reference in named_references(data)],
    }
    if told.reported.whole:
        found["vocab_progress"] = [band(told.reported)]
        found["reported_percent"] = f"{told.reported.percent:03d}"
        found["evidence_percent"] = f"{told.with_evidence.percent:03d}"
    if due := next_due(plan.activities):
        found["next_due_date"] = f"{due.isoformat()}T00:00:00Z"
    if due := results_due(data):
        found["results_due_date"] = f"{due.isoformat()}T00:00:00Z"
    if last := max((day for call in program.calls(data) for day in (call.opens, call.closes) if day), default=None):
        found["last_call_date"] = f"{last.isoformat()}T00:00:00Z"
    return {key: value for key, value in found.items() if value}


def band(share: Share) -> str:
    """Give the band of a share: none, some (under half), most, all."""
    if not share.part:
        return "none"
    if share.part == share.whole:
        return "all"
    return "some" if share.part * 2 < share.whole else "most"


def next_due(activities: Iterable[Activity]) -> date | None:
    """Give the first date of the activities that are neither done nor cancelled; it may have passed."""
    return min(
        (one.due_date for one in activities if one.due_date and one.status not in (DONE, CANCELLED)), default=None
    )


def years(data: Data) -> set[int]:
    """Give the years that a record speaks of: those of its plan, of its editions and money, or of its study."""
    if data.get("type") == "program":
        return set(program.known_years(data))
    if data.get("type") == "evaluation" and (year := values.whole(data, "year")):
        return {year}
    plan = [values.whole(data, key) for key in ("action_plan_start_year", "action_plan_end_year")]
    dates = [day.year for key in ("start_date", "end_date") if (day := values.day(data, key))]
    known = [year for year in plan if year] or dates
    return set(range(min(known), min(max(known), min(known) + 20) + 1)) if known else set()


def labels(schemas: Iterable[Schema]) -> dict[str, dict[str, str]]:
    """Give the names (msgids) of coded facet values, by facet and code."""
    found: dict[str, dict[str, str]] = {
        "vocab_progress": dict(PROGRESS),
        SIGNALS: {rule.id: rule.label for rule in rule_set().rules},
    }
    for schema in schemas:
        for field in schema["dataset_fields"]:
            if field.get("facet") and "choices" in field:
                found.setdefault(f"vocab_{field['field_name']}", {}).update(choices(field))
    return found


def facets(schema: Schema) -> dict[str, str]:
    """Give the facets of a type, in the order in which people look for them, with their titles (msgids)."""
    fields = [field for field in schema["dataset_fields"] if field.get("facet")]
    own = {f"vocab_{field['field_name']}": field["label"] for field in fields if field["field_name"] not in _MERGED}
    is_program = schema["dataset_type"] == "program"
    first = {} if is_program else {"vocab_progress": N_("Progress")}
    last = {SIGNALS: N_("Signals")} if is_program else {}
    return {**first, **own, **last, "vocab_year": N_("Year"), "vocab_sdg": N_("2030 Agenda"), "tags": N_("Tags")}


def _is_raw(key: str, value: Any, document: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
    if f"extras_{key}" not in document:
        return False
    # Dates stay: Solr reads them as dates, to sort by.
    return not key.endswith("_date") if key in fields else len(str(value)) > LONGEST_VALUE
