"""Views of tables in a real browser: the map, the charts, the embed on another site; nobody is kept out."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator

import pytest
from werkzeug.serving import make_server

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.demo.tables import NAME, load_tables

from .conftest import barriers

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins",
        "scheming_datasets socialprograms datastore socialprograms_works_map socialprograms_beneficiaries",
    ),
    pytest.mark.ckan_config("ckan.views.default_views", "socialprograms_works_map socialprograms_beneficiaries"),
]
MOST_BYTES = 120_000


@pytest.fixture
def views(portal, clean_datastore) -> dict[str, str]:
    """Load the sample tables; give the ids of their views by kind."""
    load_tables({"ignore_auth": True, "user": factories.Sysadmin()["name"]}, factories.Organization()["name"])
    resources = call_action("package_show", id=NAME)["resources"]
    saved = [view for one in resources for view in call_action("resource_view_list", id=one["id"])]
    return {view["view_type"].removeprefix("socialprograms_"): view["id"] for view in saved}


def test_nobody_is_kept_out(views, visit):
    addresses = [f"view/{id_}{end}" for id_ in views.values() for end in ("", "/embed")]
    for width, language in ((390, "es"), (1280, "en")):
        tab = visit(width=width)
        for address in (*addresses, f"view/{views['works_map']}/work/OBRA-0001"):
            tab.goto(f"/{language}/{address}")
            tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            tab.wait_for_function("[...document.querySelectorAll('.sp-chart')].every(one => one.querySelector('svg'))")
            assert barriers(tab) == [], (address, width)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_the_map_draws_clusters_and_comes_closer_by_keyboard(views, visit):
    tab = visit()
    tab.goto(f"/view/{views['works_map']}", wait_until="networkidle")
    tab.wait_for_selector(".sp-cluster")
    before = tab.locator(".sp-cluster").count()
    tab.locator(".sp-cluster").first.focus()
    with tab.expect_response(lambda answer: "part.json" in answer.url):
        tab.keyboard.press("Enter")
    assert before > 1
    tab.wait_for_selector(".sp-cluster, .sp-work")
    tab.wait_for_selector("path.sp-zone", state="attached")


def test_the_list_and_its_filters_work_without_scripts(views, visit):
    tab = visit(scripts=False)
    tab.goto(f"/view/{views['works_map']}")
    assert not tab.locator(".sp-map").is_visible()
    tab.locator(".sp-filterbox summary").click()
    tab.select_option("select[name=state]", "Suspendida")
    tab.click(".sp-filters button")
    assert "state=Suspendida" in tab.url
    assert set(tab.locator("tbody td:nth-child(2)").all_inner_texts()) == {"Suspendida"}


@pytest.fixture
def elsewhere() -> Iterator[Callable[[str], str]]:
    """Serve a page of another site; give its address."""
    pages = []

    def answer(environ, start):
        start("200 OK", [("Content-Type", "text/html")])
        return [pages[-1].encode()]

    server = make_server("127.0.0.1", 0, answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def served(page: str) -> str:
        pages.append(page)
        return f"http://localhost:{server.server_port}/"

    yield served
    server.shutdown()
    thread.join()


def test_an_embed_works_on_another_site_without_cookies(views, portal, elsewhere, visit):
    tab = visit()
    address = f"{portal}/view/{views['works_map']}/embed"
    tab.goto(elsewhere(f'<iframe src="{address}" style="width:100%;height:40rem"></iframe>'))
    tab.frame_locator("iframe").locator(".sp-cluster").first.wait_for()
    assert tab.context.cookies() == []


def test_our_scripts_are_light_until_someone_opens_a_chart(views, visit):
    for id_ in views.values():
        tab = visit()
        sent = []
        tab.on("response", lambda answer, sent=sent: sent.append(answer))
        tab.goto(f"/view/{id_}", wait_until="networkidle")
        ours = [
            one for one in sent if "/webassets/socialprograms/" in one.url and one.url.split("?")[0].endswith(".js")
        ]
        assert sum(len(gzip.compress(one.body())) for one in ours) < MOST_BYTES
        assert not any("vega" in one.url for one in sent)
