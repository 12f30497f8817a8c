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


@pytest.fixture
def program(portal, clean_datastore) -> str:
    """Save a program with two tables and a view of each; give its address."""
    record = factories.Dataset(type="program", title="Calles para todos")
    works = [{"obra": f"Calle {number}", "latitud": "21.12", "longitud": f"-101.{number}"} for number in range(50, 70)]
    people = [{"municipio": "León", "sexo": sex, "edad": "34"} for sex in ("M", "H") for _ in range(20)]
    for name, rows, kind in (("Obras", works, "works_map"), ("Personas", people, "beneficiaries")):
        resource = factories.Resource(
            package_id=record["id"], name=name, format="CSV", url=f"http://example.org/{kind}.csv"
        )
        call_action("datastore_create", resource_id=resource["id"], force=True, records=rows)
        asked = {"resource_id": resource["id"], "view_type": f"socialprograms_{kind}", "title": name}
        call_action("resource_view_create", **asked)
    return f"program/{record['name']}"


def test_the_page_of_a_program_shows_each_view_when_its_reader_comes_near(program, visit):
    for width, language in ((390, "es"), (1280, "en")):
        tab = visit(width=width)
        frames = []
        tab.on("request", lambda asked, frames=frames: frames.append(asked.url) if "/embed" in asked.url else None)
        tab.goto(f"/{language}/{program}")
        first, second = tab.locator(".sp-framed").all()
        first.locator("summary").scroll_into_view_if_needed()
        first.frame_locator("iframe").locator(".sp-cluster, .sp-work").first.wait_for()
        assert len(frames) == 1
        assert barriers(tab) == [], width
        second.locator("summary").focus()
        tab.keyboard.press("Enter")
        second.frame_locator("iframe").locator("tbody tr").first.wait_for()
        assert len(frames) == 2
        assert barriers(tab) == [], width
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_the_views_of_a_program_are_reached_without_scripts(program, visit):
    tab = visit(scripts=False, width=390)
    tab.goto(f"/{program}")
    tab.locator(".sp-framed .sp-tools a").first.click()
    assert "/view/" in tab.url
    assert tab.locator("tbody tr").count() == 20
