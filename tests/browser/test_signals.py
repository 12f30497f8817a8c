"""Risk signals and compared rules in a real browser: without a barrier, on a phone and a desk."""

from __future__ import annotations

import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from .conftest import barriers

pytestmark = [pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms")]
OLDER = "Artículo 1. Objeto. Dar 500 pesos.\n\n2. Comité\n\nUn comité decide.\n\n3. Vigencia\n\nUn año."
NEWER = (
    "Artículo 1. Objeto. Dar 650 pesos.\n\n3. Vigencia\n\nUn año.\n\n4. Quejas\n\nEn la contraloría.\n\nPor teléfono."
)


@pytest.fixture
def becas(portal, create_with_upload):
    agency = factories.Organization(title="Secretaría de un nombre largo, como los que hay de verdad")
    record = call_action(
        "package_create",
        type="program",
        name="becas",
        title="Becas",
        owner_org=agency["id"],
        budget=[{"year": "2024", "modified": "1000000", "spent": "1250000"}],
        signal_answers=[{"rule": "spent_over_modified", "answer": "Hubo una ampliación.", "date": "2025-03-01"}],
    )
    for text, name in ((OLDER, "reglas-2019.txt"), (NEWER, "reglas-2020.txt")):
        create_with_upload(text, name, package_id=record["id"], name=name, kind="rules_of_operation")


@pytest.mark.usefixtures("becas")
def test_nobody_is_kept_out(visit):
    for width in (390, 1280):
        tab = visit(width=width)
        for address in (
            "/es/program/becas",
            "/es/signals",
            "/en/signals?stage=budget",
            "/es/signals/rules",
            "/es/program/becas/compare-rules",
        ):
            assert tab.goto(address).status == 200, address
            tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            assert barriers(tab) == [], (address, width)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


@pytest.mark.usefixtures("becas")
def test_a_number_leads_to_its_signal_and_the_signal_to_its_field(visit):
    tab = visit(scripts=False)
    tab.goto("/en/signals")
    tab.click("a[href*='rule=spent_over_modified']")
    assert tab.get_by_text("25 % more than the modified budget").is_visible()
    tab.click(".sp-signal h4 a")
    tab.click("#signals-budget summary")
    tab.click("#signal-spent_over_modified a[href='#budget']")
    assert tab.url.endswith("#budget")


def test_two_files_are_compared_and_forgotten(editor, visit):
    tab = visit(editor, width=390)
    tab.goto("/en/compare-rules")
    for field, text in (("older", OLDER), ("newer", NEWER)):
        tab.set_input_files(f"#{field}", {"name": f"{field}.txt", "mimeType": "text/plain", "buffer": text.encode()})
    assert barriers(tab) == []
    tab.click("button:has-text('Compare')")
    assert tab.locator("ins", has_text="650").count() == 1
    assert barriers(tab) == []
