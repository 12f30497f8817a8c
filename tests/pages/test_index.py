from __future__ import annotations

import json
from datetime import date

import pytest

from ckanext.socialprograms.pages.index import band, facets, facts, indexed, labels, next_due, years
from ckanext.socialprograms.records.progress import Share
from ckanext.socialprograms.records.workplan import Activity

SCHEMA = {
    "dataset_type": "commitment",
    "dataset_fields": [
        {"field_name": "title", "label": "Title"},
        {"field_name": "theme", "label": "Theme", "facet": True},
        {"field_name": "end_date", "label": "Ends on"},
        {
            "field_name": "rights",
            "label": "Rights",
            "facet": True,
            "choices": [{"value": "food", "label": "Health", "form_labels": ["Alimentación"]}],
        },
        {
            "field_name": "activities",
            "label": "Activities",
            "repeating_subfields": [{"field_name": "description", "label": "What"}],
        },
        {"field_name": "provenance", "label": "Where from"},
        {"field_name": "sdg_targets", "label": "Targets", "facet": True},
    ],
}


def document_of(data):
    """Give what CKAN sends to Solr: every field raw, and again as extras_*."""
    raw = {key: value if isinstance(value, str) else json.dumps(value) for key, value in data.items()}
    extras = {key: value for key, value in raw.items() if key != "title"}
    return {"dataset_type": "commitment", **raw, **{f"extras_{key}": value for key, value in extras.items()}}


def test_groups_go_and_come_back_as_words():
    data = {"title": "T", "activities": [{"description": "Primera reunión"}, {"description": "Taller"}]}
    made = indexed(document_of(data), data, SCHEMA, "es")
    assert "activities" not in made
    assert made["extras_activities"] == "Primera reunión Taller"
    assert made["title"] == "T"


def test_facets_hold_codes_and_the_words_hold_their_names():
    data = {"title": "T", "rights": ["food"], "theme": "Transparencia"}
    made = indexed(document_of(data), data, SCHEMA, "es")
    assert made["vocab_rights"] == ["food"]
    assert made["vocab_theme"] == ["Transparencia"]
    assert made["extras_rights"] == "Salud Alimentación"


def test_targets_and_municipalities_are_found_by_name():
    fields = [{"field_name": "sdg_targets", "label": "Targets"}, {"field_name": "territory", "label": "Municipalities"}]
    data = {"sdg_targets": ["1"], "territory": ["11020", "Toda la sierra"]}
    made = indexed(document_of(data), data, {"dataset_type": "program", "dataset_fields": fields}, "es")
    assert made["extras_sdg_targets"] == "1 Fin de la Pobreza"
    assert made["extras_territory"] == "11020 León Guanajuato Toda la sierra"


def test_nothing_longer_than_solr_takes_is_sent_as_one_term():
    data = {"title": "T", "theme": "x" * 40_000, "unknown_extra": "y" * 40_000}
    made = indexed(document_of(data), data, SCHEMA, "es")
    terms = [
        term
        for key, value in made.items()
        if not key.startswith("extras_")
        for term in (value if isinstance(value, list) else [str(value)])
    ]
    assert max(map(len, terms)) <= 300
    assert len(made["extras_unknown_extra"]) == 40_000


def test_dates_stay_to_sort_by_and_provenance_is_no_text_to_find():
    data = {"title": "T", "end_date": "2020-08-22", "provenance": '{"a": 1}'}
    made = indexed(document_of(data), data, SCHEMA, "es")
    assert made["end_date"] == "2020-08-22"
    assert not {"provenance", "extras_provenance"} & made.keys()


def test_facts_tell_progress_year_goal_and_links():
    made = facts({
        "type": "commitment",
        "action_plan_start_year": "2019",
        "action_plan_end_year": "2021",
        "sdg_targets": ["16.6", "16.10", "5.b", "99"],
        "programs": ["becas", "https://example.org"],
        "activities": [
            {"id": "1", "status": "done"},
            {"id": "2", "due_date": "2020-06-05"},
            {"id": "3", "due_date": "2020-05-05", "status": "cancelled"},
        ],
    })  # fmt: skip
    assert made == {
        "vocab_year": ["2019", "2020", "2021"],
        "vocab_sdg": ["16", "5"],
        "vocab_record_links": ["becas"],
        "vocab_progress": ["most"],
        "reported_percent": "050",
        "evidence_percent": "000",
        "next_due_date": "2020-06-05T00:00:00Z",
    }


def test_a_program_is_known_to_have_days_by_the_last_of_its_calls():
    calls = [{"opens": "2026-01-10", "closes": "2026-02-10"}, {"opens": "2027-01-10"}, {"title": "Sin fecha"}]
    assert facts({"type": "program", "calls": calls})["last_call_date"] == "2027-01-10T00:00:00Z"
    assert "last_call_date" not in facts({"type": "program", "calls": calls[2:]})


@pytest.mark.parametrize(
    ("share", "name"),
    [(Share(0, 4), "none"), (Share(1, 4), "some"), (Share(2, 4), "most"), (Share(3, 4), "most"), (Share(4, 4), "all")],
)
def test_bands_of_progress(share, name):
    assert band(share) == name


def test_the_next_date_is_that_of_work_still_to_do():
    done = Activity("1", due_date=date(2020, 1, 1), status="done")
    assert next_due([done, Activity("2", due_date=date(2020, 3, 1)), Activity("3")]) == date(2020, 3, 1)
    assert next_due([done]) is None


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"type": "commitment", "start_date": "2019-08-22", "end_date": "2020-08-22"}, {2019, 2020}),
        ({"type": "commitment", "action_plan_start_year": "2019", "start_date": "2018-01-01"}, {2019}),
        ({"type": "evaluation", "year": "2018", "start_date": "2017-01-01"}, {2018}),
        ({"type": "program", "editions": ["2021"], "budget": [{"year": "2020"}]}, {2020, 2021}),
        ({"type": "commitment"}, set()),
    ],
)
def test_a_record_is_found_under_the_years_that_it_speaks_of(data, found):
    assert years(data) == found


def test_a_mistyped_year_does_not_fill_the_facet():
    assert len(years({"type": "commitment", "action_plan_start_year": "2019", "action_plan_end_year": "9999"})) == 21


def test_facets_have_titles_and_coded_values_names():
    assert facets(SCHEMA) == {
        "vocab_progress": "Progress",
        "vocab_theme": "Theme",
        "vocab_rights": "Rights",
        "vocab_year": "Year",
        "vocab_sdg": "2030 Agenda",
        "tags": "Tags",
    }
    assert labels([SCHEMA])["vocab_rights"] == {"food": "Health"}
    assert "vocab_progress" not in facets({**SCHEMA, "dataset_type": "program"})
