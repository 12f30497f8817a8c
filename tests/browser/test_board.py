"""The board in a real browser: without a barrier, on a phone and a desk, in the light and in the dark."""

from __future__ import annotations

import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from .conftest import barriers

pytestmark = [pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms")]
PAGES = (
    "/monitor",
    "/monitor?state=no_report&theme=Agua",
    "/monitor?records=all",
    "/monitor?table=agency",
    "/en/monitor",
)
STATES = (
    {"status": "done", "result": "Salió.", "due_date": "2024-01-31"},
    {"status": "done", "due_date": "2024-01-31", "completed_on": "2024-02-28"},
    {"status": "in_progress", "due_date": "2024-01-31"},
    {"due_date": "2024-01-31"},
    {"due_date": "2099-01-31"},
    {"status": "cancelled"},
    {},
)


@pytest.fixture
def board(portal):
    """Publish records of a few agencies with activities in every state."""
    for number in range(12):
        call_action(
            "package_create",
            type="commitment",
            title=f"Compromiso {number}",
            name=f"compromiso-{number}",
            owner_org=factories.Organization(title="Secretaría de un nombre largo, como los que hay de verdad")["id"],
            theme="Agua",
            action_plan="Plan de acción local",
            action_plan_start_year="2024",
            sdg_targets=["6.1"],
            declared=[{"percent": "100"}],
            activities=[{"id": f"A{n}", "description": f"Actividad {n}", **one} for n, one in enumerate(STATES)],
            evidence=[{"title": "Minuta", "url": "https://example.org", "activities": ["A0"]}],
        )


def test_nobody_is_kept_out(board, visit):
    for width in (390, 1280):
        tab = visit(width=width)
        for address in PAGES:
            tab.goto(address)
            tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            assert barriers(tab) == [], (address, width)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_an_empty_board_keeps_nobody_out_either(visit):
    tab = visit(width=390)
    tab.goto("/monitor")
    assert barriers(tab) == []


def test_filters_work_without_scripts(board, visit):
    tab = visit(scripts=False)
    tab.goto("/monitor")
    tab.select_option("select[name=theme]", "Agua")
    tab.click(".sp-filters button")
    assert "theme=Agua" in tab.url
    tab.click(".sp-tile.is-no_report")
    assert "state=no_report" in tab.url
    assert "theme=Agua" in tab.url
    assert tab.locator(".sp-acts > li").count() == 12
