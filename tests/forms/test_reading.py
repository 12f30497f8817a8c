from __future__ import annotations

from datetime import date

import pytest

from ckanext.socialprograms.forms import reading
from ckanext.socialprograms.forms.reading import Unreadable


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2019-09-05", "2019-09-05"),
        ("05/09/2019", "2019-09-05"),
        ("5/9/19", "2019-09-05"),
        ("5 de septiembre de 2019", "2019-09-05"),
        ("29/03/19 11:00 PM", "2019-03-29"),
        (date(2019, 9, 5), "2019-09-05"),
        ("Por definir", ""),
        ("", ""),
    ],
)
def test_dates_as_people_write_them(written, read):
    assert reading.iso_date(written) == read


@pytest.mark.parametrize("written", ["31 de febrero de 2020", "pronto", "5/9/1319"])
def test_what_is_no_date_is_refused_in_one_sentence(written):
    with pytest.raises(Unreadable) as error:
        reading.iso_date(written)
    assert written in str(error.value.message)


@pytest.mark.parametrize(
    ("written", "read"),
    [("$1,234,567.89", "1234567.89"), ("1 500 pesos", "1500"), ("200,000 M.N.", "200000"), (12.5, "12.5"), ("0", "0")],
)
def test_amounts_as_people_write_them(written, read):
    assert reading.money(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.234,50", "1234.50"),
        ("-1.234.567,5", "-1234567.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1,234", "1234"),
        ("1.234", "1.234"),
        ("12,5", "12.5"),
        ("1234,50", "1234.50"),
        ("1'234,567.89", "1234567.89"),
    ],
)
def test_the_last_sign_of_a_number_parts_its_decimals_and_groups_of_three_are_thousands(written, read):
    assert reading.number(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [("12.500", "12500"), ("12,500", "12500"), ("1.234.567 ", "1234567"), (4200, "4200"), ("12.0", "12"), ("", "")],
)
def test_people_have_no_decimals(written, read):
    assert reading.count(written) == read


@pytest.mark.parametrize("written", ["12.5", 12.5, "12,50", "muchas", "1.234,5"])
def test_half_a_person_is_refused(written):
    with pytest.raises(Unreadable):
        reading.count(written)


@pytest.mark.parametrize("written", ["1,23,4", "1.2.3", "1,234.567,8"])
def test_signs_that_could_mean_two_numbers_are_refused(written):
    with pytest.raises(Unreadable):
        reading.number(written)


@pytest.mark.parametrize("written", ["mucho", "-5", "NaN", "1e999999999x"])
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(Unreadable):
        reading.money(written)


def test_percents_go_from_0_to_100():
    assert [reading.percent(said) for said in ("75", "75 %", "0", "100%", "33.3")] == ["75", "75", "0", "100", "33.3"]
    for said in ("101", "-1"):
        with pytest.raises(Unreadable):
            reading.percent(said)


def test_only_addresses_of_the_web_are_addresses():
    assert reading.address("HTTPS://jalisco.gob.mx/a b.pdf") == "HTTPS://jalisco.gob.mx/a b.pdf"
    assert reading.address("www.jalisco.gob.mx/reglas") == "https://www.jalisco.gob.mx/reglas"
    for said in ("javascript:alert(1)", "data:text/html,x", "no disponible", "file:///etc/passwd", "https:///x"):
        with pytest.raises(Unreadable):
            reading.address(said)


@pytest.mark.parametrize("said", ["+51 33 1234 5678", "3030-1700 ext. 50142", "01 (33) 3668 1633 y 3668 1634", "070"])
def test_telephone_numbers_stay_as_they_were_written(said):
    assert reading.phone(said) == said


def test_what_nobody_could_dial_is_no_telephone_number():
    with pytest.raises(Unreadable):
        reading.phone("no tiene")


@pytest.mark.parametrize("said", ["12", "(1) 2", "sin número"])
def test_two_digits_are_no_telephone_number(said):
    with pytest.raises(Unreadable):
        reading.phone(said)


@pytest.mark.parametrize("said", ["mil pesos", "$500.00 al mes", "una despensa", "0", "2 a 5 cobijas", ""])
def test_what_a_person_gets_is_in_money_or_in_kind(said):
    assert reading.support(said) == said


def test_nobody_gets_less_than_nothing():
    with pytest.raises(Unreadable, match="below zero"):
        reading.support("-5")


def test_several_e_mail_addresses_may_stand_together():
    assert reading.email("a@jalisco.gob.mx, b@jalisco.gob.mx y c@jalisco.gob.mx").startswith("a@")
    for said in ("a@jalisco", "sin correo"):
        with pytest.raises(Unreadable):
            reading.email(said)


def test_texts_are_a_list_a_json_list_or_one_a_line():
    assert reading.texts(["a", " b ", ""]) == reading.texts('["a", "b"]') == reading.texts("a\r\n\r\n b ") == ["a", "b"]
    assert reading.texts("[]") == reading.texts("") == reading.texts(None) == []
    assert reading.texts("[sic] una línea") == ["[sic] una línea"]


def test_keys_may_be_separated_by_commas():
    assert reading.keys("1, 2 y 3;4\nA5") == ["1", "2", "3", "4", "A5"]
    assert reading.keys(["1.1", "1.2"]) == ["1.1", "1.2"]


RIGHTS = [
    {"value": "food", "label": "Food", "form_labels": ["Alimentación"]},
    {"value": "health", "label": "Health", "form_labels": ["Salud"]},
]


def test_several_choices_are_read_by_code_or_name_in_their_own_order():
    assert reading.chosen(["Salud", "food", "health"], RIGHTS) == ["food", "health"]
    assert reading.chosen("health", RIGHTS) == ["health"]
    assert reading.chosen("", RIGHTS) == []


def test_an_unknown_choice_is_refused_with_those_that_there_are():
    with pytest.raises(Unreadable) as error:
        reading.chosen(["health", "Marcianos"], RIGHTS)
    assert "Marcianos" in str(error.value.message)
    assert "Food, Health" in str(error.value.message)


def test_targets_are_read_however_they_are_written():
    assert reading.targets("16.6 y 16.7\n5b\n16.6\n4") == ["16.6", "16.7", "5.b", "4"]
    for said in ("18.1", "16.99", "paz"):
        with pytest.raises(Unreadable):
            reading.targets(said)


def test_a_choice_is_known_by_its_code_or_by_its_labels():
    choices = [{"value": "done", "label": "Done", "form_labels": ["Realizada"]}, {"value": "no", "label": "No"}]
    assert [reading.choice(said, choices) for said in ("done", "REALIZADA", "Done", "")] == ["done", "done", "done", ""]
    with pytest.raises(Unreadable):
        reading.choice("quizá", choices)


def test_a_brief_description_has_280_characters_at_most():
    assert reading.brief("ñ" * 280)
    with pytest.raises(Unreadable, match="characters"):
        reading.brief("ñ" * 281)


def test_json_is_limited():
    assert reading.json_text({"año": 1}) == '{"año":1}'
    for said in ("{", "[" + "1," * reading.LONGEST_JSON + "1]"):
        with pytest.raises(Unreadable):
            reading.json_text(said)
