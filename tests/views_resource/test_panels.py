"""The panels of a record: the views of its own files, on its own page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from tests.views_resource.conftest import words

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "scheming_datasets socialprograms datastore socialprograms_works_map socialprograms_budget"
    ),
    pytest.mark.ckan_config("ckan.locale_default", "en"),
]
MAP, BUDGET = "socialprograms_works_map", "socialprograms_budget"
WORKS = [{"obra": "Calle", "latitud": "21.12", "longitud": "-101.68"}]
MONEY = [{"ejercicio": "2021", "aprobado": "100"}]


@pytest.fixture
def program(clean_tables) -> Callable[..., dict[str, Any]]:
    """Save a program whose files are tables of these rows."""

    def saved(*tables: list[dict[str, str]], **more: Any) -> dict[str, Any]:
        package = factories.Dataset(type="program", title="Calles", **more)
        for number, rows in enumerate(tables, 1):
            named = {"name": f"Tabla {number}", "format": "CSV", "url": "http://example.org/t.csv"}
            resource = factories.Resource(package_id=package["id"], **named)
            call_action("datastore_create", resource_id=resource["id"], force=True, records=rows)
        return call_action("package_show", id=package["id"])

    return saved


def frames(soup):
    return [one["src"] for one in soup.select("section[aria-labelledby=views] iframe")]


@contextmanager
def asked() -> Iterator[list[str]]:
    """Collect the queries of panels; CKAN's own page asks for the views of each file as well."""
    found: list[str] = []

    def listen(_connection, _cursor, statement, *_rest):
        if "resource_view.view_type IN" in statement:
            found.append(statement)

    event.listen(model.meta.engine, "before_cursor_execute", listen)
    yield found
    event.remove(model.meta.engine, "before_cursor_execute", listen)


def test_the_first_view_of_each_kind_is_shown_and_the_others_are_linked(app, page, program, view):
    record = program(MONEY, WORKS, WORKS)
    money, first, second = (one["id"] for one in record["resources"])
    later, budget = view({"id": second}, MAP, title="Segundo mapa"), view({"id": money}, BUDGET)
    works = view({"id": first}, MAP)
    soup = page(f"/program/{record['name']}")
    assert frames(soup) == [f"/view/{works['id']}/embed", f"/view/{budget['id']}/embed"]
    assert all(one["loading"] == "lazy" and one["title"] == "Una vista" for one in soup.select("iframe"))
    for one in (works, budget, later):
        assert soup.select_one(f'a[href="/view/{one["id"]}"]')
    assert "Segundo mapa Tabla 3" in words(soup)
    app.get(frames(soup)[0], status=200)


def test_a_record_whose_files_are_no_tables_asks_nothing_more(page, program):
    record = program()
    factories.Resource(package_id=record["id"], format="PDF", url="http://example.org/reglas.pdf")
    with asked() as queries:
        soup = page(f"/program/{record['name']}")
    assert queries == []
    assert not soup.select("#views")


def test_a_record_of_many_tables_asks_once(page, program, view):
    record = program(WORKS, WORKS, MONEY)
    for one in record["resources"][:2]:
        view(one, MAP)
    with asked() as queries:
        page(f"/program/{record['name']}")
    assert len(queries) == 1


def test_views_of_others_and_of_kinds_that_are_off_are_not_shown(page, program):
    record = program(WORKS)
    kept = {"resource_id": record["resources"][0]["id"], "order": 0}
    for kind in ("image_view", "socialprograms_beneficiaries"):
        model.Session.add(model.ResourceView(title="Ajena", view_type=kind, **kept))
    model.repo.commit_and_remove()
    soup = page(f"/program/{record['name']}")
    assert frames(soup) == []
    assert "Ajena" not in words(soup)


def test_a_title_is_text_and_nothing_else(page, program, view):
    record = program(WORKS)
    view(record["resources"][0], MAP, title='<script>x</script>" onload="x')
    frame = page(f"/program/{record['name']}").select_one("iframe")
    assert frame["title"] == '<script>x</script>" onload="x'
    assert not frame.has_attr("onload")
