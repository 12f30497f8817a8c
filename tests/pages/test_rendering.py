from __future__ import annotations

import re

import pytest
import yaml

from ckan.tests import factories, helpers

pytestmark = pytest.mark.usefixtures("with_plugins", "non_clean_db")
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def agency(migrate_db_for):
    migrate_db_for("socialprograms")
    return factories.Organization(title="Secretaría de Planeación")


def record(type_, agency, **fields):
    return factories.Dataset(type=type_, owner_org=agency["id"], **fields)


def page_of(app, saved, language="es"):
    return app.get(f"/{language}/{saved['type']}/{saved['name']}").body


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


COMMITMENT = {
    "notes": "Revisar el programa con la sociedad civil.",
    "start_date": "2019-08-22",
    "end_date": "2020-08-22",
    "goals": [{"number": "1", "description": "Reunir"}, {"number": "2", "description": "Capacitar"}],
    "activities": [
        {
            "id": "A1",
            "serves": ["1"],
            "description": "Plenaria",
            "due_date": "2019-09-05",
            "status": "done",
            "result": "Acuerdo",
        },
        {"id": "A2", "serves": ["2", "1"], "description": "Taller", "due_date": "2019-10-15", "status": "done"},
        {"id": "A3", "serves": ["2"], "description": "Informe"},
    ],
    "evidence": [
        {"title": "Minuta", "url": "https://example.org/minuta", "activities": ["A1"]},
        {"title": "Relatoría", "activities": ["A2"]},
    ],
}


def test_a_commitment_says_who_promised_what_by_when_and_how_far_it_is(app, agency):
    text = text_of(page_of(app, record("commitment", agency, **COMMITMENT)))
    for said in (
        "Secretaría de Planeación",
        "22 de agosto de 2020",
        "Reportado 66 % 2 de 3",
        "Con evidencia 33 % 1 de 3",
        "citada en el documento, no disponible aquí",
    ):
        assert said in text


def test_an_activity_of_two_goals_is_listed_once(app, agency):
    html = page_of(app, record("commitment", agency, **COMMITMENT))
    assert html.count('id="activity-A2"') == 1
    assert 'href="#activity-A2"' in html


def test_evidence_is_opened_from_the_page_and_what_is_cited_is_no_link(app, agency):
    html = page_of(app, record("commitment", agency, **COMMITMENT))
    assert 'href="https://example.org/minuta"' in html
    assert not re.search(r"<a[^>]*>\s*Relatoría", html)


def test_a_moved_date_stays_struck_through_with_its_reason(app, agency):
    saved = record("commitment", agency, **COMMITMENT)
    activities = [{**COMMITMENT["activities"][0], "due_date": "2019-10-10"}, *COMMITMENT["activities"][1:]]
    helpers.call_action(
        "package_patch", id=saved["id"], activities=activities, replanning_reason="Contingencia sanitaria"
    )
    html = page_of(app, saved)
    assert "<s>5 de septiembre de 2019</s> → 10 de octubre de 2019" in re.sub(r"\s+", " ", html)
    assert "Contingencia sanitaria" in html


def test_the_chain_is_walked_both_ways(app, agency):
    program = record("program", agency, title="Becas")
    study = record("evaluation", agency, title="Estudio", programs=[program["name"], "Vamos Juntos"])
    promise = record("commitment", agency, title="Promesa", programs=[program["id"]], evaluations=[study["name"]])
    assert f'href="/es/commitment/{promise["name"]}"' in page_of(app, program)
    assert f'href="/es/evaluation/{study["name"]}"' in page_of(app, program)
    assert f'href="/es/program/{program["name"]}"' in page_of(app, promise)
    assert f'href="/es/commitment/{promise["name"]}"' in page_of(app, study)
    assert "«Vamos Juntos» no está en este portal todavía" in page_of(app, study)


def test_a_program_answers_what_people_ask_and_names_what_is_missing(app, agency):
    saved = record(
        "program",
        agency,
        notes="Becas para jóvenes.",
        eligibility="Vivir en el estado",
        support_kinds=["Beca"],
        not_available=["documents_to_bring"],
        budget=[{"year": "2020", "approved": "1500000", "spent": "1350000.5"}],
        editions=["2021"],
    )
    text = text_of(page_of(app, saved))
    assert "¿Quién puede pedirlo? Vivir en el estado" in text
    assert "¿Qué documentos llevo? No disponible, según la fuente" in text
    assert "¿Dónde me quejo? Sin publicar" in text
    assert "Edición 2021 del inventario: no sabemos si sigue vigente." in text
    assert "$1,500,000.00 $1,350,000.50 90 %" in text


def test_an_evaluation_shows_how_far_its_improvements_are(app, agency):
    saved = record(
        "evaluation",
        agency,
        recommendations=[{"number": "1", "text": "Fortalecer los comités"}],
        improvements=[{"number": "1", "description": "Capacitar", "recommendation": "Fortalecer los comités"}],
        activities=[{"id": "A1", "serves": ["1"], "description": "Curso", "status": "done"}],
    )
    text = text_of(page_of(app, saved))
    assert "1 de 1 mejora está terminada" in text
    assert "La atiende la mejora: 1" in text
    assert "1 de 1 actividad hecha" in text


@pytest.mark.parametrize("type_", ["commitment", "program", "evaluation"])
def test_an_empty_record_has_a_page_in_both_languages(app, agency, type_):
    saved = record(type_, agency, notes="")
    for language in ("es", "en"):
        assert f"<h1>{saved['title']}</h1>" in page_of(app, saved, language)


def texts(fields, value):
    """Fill the free texts of a schema, rows of groups too."""
    filled = {}
    for field in fields:
        name, preset = field["field_name"], field.get("preset", "")
        if "repeating_subfields" in field:
            filled[name] = [texts(field["repeating_subfields"], value)]
        elif preset == "socialprograms_list" and name not in ("serves", "activities", "verified"):
            filled[name] = [value]
        elif preset == "socialprograms_text" or field.get("validators") == "ignore_missing unicode_safe":
            filled[name] = value
    return filled


@pytest.mark.parametrize("type_", ["commitment", "program", "evaluation"])
def test_what_people_write_is_escaped(app, agency, type_, root):
    schema = yaml.safe_load((root / "schemas" / f"{type_}.yaml").read_text("utf-8"))
    plan = {"activities": [{"id": "A1", "description": HOSTILE, "result": HOSTILE, "due_text": HOSTILE}]}
    written = {**texts(schema["dataset_fields"], HOSTILE), **({} if type_ == "program" else plan)}
    html = page_of(app, record(type_, agency, **{**written, "title": HOSTILE, "notes": HOSTILE}))
    assert HOSTILE not in html
    assert "&lt;script&gt;" in html


def test_an_address_that_is_not_of_the_web_is_no_link(app, agency):
    resource = {"url": "javascript:alert(2)", "name": "Trampa", "activities": ["A1"]}
    saved = record("commitment", agency, activities=[{"id": "A1", "description": "x"}], resources=[resource])
    assert not re.search(r'href="\s*javascript:', page_of(app, saved))


def test_the_head_tells_search_engines_what_the_page_is(app, agency):
    html = page_of(app, record("commitment", agency, title="Promesa", **COMMITMENT))
    assert '<meta name="description" content="Revisar el programa con la sociedad civil.">' in html
    assert re.search(r"<title>\s*Promesa", html)


def test_plain_datasets_keep_their_page(app, agency):
    data = factories.Dataset(owner_org=agency["id"])
    html = app.get(f"/dataset/{data['name']}").body
    assert "sp-page" not in html
    assert 'class="secondary col-md-3"' in html


def test_only_editors_see_the_controls_and_where_a_record_came_from(app, agency):
    saved = record("commitment", agency, provenance='{"file": "ficha.docx", "read_on": "2026-03-10", "warnings": []}')
    editor = factories.UserWithToken()
    helpers.call_action("organization_member_create", id=agency["id"], username=editor["name"], role="editor")
    url = f"/commitment/{saved['name']}"
    assert "ficha.docx" not in app.get(url)
    assert "ficha.docx" in app.get(url, headers={"Authorization": editor["token"]})
