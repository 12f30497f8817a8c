from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from ckan.tests.helpers import call_action

pytestmark = [pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms")]
ROWS = 30
GROUPS = ("ogp_values", "goals", "activities", "evidence", "declared", "results", "voices", "more_links")
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}

# Gives every empty field of a row a value of its own that its kind allows.
FILL = """group => {
  for (const item of document.querySelectorAll(`[data-group=${group}] .sp-item`)) {
    const n = Number(item.dataset.row);
    for (const one of item.querySelectorAll("input:not([type=hidden]), textarea, select")) {
      const field = one.name.split("-")[2];
      if (one.tagName === "SELECT") one.selectedIndex = 1 + n % (one.options.length - 1);
      else if (one.type === "date") one.value = `2020-0${1 + n % 9}-${10 + n % 18}`;
      else if (field === "id") one.value = `C${n}`;
      else if (field === "number" || field === "percent" || field === "value") one.value = String(n);
      else if (field === "serves") one.value = String(n);
      else if (field === "activities" || field === "verified") one.value = `C${n}\\nC${(n + 1) % 30}`;
      else if (field === "url") one.value = `https://example.org/${n}`;
      else one.value = one.dataset.lines === undefined ? `${field} ñandú ${n}` : `${field} ${n}\\nsegunda ${n}`;
    }
  }
}"""
SEEN = """groups => Object.fromEntries(groups.map(group => [group,
  [...document.querySelectorAll(`[data-group=${group}] .sp-item`)].map(item => Object.fromEntries(
    [...item.querySelectorAll("input:not([type=hidden]), textarea, select")]
      .filter(one => one.value).map(one => [one.name.split("-")[2], one.value])))]))"""


def saved(id_: str) -> dict[str, list[dict[str, str]]]:
    """Give the groups of a record as the API has them, lists one a line as the form shows them."""
    record = call_action("package_show", id=id_)
    return {
        group: [
            {field: "\n".join(value) if isinstance(value, list) else value for field, value in row.items()}
            for row in record.get(group, [])
        ]
        for group in GROUPS
    }


def add(page, group: str, times: int) -> None:
    button = page.locator(f"[data-group={group}] [data-add]")
    button.evaluate(
        "element => { for (let at = element; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true }"
    )
    for _ in range(times):
        button.click()


def rows(page, group: str):
    return page.locator(f"[data-group={group}] .sp-items > .sp-item")


@pytest.mark.parametrize("language", ["es", "en"])
def test_thirty_rows_in_every_group_are_saved_reopened_edited_moved_and_emptied(visit, editor, language):
    page = visit(editor)
    page.goto(f"/{language}/commitment/new")
    page.fill("#field-title", "Obra pública abierta")
    page.select_option("#field-owner_org", editor["agency"]["id"])
    for group in GROUPS:
        add(page, group, ROWS)
        page.evaluate(FILL, group)
    written = page.evaluate(SEEN, GROUPS)
    assert {group: len(found) for group, found in written.items()} == dict.fromkeys(GROUPS, ROWS)
    page.click("button[value=draft]")
    page.wait_for_url("**/commitment/obra-publica-abierta")
    assert saved("obra-publica-abierta") == written

    page.goto(f"/{language}/commitment/edit/obra-publica-abierta")
    assert page.evaluate(SEEN, GROUPS) == written
    page.locator("#part-plan > summary").click()
    rows(page, "activities").nth(ROWS - 1).locator("[data-move='-1']").click()
    rows(page, "activities").nth(0).locator("[data-move='1']").click()
    rows(page, "goals").nth(12).locator("summary").click()
    page.fill("#field-goals-12-description", "Una meta que se corrigió")
    page.locator("#part-voices > summary").click()
    for _ in range(ROWS):
        rows(page, "voices").nth(0).locator("[data-remove]").click()
    page.click("button[value=draft]")
    page.wait_for_url("**/commitment/obra-publica-abierta")

    order = [1, 0, *range(2, 28), 29, 28]
    written["activities"] = [written["activities"][number] for number in order]
    written["goals"][12]["description"] = "Una meta que se corrigió"
    written["voices"] = []
    assert saved("obra-publica-abierta") == written


def test_a_row_is_added_moved_removed_and_restored_by_keyboard_and_said_aloud(visit, editor):
    page = visit(editor)
    page.goto("/commitment/new#part-plan")
    live = page.locator("[data-live]")
    button = page.locator("[data-group=goals] [data-add]")
    for number in (1, 2):
        button.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == f"field-goals-{number - 1}-number"
        page.keyboard.type(str(number))
    assert live.inner_text() == "Added: Goal 2. There are 2."

    up = rows(page, "goals").nth(1).locator("[data-move='-1']")
    up.focus()
    page.keyboard.press("Enter")
    assert live.inner_text() == "Goal 2 is now number 1."
    assert page.evaluate("document.activeElement.dataset.move") == "1", "the button that still does something"
    assert page.input_value("#field-goals-0-number") == "2"

    rows(page, "goals").nth(0).locator("[data-remove]").focus()
    page.keyboard.press("Enter")
    assert live.inner_text() == "Removed: Goal 1."
    assert rows(page, "goals").count() == 1
    page.keyboard.press("Enter")  # the focus is on "Undo"
    assert [page.input_value(f"#field-goals-{number}-number") for number in (0, 1)] == ["2", "1"]


def test_what_is_wrong_is_said_on_top_with_links_and_nothing_is_lost(visit, editor):
    page = visit(editor)
    page.goto("/commitment/new")
    page.fill("#field-title", "Con errores")
    page.select_option("#field-owner_org", editor["agency"]["id"])
    add(page, "activities", 3)
    page.fill("#field-activities-0-description", "Primera")
    page.fill("#field-activities-2-description", "Tercera")
    page.fill("#field-activities-2-serves", "7")
    add(page, "more_links", 1)
    page.fill("#field-more_links-0-url", "javascript:alert(1)")
    page.click("button[value=publish]")

    summary = page.locator(".sp-summary")
    expect(page.locator("#errors")).to_be_focused()
    links = summary.locator("a")
    assert links.count() == 2
    assert "Activity 2, Serves goals or improvements" in links.nth(0).inner_text()
    links.nth(0).click()
    assert page.evaluate("document.activeElement.id") == "field-activities-1-serves"
    assert page.get_attribute("#field-activities-1-serves", "aria-invalid") == "true"
    assert page.input_value("#field-activities-1-description") == "Tercera"
    assert page.input_value("#field-more_links-0-url") == "javascript:alert(1)"
    assert page.locator("button[value=draft]").is_visible(), "the record is not there yet"


def test_a_public_promise_that_moves_asks_for_its_reason(visit, editor):
    made = call_action(
        "package_create",
        {"user": editor["name"], "ignore_auth": False},
        type="commitment",
        title="Promesa",
        owner_org=editor["agency"]["id"],
        activities=[{"description": "Publicar", "due_date": "2020-01-31"}],
    )
    page = visit(editor)
    page.goto(f"/commitment/edit/{made['id']}#part-plan")
    page.fill("#field-activities-0-due_date", "2020-12-31")
    page.click("button[value=publish]")
    assert "2020-01-31" in page.locator(".sp-summary").inner_text()
    page.fill("#field-replanning_reason", "La obra se inundó")
    page.click("button[value=publish]")
    page.wait_for_url("**/commitment/promesa")
    [entry] = call_action("package_show", id=made["id"])["replanning"]
    assert (entry["before"], entry["after"], entry["reason"]) == ("2020-01-31", "2020-12-31", "La obra se inundó")


def test_buttons_of_the_page_publish_a_record_and_take_it_back(visit, editor):
    made = call_action(
        "package_create",
        {"user": editor["name"], "ignore_auth": False},
        type="program",
        title="Becas",
        state="draft",
        owner_org=editor["agency"]["id"],
    )
    page = visit(editor)
    page.goto("/program/becas")
    page.click("button:has-text('Publish')")
    page.wait_for_selector("button:has-text('Withdraw')")
    assert call_action("package_show", id=made["id"])["state"] == "active"
    page.click("button:has-text('Withdraw')")
    page.wait_for_selector("button:has-text('Publish')")
    assert call_action("package_show", id=made["id"])["state"] == "draft"


def test_the_form_works_without_scripts(visit, editor):
    page = visit(editor, scripts=False)
    page.goto("/evaluation/new")
    page.fill("#field-title", "Evaluación sin guiones")
    page.select_option("#field-owner_org", editor["agency"]["id"])
    page.click("#part-recommendations > summary")
    page.click("#field-recommendations-0 summary")
    page.fill("#field-recommendations-0-text", "Publicar el padrón")
    page.click("button[value=draft]")
    page.wait_for_url("**/evaluation/evaluacion-sin-guiones")
    record = call_action("package_show", id="evaluacion-sin-guiones")
    assert [row["text"] for row in record["recommendations"]] == ["Publicar el padrón"]
    assert record["state"] == "draft"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("type_", ["commitment", "program", "evaluation"])
def test_the_form_is_accessible_and_fits_its_screen(visit, editor, type_, width):
    page = visit(editor, width)
    page.goto(f"/{type_}/new")
    for group in page.eval_on_selector_all("[data-group]", "found => found.map(one => one.dataset.group)"):
        add(page, group, 1)
    page.click("[data-open-all]")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, context=".sp-page", options=WCAG)
    assert found.violations_count == 0, found.generate_report()
