from __future__ import annotations

import json

import pytest

from ckanext.socialprograms.records.rules import problems


@pytest.fixture(scope="module")
def record(read_sample):
    (record,) = read_sample("commitment_form").records
    return record


@pytest.fixture(scope="module")
def founding(read_founding):
    (record,) = read_founding("001").records
    return record


def _goal(record, number):
    return next(goal for goal in record.data["goals"] if goal["number"] == number)


def _activity(record, key):
    return next(activity for activity in record.data["activities"] if activity["id"] == key)


def _warned(record, field):
    return [str(note.message) for note in record.warnings if note.field == field]


def test_the_form_is_one_commitment_that_keeps_the_rules(record):
    assert record.type == "commitment"
    assert record.title.startswith("Seguimiento vecinal del programa “Comedores de barrio”")
    assert record.organization == "Secretaría de Bienestar de Valle Claro"
    assert not list(problems(record.data))
    assert json.loads(json.dumps(record.data)) == record.data


def test_values_stand_beside_their_labels(record):
    data = record.data
    assert (data["start_date"], data["end_date"]) == ("2023-02-03", "2024-02-28")
    assert (data["stage"], data["theme"], data["contact_extension"]) == ("ongoing", "Alimentación", "204")
    assert data["contact_email"] == "comedores@valleclaro.example"
    assert data["notes"].endswith("publican lo que encuentran.")
    assert data["anticorruption_relevance"].startswith("Con precios a la vista")


def test_the_plan_and_its_years_come_from_the_heading(record):
    assert record.data["action_plan"].startswith("Tercer Plan de Acción Local de Gobierno Abierto 2023-2024")
    assert (record.data["action_plan_start_year"], record.data["action_plan_end_year"]) == (2023, 2024)


def test_a_value_torn_by_a_page_break_is_one_again(record):
    assert record.data["problem"].endswith(
        "Las vecinas preguntan y reciben la respuesta semanas después de haberla pedido."
    )


def test_lists_have_an_entry_for_each_item(record):
    assert record.data["government_actors"] == ["Secretaría de Bienestar de Valle Claro", "Tesorería de Valle Claro"]
    assert len(record.data["civil_society_actors"]) == 3


def test_each_open_government_value_has_its_text_whatever_the_form_calls_it(record):
    assert [row["value"] for row in record.data["ogp_values"]] == [
        "access_to_information",
        "public_accountability",
        "civic_participation",
        "technology_innovation",
    ]
    assert record.data["ogp_values"][3]["text"] == "Habrá un mapa de comedores."


def test_a_dialling_code_of_another_country_is_kept_with_a_warning(record):
    assert record.data["contact_phone"] == "+51 (55) 5555 1234"
    assert "+52" in _warned(record, "contact_phone")[0]


def test_activities_have_stable_keys_and_serve_their_goal(record):
    keys = [activity["id"] for activity in record.data["activities"]]
    assert keys == ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1"]
    assert _activity(record, "3.2")["serves"] == ["3"]
    assert _activity(record, "1.2")["due_date"] == "2023-02-21"


def test_proof_merged_over_the_activities_of_a_goal_belongs_to_the_goal(record):
    assert _goal(record, "4")["expected_evidence"] == ["Convocatoria", "Minuta"]
    assert "expected_evidence" not in _activity(record, "4.1")


def test_proof_in_a_cell_of_its_own_belongs_to_the_activity(record):
    assert "expected_evidence" not in _goal(record, "2")
    assert _activity(record, "2.1")["expected_evidence"] == ["Convocatoria", "Memoria"]
    assert _activity(record, "2.2")["expected_evidence"] == [
        "Convocatoria",
        "Lista de asistencia",
        "Relatoría del taller",
    ]


def test_goals_and_lists_that_go_on_on_the_next_page_are_whole(record):
    assert _goal(record, "1")["expected_evidence"][-1] == "Plan de trabajo del grupo"
    assert _goal(record, "2")["description"].endswith("• Personal de cocina\n• Estudiantes de contaduría")
    assert _goal(record, "3")["description"] == "Revisar las compras del semestre y publicar los hallazgos"
    assert _goal(record, "3")["expected_evidence"] == ["Minuta", "Informe de compras de los comedores"]


def test_people_are_told_apart_in_one_line_in_paragraphs_and_over_rows(record):
    both = ["Inés Robledo", "Tomás Vela"]
    assert [_activity(record, key)["responsible"] for key in ("1.2", "3.1", "4.1", "4.2", "5.1")] == [
        ["Inés Robledo"],
        both,
        both,
        both,
        both,
    ]
    assert _warned(record, "activities.7.responsible")


def test_to_be_defined_is_kept_in_words_and_the_goal_describes_the_activity(record):
    activity = _activity(record, "5.1")
    assert "due_date" not in activity
    assert activity["due_text"] == "Por definir"
    assert activity["description"] == "Contar lo aprendido en una asamblea abierta"
    assert _warned(record, "activities.8.description")
    assert not _warned(record, "activities.8.due_date")


def test_values_remember_where_they_came_from(record):
    assert record.places["theme"].line
    assert record.places["activities.0"].row


def test_the_key_does_not_depend_on_the_name_of_the_file(record):
    assert record.identity.startswith("commitment:tercer-plan-de-accion")


def test_the_founding_form_gives_its_goals_activities_and_actors(founding):
    data = founding.data
    assert (len(data["goals"]), len(data["activities"])) == (11, 16)
    undated = [activity for activity in data["activities"] if not activity.get("due_date")]
    assert [activity["due_text"] for activity in undated] == ["Por definir"] * 3
    assert (len(data["government_actors"]), len(data["civil_society_actors"]), len(data["ogp_values"])) == (5, 3, 4)
    assert (data["start_date"], data["end_date"], data["stage"]) == ("2019-08-22", "2020-08-22", "new")
    assert data["contact_phone"].startswith("+51")
    assert _warned(founding, "contact_phone")
    assert not list(problems(data))


def test_cells_of_the_founding_form_that_a_page_break_tore_are_whole(founding):
    assert _activity(founding, "2.2")["expected_evidence"][-1] == "Informe general de las mesas de trabajo"
    assert _goal(founding, "4")["expected_evidence"][-1] == "Informe general de las mesas de trabajo"
    assert _goal(founding, "7")["expected_evidence"][2] == "Memoria fotográfica"
    assert _goal(founding, "10")["expected_evidence"][-1] == "Informe de Medición de Impacto"
    assert [len(goal.get("expected_evidence", ())) for goal in founding.data["goals"]] == [
        4,
        0,
        5,
        4,
        5,
        4,
        5,
        5,
        3,
        2,
        1,
    ]
    assert {len(_activity(founding, key)["responsible"]) for key in ("4.1", "4.2", "6.1", "6.2", "8.1", "11.1")} == {2}
