from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest

from ckan.tests import factories

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]


@pytest.fixture
def programs(clean_records):
    agency = factories.Organization(name="dif", title="DIF")
    budget = [{"year": "2025", "approved": "1000", "spent": "900"}, {"year": "2024", "approved": "800"}]
    factories.Dataset(type="program", name="becas", title="Becas", owner_org=agency["id"], budget=budget)
    factories.Dataset(type="program", name="comedores", title="Comedores", owner_org=agency["id"], budget=budget[1:])
    factories.Dataset(type="program", name="sin-dinero", title="Sin dinero", owner_org=agency["id"])
    factories.Dataset(type="program", name="borrador", state="draft", owner_org=agency["id"], budget=budget)


def opened(answer):
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    rows = list(csv.DictReader(io.StringIO(archive.read("budget.csv").decode("utf-8-sig"))))
    return json.loads(archive.read("datapackage.json")), rows


@pytest.mark.usefixtures("programs")
def test_the_budget_of_a_program_is_a_fiscal_data_package(app):
    told, rows = opened(app.get("/program/becas/budget.fiscal.zip", status=200))
    assert (told["name"], told["title"]) == ("becas", "Becas")
    assert [(row["agency_id"], row["year"], row["approved"], row["spent"]) for row in rows] == [
        ("dif", "2025", "1000", "900"),
        ("dif", "2024", "800", ""),
    ]


@pytest.mark.usefixtures("programs")
def test_the_budgets_of_a_list_are_those_that_its_page_finds(app):
    _told, rows = opened(app.get("/program.fiscal.zip", status=200))
    assert sorted((row["program"], row["year"]) for row in rows) == [
        ("Becas", "2024"),
        ("Becas", "2025"),
        ("Comedores", "2024"),
    ]
    told, rows = opened(app.get("/program.fiscal.zip?q=comedores", status=200))
    assert told["homepage"].endswith("/program/?q=comedores")
    assert [row["program"] for row in rows] == ["Comedores"]


@pytest.mark.usefixtures("programs")
def test_there_is_none_of_drafts_nor_of_programs_without_money(app):
    app.get("/program/borrador/budget.fiscal.zip", status=404)
    app.get("/program/sin-dinero/budget.fiscal.zip", status=404)
    app.get("/commitment/becas/budget.fiscal.zip", status=404)


@pytest.mark.usefixtures("programs")
def test_a_list_comes_in_the_columns_of_the_national_inventory_too(app):
    rows = list(csv.DictReader(io.StringIO(app.get("/program.inventory.csv", status=200).data.decode("utf-8-sig"))))
    assert sorted((row["1. Nombre de la intervención"], row["Ciclo"]) for row in rows) == [
        ("Becas", "2024"),
        ("Becas", "2025"),
        ("Comedores", "2024"),
        ("Sin dinero", ""),
    ]
    assert app.get("/program.inventory.xlsx?q=becas", status=200).data.startswith(b"PK")
    app.get("/program.inventory.pdf", status=404)


@pytest.mark.usefixtures("programs")
def test_pages_link_to_it(app):
    assert 'href="/program/becas/budget.fiscal.zip"' in app.get("/program/becas").body
    assert "budget.fiscal.zip" not in app.get("/program/sin-dinero").body
    assert 'href="/program.fiscal.zip?q=becas"' in app.get("/program/?q=becas").body
