from __future__ import annotations

import pytest

from ckanext.socialprograms.importers.spelling import Spelling, is_shouted, name_case

TEXT = [
    "La plataforma Guanajuato Construye es de todos.",
    "Las calles de León y el Programa Equidad Regional; una plataforma para la gente.",
    "Plataforma abierta de GTO y más.",
]


@pytest.mark.parametrize(
    ("shouted", "read"),
    [
        ("PLATAFORMA GUANAJUATO CONSTRUYE", "Plataforma Guanajuato Construye"),
        ("CALLES DE LEÓN", "Calles de León"),
        ("PROGRAMA EQUIDAD REGIONAL (PER)", "Programa Equidad Regional (PER)"),
        ("MAPA DE FUGAS GTO. SEGUNDA PARTE", "Mapa de fugas GTO. Segunda parte"),
        ("Como está Escrito", "Como está Escrito"),
    ],
)
def test_a_title_in_capitals_is_written_as_the_text_writes_its_words(shouted, read):
    assert Spelling(TEXT).sentence(shouted) == read


def test_the_name_of_an_institution_has_a_capital_on_every_word_but_the_small_ones():
    assert name_case("SECRETARÍA DE LA MUJER Y EL CAMPO A.C.") == "Secretaría de la Mujer y el Campo A.C."
    assert name_case("1ER. PLAN DE ACCIÓN") == "1er. Plan de Acción"


def test_a_text_without_letters_is_not_shouted():
    assert not is_shouted("12/03 — 4")
    assert is_shouted("DIRECCIÓN DE AGUA 2")
