"""A real Chromium on a real portal: the pages as people use them."""

from __future__ import annotations

import logging
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from ckan.tests import factories

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run")
PASSWORD = "una-clave-de-prueba"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
"""What axe-core calls the rules of WCAG 2.2 AA."""
_LAID_OUT = """Promise.allSettled(
  document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < 5000).map((one) => one.finished)
).then(() => null)"""
"""Wait for what moves to come to rest: while boxes change places, they lie over one another."""


def barriers(page: Page) -> list[tuple[str, str, str]]:
    """Find what keeps people out of a page: by all rules in the light, by those of colours in the dark as well."""
    page.evaluate(_LAID_OUT)
    found = []
    schemes: tuple[tuple[Literal["light", "dark"], list[str]], ...] = (("light", RULES), ("dark", ["color-contrast"]))
    for scheme, rules in schemes:
        page.emulate_media(color_scheme=scheme)
        told = Axe().run(page, options={"runOnly": rules}).response
        assert told["passes"]
        found += [(scheme, one["id"], node["html"]) for one in told["violations"] for node in one["nodes"]]
    page.emulate_media(color_scheme="light")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium of this machine."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    assert found, "no Chromium here: install Debian's package chromium, or Google Chrome"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def address(ckan_config, monkeypatch) -> str:
    """Give the address at which the portal will be, with CKAN's guard against forged forms switched on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    monkeypatch.setitem(ckan_config, "ckan.site_url", address)
    monkeypatch.setitem(ckan_config, "WTF_CSRF_ENABLED", True)
    return address


@pytest.fixture
def portal(address, clean_records, make_app) -> Iterator[str]:
    """Serve the portal, empty, and give its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", int(address.rsplit(":", 1)[1]), make_app().app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield address
    server.shutdown()
    thread.join()


@pytest.fixture
def visit(browser, portal) -> Iterator[Callable[..., Page]]:
    """Open a tab of a visitor or of a user, ``width`` pixels wide; an error of a script fails the test."""
    contexts = []
    errors: list[str] = []

    def opened(user: dict | None = None, width: int = 1280, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=portal, viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if user:
            page.goto("/user/login")
            page.fill("#field-login", user["name"])
            page.fill("#field-password", PASSWORD)
            page.press("#field-password", "Enter")
            page.wait_for_url(lambda url: "login" not in url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture
def editor(portal) -> dict:
    """Make an editor of an agency."""
    user = factories.User(password=PASSWORD)
    agency = factories.Organization(
        name="contraloria", title="Contraloría del Estado", users=[{"name": user["name"], "capacity": "editor"}]
    )
    return {**user, "agency": agency}
