from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from ckan.tests import factories

from ckanext.socialprograms.spanish import suggestions


@pytest.fixture
def records(portal):
    suggestions.forget()
    for kind in ("Becas", "Becarios"):
        factories.Dataset(type="program", title=f"Programa de {kind}", support_kinds=[kind])
    yield
    suggestions.forget()


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("place", ["/", "/program/"])
def test_suggestions_are_chosen_with_the_keyboard(visit, place):
    page = visit(width=390)
    page.goto(place)
    box = page.get_by_role("combobox", name="looking" if place == "/" else "Search in")
    box.press_sequentially("bec")
    options = page.locator(".sp-suggestions [role=option]")
    options.first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator(".sp-suggest [role=status]").inner_text() == "2 suggestions: use the arrow keys."
    box.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert options.first.is_visible()
    broken = Axe().run(page).response["violations"]
    assert [one["id"] for one in broken if "sp-suggest" in str(one["nodes"])] == []
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    box.press("ArrowDown")
    chosen = options.first.inner_text().split()[0]
    box.press("Enter")
    page.wait_for_url("**/program/?vocab_support_kinds=*")
    assert page.url.endswith(f"={chosen}")


@pytest.mark.usefixtures("records")
def test_a_suggestion_is_chosen_with_a_finger(visit):
    page = visit(width=390)
    page.goto("/")
    page.locator("#sp-q").press_sequentially("becario")
    page.locator(".sp-suggestions [role=option]").click()
    page.wait_for_url("**/program/?vocab_support_kinds=Becarios")


@pytest.mark.usefixtures("records")
def test_the_search_box_searches_without_suggestions(visit):
    page = visit(scripts=False)
    page.goto("/")
    page.fill("#sp-q", "becas")
    page.press("#sp-q", "Enter")
    page.wait_for_url("**/dataset/?q=becas")
