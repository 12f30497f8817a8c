from __future__ import annotations

import json

from ckanext.socialprograms.exporters.annex import as_json
from ckanext.socialprograms.exporters.annex.answers import answers
from ckanext.socialprograms.official.annex import annex

ABOUT = {"title": "Becas", "portal": "Portal", "address": "https://example.org/evaluation/x", "modified": "2026-11-21"}


def told(data, linked=None):
    return json.loads(as_json.write(annex(), answers(annex(), data, linked or {}), ABOUT))


def item(found, number):
    return next(one for section in found["sections"] for one in section["items"] if one.get("number") == number)


def test_dates_and_money_are_written_as_the_form_asks():
    found = told({"start_date": "2025-02-01", "cost": "33000"})
    assert item(found, "1.2")["value"] == "01/02/2025"
    assert item(found, "6.3")["value"] == "$33,000.00"
    assert item(found, "1.3")["value"] is None


def test_links_to_records_of_the_portal_are_given_by_name():
    assert item(told({"programs": ["becas", "Otro"]}, {"becas": "Becas"}), "5.1")["value"] == ["Becas", "Otro"]


def test_the_options_of_a_choice_are_all_there_and_one_is_chosen():
    found = item(told({"procurement_kind": "other", "procurement_other": "Convenio"}), "6.1")
    assert [one["label"] for one in found["options"] if one["chosen"]] == ["Otro"]
    assert len(found["options"]) == 5
    assert found["other"] == "Convenio"


def test_people_in_charge_keep_the_number_of_their_unit():
    found = told({"administrative_units": [{"name": "A"}, {"name": "B", "head": "Ana", "phone": "33 1234 5678"}]})
    assert item(found, "5.6.1")["value"] == ["1. A", "2. B"]
    assert item(found, "5.6.2")["value"] == ["2. Ana; 33 1234 5678"]
