"""How soon a slow phone shows something: 1.6 Mbit/s, 150 ms away, a processor four times slower, in Chromium."""

from __future__ import annotations

import logging
import shutil
import statistics
import threading
from collections.abc import Iterator
from typing import Any

from flask_compress import Compress
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.cli.import_ import site_context
from ckanext.socialprograms.demo import sample_files
from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.loading import flow
from ckanext.socialprograms.loading.options import Options
from tests.benchmarks.figures import Figure
from tests.benchmarks.portal import Portal

MOST_MS = 2000
STOCK = "/about"
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SCREEN = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
_NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
_SLOWER = 4
_TIMES = 9
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def figures() -> Iterator[Figure]:
    """Measure the first content of the pages that citizens open first, and of a page of stock CKAN."""
    portal = Portal()
    with portal.flask.test_request_context():
        for file in sample_files():
            flow.load(read_file(file, file.name), Options(publish=True), site_context())
        found = tk.get_action("package_search")({"ignore_auth": True}, {"fq": "dataset_type:commitment", "rows": 1})
    pages = ("/", "/program/?q=becas", f"/commitment/{found['results'][0]['name']}", "/monitor", "/calls")
    portal.flask.config["COMPRESS_ALGORITHM"] = ["gzip"]
    Compress(portal.flask)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, portal.flask, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    chromium = next(filter(None, map(shutil.which, _CHROMIUMS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for address in (*pages, STOCK):
            shown = statistics.median(_first_content(browser, server.port, address) for _ in range(_TIMES))
            target = None if address == STOCK else 1
            yield Figure(f"first content of {address} on a slow phone, beside 2 s", shown, MOST_MS, "ms", target=target)
        browser.close()
    server.shutdown()


def _first_content(browser: Browser, port: int, address: str) -> float:
    context: Any = browser.new_context(**_SCREEN)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.goto(f"http://127.0.0.1:{port}{address}", wait_until="networkidle")
    painted = page.evaluate(_PAINTED)
    context.close()
    return painted
