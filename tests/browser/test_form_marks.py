"""What stands beside the fields of the form: notes of the import and errors, and who may press its buttons."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from ckan.tests.helpers import call_action

pytestmark = [pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms")]
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
ACTIVITIES = [
    {
        "id": f"A{n}",
        "description": f"Taller {n} con vecinas y vecinos",
        "responsible": ["Contraloría", "Planeación"],
        "due_date": "2020-03-15",
        "status": "planned",
    }
    for n in range(1, 31)
]
WARNINGS = [
    {
        "field": "activities.2.due_date",
        "where": {"page": 4},
        "found": "29/03/19 11:00 PM",
        "message": {"text": "It is not in the document.", "values": {}},
    },
    {
        "field": "problem",
        "where": {"page": 1},
        "found": "<b>sin dato</b>",
        "message": {"text": "It is not in the document.", "values": {}},
    },
]


@pytest.fixture
def draft(editor) -> dict:
    """Make a draft as an import leaves it: 30 activities, a note beside a date of a row and one beside a text."""
    return call_action(
        "package_create",
        {"user": editor["name"], "ignore_auth": False},
        type="commitment",
        title="Plan importado",
        state="draft",
        owner_org=editor["agency"]["id"],
        activities=ACTIVITIES,
        provenance=json.dumps({"file": "plan.txt", "checksum": "1", "form": "", "read_on": "", "warnings": WARNINGS}),
    )


def warned(id_: str) -> list[str]:
    provenance = call_action("package_show", id=id_)["provenance"]
    return [one["field"] for one in (json.loads(provenance) if isinstance(provenance, str) else provenance)["warnings"]]


def test_a_note_of_the_import_stands_beside_its_field_moves_with_its_row_and_goes_once_checked(visit, editor, draft):
    page = visit(editor)
    page.goto(f"/es/commitment/edit/{draft['id']}#part-plan")
    note = page.locator("#field-activities-2-due_date-note")
    assert "29/03/19 11:00 PM" in note.inner_text()
    assert "field-activities-2-due_date-note" in page.get_attribute("#field-activities-2-due_date", "aria-describedby")
    assert page.locator("#field-problem-note b").count() == 1, "what the document says is text, never markup"

    page.locator("#field-activities-2 [data-move='-1']").click()
    page.click("button[value=draft]")
    page.wait_for_url("**/commitment/plan-importado")
    assert warned(draft["id"]) == ["activities.1.due_date", "problem"]

    page.goto(f"/es/commitment/edit/{draft['id']}#part-plan")
    page.locator("#field-activities-1-due_date-note input[type=checkbox]").check()
    page.click("button[value=draft]")
    page.wait_for_url("**/commitment/plan-importado")
    assert warned(draft["id"]) == ["problem"]
    record = call_action("package_show", id=draft["id"])
    assert [row["id"] for row in record["activities"]][:4] == ["A1", "A3", "A2", "A4"]
    assert len(record["activities"]) == len(ACTIVITIES)


def test_the_buttons_of_the_form_publish_a_draft_and_withdraw_it(visit, editor, draft):
    page = visit(editor)
    for button, address, state in (
        ("publish", "edit/plan-importado", "active"),
        ("publish", "edit/plan-importado", "active"),
        ("draft", "edit/plan-importado", "draft"),
    ):
        page.goto(f"/commitment/{address}")
        page.click(f".sp-form button[name=save][value={button}]")
        page.wait_for_url("**/commitment/plan-importado")
        shown = call_action("package_show", id=draft["id"])
        assert shown["state"] == state
        assert [row["id"] for row in shown["activities"]] == [row["id"] for row in ACTIVITIES]
    assert call_action("package_search", q="importado", include_drafts=True)["count"] == 1, "no second record"


def test_a_publish_request_without_the_token_of_the_page_is_refused(visit, editor, draft):
    page = visit(editor)
    page.goto("/commitment/plan-importado")
    answer = page.request.post(f"/socialprograms/{draft['id']}/publish", max_redirects=0)
    assert answer.status == 400
    assert call_action("package_show", id=draft["id"])["state"] == "draft"


def test_a_visitor_finds_neither_the_draft_nor_its_form_nor_its_button(visit, draft):
    page = visit()
    for address in (f"/commitment/{draft['id']}", f"/commitment/edit/{draft['id']}"):
        page.goto(address)
        assert page.locator(".sp-form, .sp-publish").count() == 0
        assert "Plan importado" not in page.content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_errors_and_notes_beside_rows_break_no_rule_of_wcag(visit, editor, draft, width, scheme):
    page = visit(editor, width)
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/es/commitment/edit/{draft['id']}#part-plan")
    page.fill("#field-activities-2-serves", "no hay tal meta")
    page.click("button[value=publish]")
    page.wait_for_selector(".sp-summary")
    page.click("[data-open-all]")
    page.locator("[data-group=activities] [data-add]").click()
    page.locator("#field-activities-4 [data-remove]").click()
    assert page.locator("#field-activities-2-serves-error").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, context=".sp-page", options=WCAG)
    assert found.response["passes"]
    assert found.violations_count == 0, found.generate_report()
