from __future__ import annotations

from ckanext.socialprograms.forms.notes import edited

PROVENANCE = {
    "file": "compromiso.txt",
    "warnings": [
        {"field": "contact_phone", "found": "+51"},
        {"field": "activities.0.due_date", "found": "pronto"},
        {"field": "activities.2", "found": "cortada"},
    ],
    "places": {"title": {"page": 1}, "activities.0": {"page": 2}, "activities.2.due_date": {"page": 3}},
}


def test_notes_that_were_seen_to_go():
    assert [note["found"] for note in edited(PROVENANCE, {}, {0, 2})["warnings"]] == ["pronto"]


def test_notes_and_places_move_with_their_row():
    moved = edited(PROVENANCE, {"activities": ["2", "", "0"]}, ())
    assert [note["field"] for note in moved["warnings"]] == ["contact_phone", "activities.2.due_date", "activities.0"]
    assert moved["places"] == {"title": {"page": 1}, "activities.2": {"page": 2}, "activities.0.due_date": {"page": 3}}


def test_notes_of_a_row_that_is_gone_go_with_it():
    left = edited(PROVENANCE, {"activities": ["1", "2"]}, ())
    assert [note["found"] for note in left["warnings"]] == ["+51", "cortada"]


def test_groups_that_the_form_did_not_send_stay():
    assert edited(PROVENANCE, {"goals": []}, ()) == PROVENANCE
