"""The work plan in time and the improvement agenda in a real browser: without a barrier, by keyboard, without scripts."""

from __future__ import annotations

import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from .conftest import barriers

pytestmark = [pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms")]
ACTIVITIES = [
    {"id": "A1", "serves": ["1"], "description": "Primera plenaria", "due_date": "2026-03-05", "status": "done"},
    {"id": "A2", "serves": ["1"], "description": "Publicar el padrón", "due_date": "2026-06-30", "status": "planned"},
    {"id": "A3", "serves": ["2"], "description": "Auditoría social", "due_date": "2027-02-28"},
    {"id": "A4", "serves": ["2"], "description": "Informe", "due_text": "Por definir"},
]
EVIDENCE = [{"title": "Minuta", "url": "https://example.org/m", "activities": ["A1"]}, {"title": "Foto"}]


@pytest.fixture
def plans(portal):
    agency = factories.Organization(title="Secretaría de un nombre largo, como los que hay de verdad")
    saved = call_action(
        "package_create",
        type="commitment",
        name="padron",
        title="Padrón abierto",
        owner_org=agency["id"],
        start_date="2026-01-01",
        goals=[{"number": "1", "description": "Reunir"}, {"number": "2", "description": "Vigilar"}],
        activities=ACTIVITIES,
        evidence=EVIDENCE,
    )
    first, second, *rest = ACTIVITIES
    moved = [first, {**second, "due_date": "2026-09-30"}, *rest]
    call_action("package_patch", id=saved["id"], activities=moved, replanning_reason="Hubo contingencia.")
    call_action(
        "package_create",
        type="evaluation",
        name="becas-2025",
        title="Evaluación de becas",
        owner_org=agency["id"],
        findings=["Tardan 74 días.", "No hay indicadores."],
        recommendations=[{"number": "1", "text": "Acortar el plazo", "finding": "1"}],
        improvements=[
            {"number": "1", "description": "Resolver en línea", "recommendation_number": "1"},
            {"number": "2", "description": "Preguntar", "recommendation": "Preguntar a la gente"},
        ],
        activities=ACTIVITIES,
        evidence=EVIDENCE,
    )


@pytest.mark.usefixtures("plans")
def test_nobody_is_kept_out(visit):
    pages = (
        "/commitment/padron/work-plan",
        "/commitment/padron/work-plan/embed",
        "/evaluation/becas-2025/agenda/embed",
    )
    for width, language in ((390, "es"), (1280, "en")):
        tab = visit(width=width)
        for page in (
            *pages,
            "/evaluation/becas-2025/agenda",
            "/commitment/padron/work-plan?zoom=weeks&from=2026-06-01",
        ):
            assert tab.goto(f"/{language}{page}").status == 200, page
            tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            assert barriers(tab) == [], (page, width)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (page, width)


@pytest.mark.usefixtures("plans")
def test_a_plan_is_looked_at_closer_without_scripts(visit):
    tab = visit(width=390, scripts=False)
    tab.goto("/en/commitment/padron/work-plan")
    tab.click("text=Weeks")
    assert "zoom=weeks" in tab.url
    before = tab.locator(".sp-move-by b").inner_text()
    tab.click(".sp-move-by a[rel=next]")
    assert tab.locator(".sp-move-by b").inner_text() != before
    tab.goto("/en/commitment/padron/work-plan?zoom=months&from=2026-01-01")
    box = {name: tab.locator(f".sp-gantt li:nth-child(2) {name}").bounding_box() for name in (".sp-former", ".sp-mark")}
    assert box[".sp-former"]["x"] < box[".sp-mark"]["x"]


@pytest.mark.usefixtures("plans")
def test_the_chart_of_a_plan_can_be_saved(visit):
    tab = visit()
    tab.goto("/en/commitment/padron/work-plan")
    tab.click("details[data-chart] > summary")
    tab.wait_for_selector(".sp-chart svg")
    saved = tab.locator(".sp-chart .vega-actions a")
    assert [one.split()[-1] for one in saved.all_text_contents()] == ["SVG", "PNG"]


@pytest.mark.usefixtures("plans")
def test_the_agenda_is_walked_with_the_keyboard_and_a_link_leads_into_it(visit):
    tab = visit(scripts=False)
    tab.goto("/en/evaluation/becas-2025/agenda?open=none")
    assert not tab.get_by_text("Acortar el plazo", exact=True).is_visible()
    tab.locator("#finding-1 > details > summary").focus()
    tab.keyboard.press("Enter")
    assert tab.get_by_text("Acortar el plazo", exact=True).is_visible()
    tab.locator("#recommendation-1 > .sp-here").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#recommendation-1")
    assert tab.get_by_text("Resolver en línea", exact=True).is_visible()
    tab.click(".sp-chips a:has-text('Met')")
    assert tab.get_by_text("Primera plenaria", exact=True).is_visible()
    assert tab.get_by_text("Publicar el padrón", exact=True).count() == 0
