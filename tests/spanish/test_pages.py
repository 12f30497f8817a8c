"""What a page says of a search that was asked otherwise."""

from __future__ import annotations

import re

import pytest

from ckan.tests import factories

from ckanext.socialprograms.spanish import vocabulary

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "socialprograms scheming_datasets"),
    pytest.mark.usefixtures("with_plugins", "spanish"),
]


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture(autouse=True)
def records(spanish):
    factories.Dataset(type="program", title="Vivienda digna")
    factories.Dataset(title="Pozos de agua")
    vocabulary.forget()


@pytest.mark.parametrize("address", ["/es/program/", "/es/dataset/"])
def test_a_corrected_search_says_so_and_lets_people_insist(app, address):
    page = app.get(address, query_string={"q": "bibienda"}).body
    assert "1 resultado para «vivienda»" in text_of(page)
    assert "Nada tiene «bibienda»: estos son los resultados de «vivienda»." in text_of(page)
    assert f'href="{address}?q=%22bibienda%22"' in page
    assert "No se encontró nada" in text_of(app.get(address, query_string={"q": '"bibienda"'}).body)


def test_a_search_for_most_words_says_so(app):
    text = text_of(app.get("/es/program/", query_string={"q": "vivienda tractor"}).body)
    assert "Ningún registro tiene todas estas palabras" in text


def test_what_was_asked_is_shown_as_text(app):
    page = app.get("/es/program/", query_string={"q": "<b>bibienda</b> vivienda"}).body
    assert "<b>bibienda" not in page


def test_the_search_of_the_portal_is_over_all_kinds(app):
    text = text_of(app.get("/es/dataset/").body)
    assert "Programas, compromisos, evaluaciones y datos abiertos, en una sola búsqueda." in text
    assert "Vivienda digna" in text
    assert "Pozos de agua" in text


@pytest.mark.ckan_config("ckanext.socialprograms.search", False)
def test_a_portal_keeps_its_own_list_of_datasets_when_it_wants(app):
    text = text_of(app.get("/es/dataset/").body)
    assert "en una sola búsqueda" not in text
    assert "Vivienda digna" not in text
    assert "Pozos de agua" in text
