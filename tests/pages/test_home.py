from __future__ import annotations

import re

import pytest

from ckan.tests import factories

pytestmark = pytest.mark.usefixtures("clean_records")


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def records():
    owner = factories.Organization(title="Secretaría de Salud")["id"]
    for title, right in (("Comedores", "food"), ("Clínica móvil", "health"), ("Consulta", "health")):
        factories.Dataset(type="program", title=title, owner_org=owner, rights=[right])
    factories.Dataset(
        type="commitment", title="Abrir las compras", owner_org=owner, activities=[{"description": "Uno"}]
    )
    factories.Dataset(title="Un conjunto de datos")


def test_citizens_find_a_search_the_ways_to_programs_the_promises_and_what_is_new(app, records):
    page = app.get("/es/").body
    text = text_of(page)
    for said in (
        "¿Qué busca?",
        "3 Programas",
        "1 Compromisos",
        "Salud 2",
        "Alimentación nutritiva y de calidad 1",
        "Se prometió una actividad.",
        "Abrir las compras",
        "Secretaría de Salud",
    ):
        assert said in text
    assert "Un conjunto de datos" not in text
    assert "Bienvenido a CKAN" not in text


def test_a_way_leads_to_its_programs(app, records):
    page = app.get("/es/").body
    assert 'href="/es/program/?vocab_rights=health"' in page
    found = text_of(app.get("/es/program/?vocab_rights=health").body)
    assert "Clínica móvil" in found
    assert "Comedores" not in found


@pytest.mark.ckan_config("ckan.site_intro_text", "Hola, **vecinas** <script>alert(1)</script>")
def test_the_introduction_of_the_portal_is_shown_as_text(records, app):
    page = app.get("/es/").body
    assert "<strong>vecinas</strong>" in page
    assert "<script>alert(1)" not in page


def test_a_portal_without_records_has_a_home_page(app):
    assert "0 Programas" in text_of(app.get("/es/").body)


@pytest.mark.ckan_config("ckanext.socialprograms.home", False)
def test_a_portal_keeps_its_own_home_page_when_it_wants(app, records):
    text = text_of(app.get("/es/").body)
    assert "¿Qué busca?" not in text
    assert "Buscar datos" in text


@pytest.mark.ckan_config("ckanext.socialprograms.home_blocks", "newest rights unknown")
def test_the_administrator_orders_and_hides_the_blocks(app, records):
    text = text_of(app.get("/es/").body)
    assert text.index("Lo último que cambió") < text.index("Programas por derecho")
    assert "¿Qué puedo solicitar ahora?" not in text
    assert "Cómo van las promesas" not in text


@pytest.mark.ckan_config("ckanext.socialprograms.home_blocks", "")
def test_a_home_page_without_blocks_is_a_search(app, records):
    text = text_of(app.get("/es/").body)
    assert "¿Qué busca?" in text
    assert "Lo último que cambió" not in text


def test_programs_of_old_years_never_look_open(app):
    factories.Dataset(type="program", title="Despensas", editions=["2021"])
    text = text_of(app.get("/es/").body)
    assert "Hoy no hay ninguna convocatoria abierta publicada aquí." in text
    assert "De un programa solo conocemos años anteriores" in text
    assert "Edición 2021 del inventario: no sabemos si sigue vigente." in text


def test_a_page_beyond_the_last_one_says_so(app, records):
    page = app.get("/en/program/?page=99").body
    assert "This list ends before this page." in page
