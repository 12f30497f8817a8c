from __future__ import annotations

import json
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]
FORM = {"socialprograms_form": "1"}


@pytest.fixture
def agency():
    return factories.Organization()["id"]


def test_what_the_form_does_not_show_stays(agency):
    made = factories.Dataset(
        type="program",
        owner_org=agency,
        title="Becas",
        editions=["2021"],
        not_available=["budget.spent"],
        external_key="inventory:jalisco:becas",
        provenance=json.dumps({"file": "inventario.xlsx", "warnings": []}),
        extras=[{"key": "guid", "value": "abc"}],
        tags=[{"name": "educación"}, {"name": "jóvenes"}],
        resources=[{"url": "https://example.org/reglas.pdf", "name": "Reglas"}],
    )
    call_action(
        "package_update", id=made["id"], title="Becas para todos", tag_string="jóvenes, becas", save="publish", **FORM
    )
    saved = call_action("package_show", id=made["id"])
    assert saved["title"] == "Becas para todos"
    assert sorted(tag["name"] for tag in saved["tags"]) == ["becas", "jóvenes"]
    kept = ("name", "editions", "not_available", "external_key", "provenance", "extras")
    assert {key: saved[key] for key in kept} == {key: made[key] for key in kept}
    assert [one["name"] for one in saved["resources"]] == ["Reglas"]


def test_an_unknown_one_of_several_choices_is_refused_with_those_that_there_are(agency):
    with pytest.raises(tk.ValidationError) as refused:
        factories.Dataset(type="program", owner_org=agency, life_stages=["youth", "Marcianos"])
    sentence = str(refused.value.error_dict["life_stages"])
    assert "Marcianos" in sentence
    assert "Young people" in sentence
    assert factories.Dataset(type="program", owner_org=agency, life_stages=["Jóvenes"])["life_stages"] == ["youth"]


def test_what_the_form_shows_empty_becomes_empty(agency):
    made = factories.Dataset(
        type="program",
        owner_org=agency,
        rights=["health"],
        main_objective="Algo",
        target_groups=["Niñas"],
        calls=[{"title": "Primera"}],
    )
    emptied = {"rights-present": "1", "calls-present": "1", "main_objective": "", "target_groups": ""}
    saved = call_action("package_update", id=made["id"], title=made["title"], save="publish", **emptied, **FORM)
    assert not saved["rights"]
    assert not saved["target_groups"]
    assert not saved["main_objective"]
    assert not saved.get("calls")


def test_an_address_is_made_from_the_name_and_no_record_has_it_yet(agency):
    names = [
        call_action("package_create", type="program", title="Niñez y Águila: «Becas»", owner_org=agency)["name"]
        for _ in range(3)
    ]
    assert names == ["ninez-y-aguila-becas", "ninez-y-aguila-becas-2", "ninez-y-aguila-becas-3"]


def test_notes_of_the_import_that_were_seen_to_are_taken_off(agency):
    notes = [
        {"field": "contact_phone", "message": {"text": "x", "values": {}}},
        {"field": "activities.0.due_date", "message": {"text": "y", "values": {}}},
    ]
    made = factories.Dataset(
        type="commitment",
        owner_org=agency,
        activities=[{"id": "A1", "description": "Una"}, {"id": "A2", "description": "Otra"}],
        provenance=json.dumps({"file": "x.txt", "warnings": notes}),
        state="draft",
    )
    swapped = {
        "activities-present": "1",
        "activities-0-id": "A2",
        "activities-0-description": "Otra",
        "activities-0-_origin": "1",
        "activities-1-id": "A1",
        "activities-1-description": "Una",
        "activities-1-_origin": "0",
    }
    sent = {**swapped, "provenance-seen": "0", "title": made["title"], "save": "draft"}
    saved = call_action("package_update", id=made["id"], **sent, **FORM)
    assert saved["activities"] == [{"id": "A2", "description": "Otra"}, {"id": "A1", "description": "Una"}]
    assert [note["field"] for note in json.loads(saved["provenance"])["warnings"]] == ["activities.1.due_date"]


def test_activities_without_a_key_get_one_that_stays(agency):
    made: Any = factories.Dataset(
        type="commitment", owner_org=agency, activities=[{"description": "Una"}, {"id": "A2"}, {"description": "Tres"}]
    )
    assert [row["id"] for row in made["activities"]] == ["A1", "A2", "A3"]
    again = call_action("package_patch", id=made["id"], activities=[*made["activities"], {"description": "Cuatro"}])
    assert [row["id"] for row in again["activities"]] == ["A1", "A2", "A3", "A4"]


def test_errors_stand_at_their_row_and_field(agency):
    with pytest.raises(tk.ValidationError) as error:
        call_action(
            "package_create",
            type="commitment",
            title="x",
            owner_org=agency,
            activities=[{"description": "Una"}, {"description": "Dos", "serves": "7", "due_date": "2020-13-45"}],
        )
    errors: Any = error.value.error_dict
    first, second = errors["activities"]
    assert not first
    assert second.keys() == {"serves", "due_date"}


def test_an_empty_list_is_shown_as_one(agency):
    made = factories.Dataset(type="program", owner_org=agency, target_groups=[])
    assert made["target_groups"] == []
    assert call_action("package_patch", id=made["id"], notes="x")["target_groups"] == []


def test_a_file_says_which_activities_it_proves(agency):
    made = factories.Dataset(
        type="commitment",
        owner_org=agency,
        activities=[{"id": "A1"}, {"id": "A2"}],
        resources=[{"url": "https://example.org/acta.pdf", "activities": "A1, A2"}],
    )
    assert made["resources"][0]["activities"] == ["A1", "A2"]
    with pytest.raises(tk.ValidationError):
        call_action("resource_create", package_id=made["id"], url="https://example.org/x", activities=["A9"])


def test_other_types_are_left_alone(agency):
    plain = call_action("package_create", name="obra", title="Obra", owner_org=agency, state="draft", **{"a-1-b": "x"})
    assert plain["state"] == "draft"
    assert "replanning" not in call_action("package_show", id=plain["id"])
