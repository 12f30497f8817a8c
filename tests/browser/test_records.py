from __future__ import annotations

import pytest

from ckan.tests import factories, helpers

from .conftest import barriers

PLAN = {
    "activities": [
        {
            "id": "A1",
            "serves": ["1"],
            "description": "Plenaria",
            "due_date": "2019-09-05",
            "status": "done",
            "result": "Acuerdo",
        },
        {"id": "A2", "serves": ["1", "2"], "description": "Taller", "due_date": "2019-10-15", "status": "done"},
        {"id": "A3", "serves": ["2"], "description": "Informe", "due_date": "2019-10-20"},
        {"id": "A4", "serves": ["2"], "description": "Cierre"},
    ],
    "evidence": [
        {"title": "Minuta", "url": "https://example.org/minuta", "activities": ["A1"]},
        {"title": "Relatoría", "activities": ["A2"]},
    ],
    "voices": [{"kind": "civil_society", "author": "CIDES", "text": "Falta el informe."}],
    "sdg_targets": ["16.6"],
}
RECORDS = {
    "program": {
        "eligibility": "- Vivir en el estado\n- Estudiar",
        "support_kinds": ["Beca"],
        "calls": [{"title": "2026", "closes": "2099-01-01", "url": "https://example.org/convocatoria"}],
        "budget": [{"year": "2020", "approved": "1500000", "spent": "1350000", "approved_url": "https://example.org"}],
        "rules": [{"year": "2020", "url": "https://example.org/reglas"}],
        "indicators": [{"name": "Becas", "goal": "30", "actual": "32"}],
        "mentions": [{"document": "public_account", "found": "no"}],
        "risks": [{"risk": "Que se pierda", "stage": "budget"}],
        "editions": ["2021"],
    },
    "evaluation": {
        **PLAN,
        "programs": ["becas", "Vamos Juntos"],
        "findings": ["Uno"],
        "recommendations": [{"number": "1", "text": "Fortalecer"}],
        "improvements": [
            {"number": "1", "description": "Capacitar", "recommendation": "Fortalecer"},
            {"number": "2", "description": "Vigilar"},
        ],
    },
    "commitment": {
        **PLAN,
        "start_date": "2019-08-22",
        "end_date": "2020-08-22",
        "goals": [{"number": "1", "description": "Reunir"}, {"number": "2", "description": "Capacitar"}],
        "declared": [{"part": "Portal", "percent": "100"}],
        "results": [{"name": "personas", "value": "72"}],
        "programs": ["becas"],
        "problem": "Falta información.",
    },
}


@pytest.fixture
def records(portal):
    agency = factories.Organization(title="Secretaría de Planeación")
    names = {"program": "becas", "evaluation": "estudio", "commitment": "promesa"}
    for type_, fields in RECORDS.items():
        factories.Dataset(type=type_, name=names[type_], owner_org=agency["id"], **fields)
    moved = [{**PLAN["activities"][0], "due_date": "2019-11-05"}, *PLAN["activities"][1:]]
    helpers.call_action("package_patch", id="promesa", activities=moved, replanning_reason="Contingencia")


@pytest.mark.usefixtures("records")
def test_no_page_breaks_a_rule_of_wcag_or_scrolls_sideways(visit):
    broken = []
    for width, language in ((390, "es"), (1280, "en")):
        page = visit(width=width)
        for address in (
            "",
            "calls",
            "dataset/",
            "commitment/promesa",
            "program/becas",
            "evaluation/estudio",
            "commitment/",
            "program/?q=becas",
            "program/becas?as_of=2019-01-01",
        ):
            answer = page.goto(f"/{language}/{address}")
            assert answer.status == 200
            page.evaluate("document.querySelectorAll('.sp-menu, .sp-take details').forEach((one) => (one.open = true))")
            broken += [(address, width, *one) for one in barriers(page)]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)
    assert not broken


@pytest.mark.usefixtures("records")
def test_everything_is_there_without_javascript(visit):
    page = visit(scripts=False)
    page.goto("/es/commitment/promesa")
    for said in ("Plenaria", "Minuta", "CIDES", "Contingencia"):
        assert page.get_by_text(said).first.is_visible()
    page.goto("/es/commitment/")
    page.get_by_role("searchbox", name="Buscar en compromisos").fill("plenaria")
    page.get_by_role("button", name="Buscar", exact=True).click()
    assert page.get_by_role("heading", name="1 resultado").is_visible()


@pytest.mark.usefixtures("records")
def test_a_mark_of_the_timeline_leads_to_its_activity_and_the_page_is_light(visit):
    page = visit()
    ours = []
    page.on("response", lambda answer: ours.append(answer) if "/socialprograms/" in answer.url else None)
    page.goto("/es/commitment/promesa", wait_until="networkidle")
    assert ours, "the page has a stylesheet of ours"
    assert sum(len(answer.body()) for answer in ours) < 40_000, "before any compression"
    page.get_by_role("link", name="Plenaria").first.click()
    assert page.url.endswith("#activity-A1")


@pytest.mark.usefixtures("records")
def test_the_address_of_a_record_is_copied_and_stands_there_without_scripts(visit, portal):
    page = visit(width=390)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/es/commitment/promesa")
    page.locator("[data-copy] button").click()
    page.locator("[data-copy] [role=status]:not(:empty)").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == f"{portal}/es/commitment/promesa"
    plain = visit(scripts=False)
    plain.goto("/es/commitment/promesa")
    assert plain.locator("[data-copy] input").input_value() == f"{portal}/es/commitment/promesa"
    assert plain.locator("[data-copy] button").is_hidden()
