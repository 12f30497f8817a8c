from __future__ import annotations

import json

from ckanext.socialprograms.importers.document import Place
from ckanext.socialprograms.importers.records import Note
from ckanext.socialprograms.loading.provenance import warning
from ckanext.socialprograms.messages import Message
from ckanext.socialprograms.pages.origin import origin

SCHEMA = {
    "dataset_fields": [
        {"field_name": "contact_phone", "label": "Office telephone"},
        {
            "field_name": "activities",
            "label": "Activities",
            "repeating_label": "Activity",
            "repeating_subfields": [{"field_name": "due_date", "label": "Due date"}],
        },
    ]
}


def imported(*notes):
    kept = {"file": "ficha.docx", "read_on": "2026-03-10", "warnings": [warning(note) for note in notes]}
    return {"provenance": json.dumps(kept)}


def test_a_record_that_was_typed_has_no_origin():
    assert origin({}, SCHEMA) is None
    assert origin({"provenance": "not json"}, SCHEMA) is None


def test_a_warning_leads_to_its_field_and_row():
    data = imported(
        Note("contact_phone", Message("Strange."), "+51", Place(page=2)),
        Note("activities.3.due_date", Message("No date.")),
    )
    found = origin(data, SCHEMA)
    assert found
    assert (found.file, found.read_on) == ("ficha.docx", "2026-03-10")
    phone, date = found.warnings
    assert (phone.labels, phone.row, phone.found, str(phone.place)) == (("Office telephone",), None, "+51", "p. 2")
    assert (date.labels, date.row) == (("Activity", "Due date"), 4)


def test_a_warning_about_a_field_that_is_gone_is_still_told():
    found = origin(imported(Note("old.field", Message("Look."))), SCHEMA)
    assert found
    assert found.warnings[0].labels[0] == "old"
