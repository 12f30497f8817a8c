"""Those who look after a harvest source, in a real browser: its form, what it would bring, its runs and their reports."""

from __future__ import annotations

import pytest

from ckan.lib.jobs import Worker
from ckan.tests import factories
from ckan.tests.helpers import call_action

from tests.harvesters.conftest import clean_harvest, harvest, harvest_from, other  # noqa: F401 (fixtures)
from tests.harvesters.other_portal import dataset

from .conftest import PASSWORD, barriers

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms harvest socialprograms_portal_harvester"),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
]
ROWS = [{"id": f"A{number}", "description": "Cavar"} for number in range(3)]


@pytest.fixture
def administrator(portal, clean_harvest):  # noqa: F811
    """Give somebody who administers everything."""
    return factories.Sysadmin(password=PASSWORD)


def test_nobody_is_kept_out_of_the_pages_of_a_source(visit, administrator, harvest, other):  # noqa: F811
    other.publish(dataset(1, type="commitment", activities=ROWS), dataset(2, type="program", valid_from="mañana"))
    harvest("contact: ana@ejemplo.gob.mx\n")
    other.publish(dataset(1, type="commitment", activities=ROWS[:1]), dataset(3))
    job = harvest()
    other.publish(dataset(1, type="commitment", activities=ROWS), dataset(4, area=[{"a": 1}]))
    call_action("socialprograms_harvest_preview", id="silao")
    Worker().work(burst=True)
    report = f"/harvest/silao/runs/{job['id']}"
    pages = ["/harvest/silao/runs", report, f"{report}?kind=shrunk", "/harvest/silao/preview"]
    pages += ["/harvest/admin/silao", "/harvest/edit/silao", "/harvest/new"]
    tab = visit(administrator)
    for width, language in ((390, "es"), (1280, "en")):
        tab.set_viewport_size({"width": width, "height": 900})
        for page in pages:
            answer = tab.goto(f"/{language}{page}")
            assert answer
            assert answer.status == 200, page
            tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            assert barriers(tab) == [], (page, width)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (page, width)


def test_a_source_is_made_looked_at_and_harvested_without_scripts(visit, administrator, other):  # noqa: F811
    factories.Organization(name="estado")
    other.publish(dataset(1))
    tab = visit(administrator, scripts=False)
    tab.goto("/en/harvest/new")
    tab.fill("#field-url", other.url)
    tab.fill("#field-name", "silao")
    tab.fill("#field-config", "publish: quizá")
    tab.click("text=Save the source")
    assert "Line 1" in tab.inner_text("#config-error")
    tab.fill("#field-config", "publish: yes")
    tab.click("text=Save the source")
    tab.goto("/en/harvest/admin/silao")
    tab.click("button:has-text('See what it would bring')")
    Worker().work(burst=True)
    tab.goto("/en/harvest/silao/preview")
    assert "Dato 1" in tab.inner_text(".sp-harvest")
    tab.goto("/en/harvest/admin/silao")
    tab.click("text=Harvest now")
    assert "A harvest is under way" in tab.inner_text(".sp-harvest")
