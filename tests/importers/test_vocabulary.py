from __future__ import annotations

import pytest

from ckanext.socialprograms.importers.vocabulary import after_label, choice, choices, labels


def test_labels_come_from_the_schema_and_its_presets_longest_first():
    assert labels("commitment", "activities.due_date") == ("FECHA DE CUMPLIMIENTO", "Fecha de término")
    assert labels("commitment", "notes")[0] == "Breve descripción del compromiso (máximo 280 caracteres)"
    assert labels("evaluation", "improvements.kind") == ("Tipo Mejora",)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Problema / tema  que se va a ABORDAR (se pretende resolver): Nadie sabe", "Nadie sabe"),
        ("problema/tema que se va a abordar", ""),
        ("**Problema/Tema que se va\na abordar**", ""),
        ("Otro problema/tema que se va a abordar", None),
    ],
)
def test_a_label_is_found_whatever_its_capitals_accents_spaces_and_punctuation(text, rest):
    assert after_label(text, labels("commitment", "problem")) == rest


def test_a_choice_is_known_by_each_of_its_labels():
    assert choice("commitment", "ogp_values.value", "INNOVACION tecnológica") == "technology_innovation"
    assert choice("commitment", "ogp_values.value", "Transparencia") == "access_to_information"
    assert choice("commitment", "stage", "no se sabe") is None


def test_kinds_of_files_have_labels_too():
    assert dict(choices("evaluation", "resources.kind"))["terms_of_reference"] == ("Términos de referencia",)
