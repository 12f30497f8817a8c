from __future__ import annotations

import json

import pytest

from ckanext.socialprograms.records.rules import problems


@pytest.fixture(scope="module")
def record(read_sample):
    (record,) = read_sample("improvement_agenda").records
    return record


@pytest.fixture(scope="module")
def founding(read_founding):
    (record,) = read_founding("004").records
    return record


def _activity(record, key):
    return next(activity for activity in record.data["activities"] if activity["id"] == key)


def _warned(record, key, field):
    index = [activity["id"] for activity in record.data["activities"]].index(key)
    return [str(note.message) for note in record.warnings if note.field == f"activities.{index}.{field}"]


def test_the_agenda_is_an_evaluation_named_by_its_text(record):
    assert record.type == "evaluation"
    assert record.title == "Evaluación de Procesos de la Estrategia Patios Abiertos"
    assert record.data["evaluation_type"] == "processes"
    assert [note.field for note in record.warnings if note.field == "title"]
    assert not list(problems(record.data))
    assert json.dumps(record.data)


def test_the_program_is_kept_as_text_with_the_capitals_of_the_text(record):
    assert record.data["programs"] == ["Patios Abiertos"]


def test_recommendations_and_the_improvements_that_answer_them_word_for_word(record):
    assert [row["number"] for row in record.data["recommendations"]] == ["1", "2", "3"]
    assert [row.get("recommendation_number") for row in record.data["improvements"]] == ["1", None, "3"]
    assert [row["kind"] for row in record.data["improvements"]] == ["Mejorar la operación"] * 3


def test_files_and_pages_are_told_apart(record):
    assert [(row["kind"], row["name"]) for row in record.data["resources"]] == [
        ("terms_of_reference", "Términos de referencia"),
        ("report", "Informe"),
    ]
    assert [row["title"] for row in record.data["more_links"]] == ["Patios Abiertos", record.title]


def test_entries_that_repeat_word_for_word_are_one_activity(record):
    assert [(row["id"], row["serves"]) for row in record.data["activities"]] == [
        ("1.1", ["1", "3"]),
        ("1.2", ["1", "2"]),
        ("2.2", ["2"]),
        ("2.3", ["2"]),
        ("3.1", ["3"]),
        ("3.3", ["3"]),
    ]


def test_two_dates_of_the_same_activity_are_a_warning(record):
    assert _activity(record, "1.1")["due_date"] == "2024-03-29"
    assert "2024-04-15" in _warned(record, "1.1", "due_date")[0]


def test_a_date_that_only_one_of_the_twins_has_is_kept(record):
    assert _activity(record, "1.2")["due_date"] == "2024-04-30"
    assert len(_warned(record, "1.2", "due_date")) == 2


def test_the_words_of_a_date_are_kept(record):
    assert _activity(record, "1.1")["due_text"] == "29/03/24 11:00 PM"


def test_a_date_that_is_missing_was_not_found_and_is_not_to_be_defined(record):
    activity = _activity(record, "2.3")
    assert not activity.get("due_date")
    assert not activity.get("due_text")
    assert "not found" in _warned(record, "2.3", "due_date")[0]


def test_people_are_split_at_the_slash_and_slips_of_the_key_mended(record):
    assert _activity(record, "1.1")["responsible"] == ["Dirección de Escuelas", "Dirección de Barrios"]


def test_cut_and_garbled_texts_are_flagged(record):
    assert "cut" in _warned(record, "2.3", "description")[0]
    assert _activity(record, "3.1")["description"] == "… de entrada"
    assert "garbled" in _warned(record, "3.1", "description")[0]


def test_a_garbled_text_is_offered_as_a_probable_twin(record):
    assert any("2.2" in message for message in _warned(record, "3.3", "description"))


def test_page_furniture_is_not_data(record):
    text = json.dumps(record.data, ensure_ascii=False)
    assert "Fuente" not in text
    assert "01/11/2025" not in text
    assert "025" not in text


def test_the_founding_agenda_gives_its_improvements_and_activities(founding):
    data = founding.data
    assert (len(data["recommendations"]), len(data["improvements"]), len(data["activities"])) == (9, 15, 28)
    assert sum("recommendation_number" in row for row in data["improvements"]) == 6
    assert sum(len(row["serves"]) for row in data["activities"]) == 31
    assert sum(bool(row.get("due_date")) for row in data["activities"]) == 20
    assert sum("not found in the document" in str(note.message) for note in founding.warnings) == 9
    assert data["programs"] == ["Vamos Juntos"]
    assert {row["kind"] for row in data["resources"]} == {"terms_of_reference", "report"}
    assert not list(problems(data))


def test_the_founding_agenda_flags_what_its_copy_damaged(founding):
    garbled = [note.field for note in founding.warnings if "garbled" in str(note.message)]
    assert len(garbled) == 2
    assert sum("probably the same as activity 3.3" in str(note.message) for note in founding.warnings) == 1
    assert "cut" in _warned(founding, "2.1", "description")[0]
    assert _activity(founding, "13.1")["serves"] == ["13", "14"]
    assert _activity(founding, "13.1")["due_date"] == "2019-04-30"
    assert "DIrección" not in json.dumps(founding.data, ensure_ascii=False)
