"""Takes the screenshots of these docs from a portal with the sample records, at the widths of a phone and a desk.

bin/demo                                                       # in one terminal
.local/venv/bin/python docs/screenshots.py ADDRESS PASSWORD    # in another, as bin/demo prints them
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).with_name("screenshots")
SAMPLE = Path(__file__).parent.parent / "tests/samples/commitment_form.txt"
WIDTHS = {1280: 1600, 390: 1700}
"""Width of the window, and how much of the page below its top is shown."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]


def first(page: Page, site: str, type_: str, words: str) -> str:
    """Give the address of the record of a type that words find first."""
    answer = page.request.get(f"{site}/api/3/action/package_search?rows=1&fq=dataset_type:{type_}&q={words}").json()
    return f"/{type_}/{answer['result']['results'][0]['name']}"


def shoot(page: Page, name: str) -> None:
    """Save the upper part of the page at each width."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=FOLDER / f"{name}-{width}.png")


def main(site: str, password: str) -> None:
    """Take all of them."""
    FOLDER.mkdir(exist_ok=True)
    browser_path = next(path for name in BROWSERS if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=QUIET)
        page = browser.new_page(locale="es-MX")
        commitment = first(page, site, "commitment", "organizaciones+sociedad+civil")
        for name, path in {
            "home": "/",
            "commitment": commitment,
            "program": first(page, site, "program", "becas"),
            "evaluation": first(page, site, "evaluation", "vamos+juntos"),
            "board": "/monitor",
        }.items():
            page.goto(site + path)
            shoot(page, name)
        page.goto(f"{site}/user/login")
        page.fill("input[name=login]", "admin")
        page.fill("input[name=password]", password)
        page.click("main button[type=submit], .login-form button, form button.btn-primary")
        page.goto(site + commitment.replace("/commitment/", "/commitment/edit/"))
        shoot(page, "form")
        page.goto(f"{site}/import")
        page.set_input_files("input[type=file]", SAMPLE)
        page.click("form.sp-send button[type=submit]")
        page.wait_for_selector("form.sp-confirm", timeout=120_000)
        shoot(page, "import")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2])
