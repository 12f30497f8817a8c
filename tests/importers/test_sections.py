from __future__ import annotations

from ckanext.socialprograms.importers.document import Place
from ckanext.socialprograms.importers.lines import Line, breaks_off, joined, prose, urls
from ckanext.socialprograms.importers.sections import sections

LABELS = {"impact": ("IMPACTO SOCIAL",), "voice": ("PERSPECTIVA DE LA SOCIEDAD CIVIL",), "more": ("Más información…",)}


def _lines(*texts):
    return tuple(Line(text, Place(line=number)) for number, text in enumerate(texts, 1))


def _found(*texts):
    return [(section.key, [line.text for line in section.lines]) for section in sections(_lines(*texts), LABELS)]


def test_text_stands_under_the_label_above_it():
    assert _found("Portada", "IMPACTO SOCIAL:", "Mucho", "Bueno") == [("", ["Portada"]), ("impact", ["Mucho", "Bueno"])]


def test_a_label_may_stand_on_several_lines_and_go_on_with_its_value():
    assert _found("PERSPECTIVA DE LA", "SOCIEDAD CIVIL: gracias")[1] == ("voice", ["gracias"])


def test_words_of_a_label_inside_a_sentence_are_no_label():
    assert len(_found("Impacto social muy grande tuvo el programa")) == 1


def test_an_open_label_may_be_followed_by_any_words():
    assert _found("Más información de esta página", "https://a.example")[1][0] == "more"


def test_a_sentence_torn_by_a_break_is_one_again():
    assert joined("reciben la", "respuesta después") == "reciben la respuesta después"
    assert joined("Termina aquí.", "Otra empieza") == "Termina aquí.\nOtra empieza"


def test_prose_keeps_paragraphs_and_items():
    lines = [Line("Uno.", Place()), Line("dos", Place(), marker="●"), Line("Tres", Place())]
    assert prose(lines) == "Uno.\n• dos\n\nTres"


def test_a_text_that_stops_in_the_middle_of_a_word_breaks_off():
    assert breaks_off("ideas de las personas que impr")
    assert breaks_off("a favor de")
    assert not breaks_off("Registrar a las personas")
    assert not breaks_off("Instalar la App")


def test_addresses_lose_the_punctuation_around_them():
    assert urls("vea (https://a.example/x?y=1), y <http://b.example/>.") == (
        "https://a.example/x?y=1",
        "http://b.example/",
    )
