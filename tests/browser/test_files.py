"""A publisher sends files in a real browser: what is held back, why, and what she can do about it."""

from __future__ import annotations

import pytest

from ckan.tests import factories

from .conftest import barriers

pytestmark = [pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms")]
PERSONAL = "nombre,curp,monto\n" + "Winston Boj,BOXW310820HNERXN09,1200\n" * 30


@pytest.fixture
def publisher(editor):
    factories.Dataset(
        type="program", name="becas", title="Becas", owner_org=editor["agency"]["id"], state="active", user=editor
    )
    return editor


def send(tab, name, content):
    tab.goto("/en/program/becas/resource/new")
    tab.set_input_files("input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": content})
    tab.fill("#field-name", name)
    tab.click("button[value=go-dataset-complete]")
    tab.wait_for_url("**/program/becas")


def test_a_publisher_takes_personal_data_out_of_a_file_with_one_click(visit, publisher):
    tab, stranger = visit(publisher), visit()
    send(tab, "lista.csv", PERSONAL.encode())
    stranger.goto("/en/program/becas")
    assert "lista.csv" not in stranger.content()
    tab.click("text=See why and what to do")
    tab.click("text=Take the columns out")
    tab.wait_for_selector("text=It can be public with its record.")
    stranger.goto("/en/program/becas")
    assert "lista.csv" in stranger.content()


def test_a_publisher_says_that_she_has_looked_at_a_picture(visit, publisher):
    tab = visit(publisher, scripts=False)
    send(tab, "obra.png", b"\x89PNG\r\n\x1a\n" + bytes(5000))
    tab.goto("/en/socialprograms/becas/files")
    tab.click("summary")
    tab.fill("textarea", "A finished street, and nobody on it.")
    tab.click("text=Let it be public")
    assert "A finished street, and nobody on it." in tab.locator("table").inner_text()


def test_nobody_is_kept_out(visit, publisher):
    tab = visit(publisher)
    send(tab, "lista.csv", PERSONAL.encode())
    send(tab, "obra.png", b"\x89PNG\r\n\x1a\n" + bytes(5000))
    for width, language in ((390, "es"), (1280, "en")):
        tab.set_viewport_size({"width": width, "height": 900})
        for page in ("/socialprograms/becas/files", "/program/becas"):
            assert tab.goto(f"/{language}{page}").status == 200, page
            tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            assert barriers(tab) == [], (page, width)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (page, width)


def test_pages_of_the_portal_fit_a_phone(visit, publisher):
    tab = visit(publisher, width=390)
    send(tab, "cuentas.csv", b"municipio,monto\nSilao,3\n")
    file = tab.evaluate("document.querySelector('.sp-files a[href*=\"/resource/\"]').getAttribute('href')")
    for page in ("/organization/", "/user/login", "/nowhere", "/group/", "/about", file):
        tab.goto(page)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390, page
    tops = "['.module-resource h1', '.secondary'].map(one => document.querySelector(one).getBoundingClientRect().top)"
    title, others = tab.evaluate(tops)
    assert title < others
