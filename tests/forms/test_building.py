from __future__ import annotations

from typing import Any

from ckanext.socialprograms.forms.building import form
from ckanext.socialprograms.forms.notes import FieldNote
from ckanext.socialprograms.messages import Message

SCHEMA = {
    "sections": [{"id": "first", "label": "First"}, {"id": "plan", "label": "Plan", "help": "Help"}],
    "dataset_fields": [
        {"field_name": "title", "label": "Title", "section": "first"},
        {
            "field_name": "cost",
            "label": "Cost",
            "section": "first",
            "validators": "ignore_missing socialprograms_money",
        },
        {"field_name": "key", "form_snippet": "socialprograms_hidden.html"},
        {"field_name": "provenance", "form_snippet": "socialprograms_provenance.html"},
        {"field_name": "loose", "label": "Loose"},
        {
            "field_name": "activities",
            "label": "Activities",
            "repeating_label": "Activity",
            "section": "plan",
            "repeating_subfields": [
                {"field_name": "description", "label": "What", "form_snippet": "textarea.html"},
                {"field_name": "due_date", "label": "When", "form_snippet": "date.html", "help_text": "A day"},
                {"field_name": "serves", "label": "Serves", "form_snippet": "socialprograms_list.html"},
            ],
        },
        {"field_name": "replanning_reason", "label": "Reason", "section": "plan"},
    ],
}
TWO = [{"description": "Uno", "serves": ["1", "2"]}, {"description": "Dos", "due_date": "mañana"}]


def made(data=None, errors=None, notes=()):
    return form(SCHEMA, data or {}, errors or {}, notes)


def parts(found) -> dict[str, Any]:
    return {part.name: part for section in found.sections for part in section.parts}


def test_sections_hold_their_fields_and_the_rest_comes_first():
    assert [(section.id, [part.name for part in section.parts]) for section in made().sections] == [
        ("", ["loose"]),
        ("first", ["title", "cost"]),
        ("plan", ["activities"]),
    ]


def test_what_is_not_typed_is_hidden_or_kept_out():
    found = made({"key": "abc", "provenance": "{}"})
    assert [(one.name, one.values) for one in found.hidden] == [("key", ("abc",))]
    assert not {"key", "provenance", "replanning_reason"} & parts(found).keys()
    assert found.reason


def test_a_row_shows_its_values_and_the_words_by_which_it_is_known():
    group = parts(made({"activities": TWO}))["activities"]
    first, second = group.rows
    assert [one.name for one in first.inputs] == [
        f"activities-0-{name}" for name in ("description", "due_date", "serves")
    ]
    assert first.inputs[2].value == "1\n2"
    assert (first.excerpt, second.excerpt) == ("Uno", "Dos")
    assert group.blank.inputs[0].name == "activities-__row__-description"


def test_a_date_that_cannot_be_read_is_shown_as_it_was_written():
    when = parts(made({"activities": TWO}))["activities"].rows[1].inputs[1]
    assert not when.can_be_picked
    assert when.value == "mañana"


def test_amounts_are_shown_with_thousands():
    assert parts(made({"cost": "1234567.89"}))["cost"].value == "1,234,567.89"
    assert parts(made({"cost": "mucho"}))["cost"].value == "mucho"


def test_errors_stand_beside_their_field_and_in_the_summary():
    found = made(
        {"activities": TWO},
        {"title": ["Missing value"], "activities": [{}, {"due_date": ["Not a date"]}], "else": ["Odd"]},
    )
    group = parts(found)["activities"]
    assert group.rows[1].inputs[1].errors == ("Not a date",)
    assert group.rows[1].inputs[1].described_by == "field-activities-1-due_date-help field-activities-1-due_date-error"
    assert [(problem.labels, problem.row, problem.target) for problem in found.problems] == [
        (("Title",), None, "field-title"),
        (("Activity", "When"), 2, "field-activities-1-due_date"),
        (("else",), None, ""),
    ]
    assert [section.errors for section in found.sections] == [0, 1, 1]


def test_what_a_form_sent_is_shown_again_instead_of_what_is_stored():
    sent = {
        "activities": TWO,
        "activities-present": "1",
        "activities-7-description": "Tres",
        "activities-7-_origin": "1",
    }
    (row,) = parts(made(sent))["activities"].rows
    assert (row.number, row.origin, row.excerpt) == ("0", "1", "Tres")


def test_notes_stand_beside_the_row_that_they_speak_of_wherever_it_moved():
    note = FieldNote(0, "activities.1.due_date", Message("Check it."))
    assert not made({"activities": TWO[:1]}, notes=(note,)).sections[-1].notes
    assert parts(made({"activities": TWO}, notes=(note,)))["activities"].rows[1].inputs[1].notes == (note,)
    moved = {"activities-present": "1", "activities-0-description": "Dos", "activities-0-_origin": "1"}
    group = parts(made(moved, notes=(note,)))["activities"]
    assert group.rows[0].needs_attention
    assert made(moved, notes=(note,)).sections[-1].notes == 1


def test_a_row_that_the_form_sent_anew_has_no_origin():
    sent = {"activities-present": "1", "activities-0-description": "Nueva"}
    note = FieldNote(0, "activities.0", Message("Check it."))
    (row,) = parts(made(sent, notes=(note,)))["activities"].rows
    assert (row.origin, row.notes) == ("", ())


def test_what_is_wrong_with_tags_stands_at_their_field():
    schema = {**SCHEMA, "dataset_fields": [{"field_name": "tag_string", "label": "Tags"}]}
    found = form(schema, {}, {"tags": [{"name": ["Too short"]}]}, ())
    assert [(problem.labels, problem.message) for problem in found.problems] == [(("Tags",), "Too short")]


def test_spare_rows_follow_the_last():
    group = parts(made({"activities": TWO}))["activities"]
    assert [row.inputs[0].name for row in group.spare] == [f"activities-{n}-description" for n in (2, 3, 4)]
