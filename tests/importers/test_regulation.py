from __future__ import annotations

import io

import pytest

from ckanext.socialprograms.importers.reading import read_document
from ckanext.socialprograms.importers.regulation import parts

RULES = """
REGLAS DE OPERACIÓN DEL PROGRAMA DE BECAS

1. Introducción

El programa apoya a estudiantes
de bachillerato.

2. Objetivos

2.1. Objetivo general

Que nadie deje la escuela.

Sección primera
De las personas beneficiarias

Artículo 5. Requisitos. Para pedir la beca hace falta:

a) Vivir en el estado;

b) Estudiar el bachillerato.

Artículo 6.- El comité decide.

IV. Seguimiento

1. Se publica el padrón.

TRANSITORIOS

Primero. Entran en vigor mañana.
"""


def read(text):
    return parts(read_document(io.BytesIO(text.encode()), "reglas.txt"))


def test_rules_are_cut_at_their_headings_and_numbers():
    assert [part.heading for part in read(RULES)] == [
        "REGLAS DE OPERACIÓN DEL PROGRAMA DE BECAS",
        "1. Introducción",
        "2. Objetivos",
        "2.1. Objetivo general",
        "Sección primera. De las personas beneficiarias",
        "Artículo 5. Requisitos",
        "Artículo 6",
        "IV. Seguimiento",
        "TRANSITORIOS",
    ]


def test_items_of_a_list_stay_in_their_section():
    found = {part.number: part.paragraphs for part in read(RULES)}
    assert found["Artículo 5"] == (
        "Para pedir la beca hace falta:",
        "a) Vivir en el estado;",
        "b) Estudiar el bachillerato.",
    )
    assert found["Artículo 6"] == ("El comité decide.",)
    assert found["IV."] == ("1. Se publica el padrón.",)


def test_a_text_without_headings_is_one_section():
    (only,) = read("El programa da becas.\n\nCada mes.")
    assert (only.heading, only.paragraphs) == ("", ("El programa da becas.", "Cada mes."))


def test_what_a_page_break_tore_is_one_paragraph_again():
    (only,) = read("1. Introducción\n\nEl programa apoya a quienes estudian\n\nen el bachillerato.")
    assert only.paragraphs == ("El programa apoya a quienes estudian en el bachillerato.",)


@pytest.mark.parametrize("text", ["Artículo", "1.", "(((((", "a)", "I. ", "Artículo 5."])
def test_nothing_odd_breaks_it(text):
    assert isinstance(read(f"x\n\n{text}\n\ny"), tuple)
