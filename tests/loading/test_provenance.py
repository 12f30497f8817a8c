from __future__ import annotations

import json

from ckanext.socialprograms.importers.document import Place
from ckanext.socialprograms.importers.records import ImportedRecord, Note
from ckanext.socialprograms.loading import provenance
from ckanext.socialprograms.loading.provenance import Source
from ckanext.socialprograms.messages import Message

SOURCE = Source("inventario.xlsx", "c1", "inventory", "2026-01-31")
PLACES = {"title": Place(sheet="Todas", row=7, column=2), "budget.0": Place(sheet="Todas", row=7, column=30)}


def record(**data):
    note = Note("title", Message("Read {found}.", {"found": "x"}), "x", Place(page=3))
    return ImportedRecord("program", {"title": "Uno", **data}, (note,), PLACES)


def test_a_sheet_and_its_row_are_kept_once_and_the_column_by_field():
    told = provenance.first(record(), SOURCE, {})
    assert told["place"] == {"sheet": "Todas", "row": 7}
    assert told["places"] == {"title": {"column": 2}, "budget.0": {"column": 30}}


def test_where_a_value_came_from_is_read_back_from_json():
    told = provenance.read(json.dumps(provenance.first(record(), SOURCE, {})))
    assert provenance.place_of(told, "title") == Place(sheet="Todas", row=7, column=2)
    assert provenance.place_of(told, "budget.0.approved") == Place(sheet="Todas", row=7, column=30)
    assert provenance.place_of(told, "notes") is None


def test_warnings_are_read_back_with_their_values_and_place():
    told = json.loads(json.dumps(provenance.first(record(), SOURCE, {})))
    assert provenance.notes(told) == list(record().warnings)


def test_the_documents_before_stay_listed_and_the_same_one_is_not_repeated():
    first = provenance.first(record(), SOURCE, {})
    again = provenance.first(record(), SOURCE, first)
    second = provenance.first(record(), Source("otro.xlsx", "c2", "inventory", "2027-01-31"), again)
    assert "earlier" not in again
    assert [one["file"] for one in second["earlier"]] == ["inventario.xlsx"]


def test_a_note_of_follow_up_is_listed_once_and_leaves_what_the_first_document_said():
    before = provenance.with_saved(provenance.first(record(), SOURCE, {}), {"title": "Uno"}, ["title"])
    note = Source("nota.txt", "c9", "follow_up", "2026-02-01")
    after = provenance.followed(note, provenance.followed(note, before))
    assert [one["file"] for one in after["follow_ups"]] == ["nota.txt"]
    assert {key: after[key] for key in before} == before


def test_a_field_is_untouched_while_it_is_as_it_was_saved_or_empty():
    told = provenance.with_saved({}, {"title": "Uno", "goals": '[{"number": "1"}]'}, ["title", "goals"])
    assert provenance.is_untouched(told, "goals", [{"number": 1}])
    assert provenance.is_untouched(told, "title", "")
    assert not provenance.is_untouched(told, "title", "Otro")
    assert not provenance.is_untouched(told, "notes", "A mano")


def test_what_is_no_provenance_is_read_as_none():
    assert provenance.read("[1]") == provenance.read("no") == provenance.read(None) == {}
