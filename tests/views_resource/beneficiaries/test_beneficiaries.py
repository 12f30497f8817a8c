"""The beneficiaries view: what it counts, and that nothing it gives away tells of fewer people than it may."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories

from tests.views_resource.conftest import words

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms datastore socialprograms_beneficiaries"),
    pytest.mark.ckan_config("ckan.locale_default", "en"),
]
KIND = "socialprograms_beneficiaries"


def people(count, **told):
    own = {
        "nombre": "Ana Pérez",
        "municipio": "León",
        "sexo": "M",
        "edad": "34",
        "ejercicio": "2021",
        "monto": "$1,000.00",
    }
    return [{**own, **told} for _ in range(count)]


PEOPLE = [
    *people(40),
    *people(30, sexo="H", edad="8"),
    *people(20, municipio="LEON", sexo="H", ejercicio="2020"),
    *people(25, municipio="11017"),
    *people(3, municipio="Xichú", sexo="H"),
    *people(12, municipio="Xichú", edad="80"),
]


@pytest.fixture
def beneficiaries(table, view):
    return view(table(PEOPLE), KIND)


def lines(soup):
    return {
        row.select_one("th").get_text(strip=True): [cell.get_text(strip=True) for cell in row.select("td")]
        for row in soup.select("tbody tr")
    }


def test_people_are_counted_by_place_however_it_is_spelt(page, beneficiaries):
    found = lines(page(f"/view/{beneficiaries['id']}?rows=territory&columns="))
    assert found["León"][0] == "90"
    assert found["Irapuato"][0] == "25"
    assert found["León"][1] == "$90,000.00"
    assert "130 people" in words(page(f"/view/{beneficiaries['id']}"))


def test_the_sex_is_read_as_people_write_it(page, beneficiaries):
    found = lines(page(f"/view/{beneficiaries['id']}?rows=sex&columns="))
    assert {"Women", "Men"} <= set(found)


def test_ages_are_bands(page, beneficiaries):
    found = lines(page(f"/view/{beneficiaries['id']}?rows=age&columns="))
    assert "6–11" in found
    assert list(found).index("6–11") < list(found).index("30–44")


def test_no_number_anywhere_is_of_fewer_people_than_it_may(app, page, beneficiaries):
    names = ("territory", "sex", "age", "period")
    for rows in names:
        for columns in ("", *names):
            for cells in lines(page(f"/view/{beneficiaries['id']}?rows={rows}&columns={columns}")).values():
                numbers = [int(cell) for cell in cells if re.fullmatch(r"\d+", cell)]
                assert all(number >= 10 for number in numbers)
    for row in json.loads(app.get(f"/view/{beneficiaries['id']}/data.json").data)["rows"]:
        assert row["people"] >= 10


def test_filters_of_an_address_cut_nothing_out_of_the_files(app, beneficiaries):
    address = f"/view/{beneficiaries['id']}/data.csv"
    assert app.get(address).data == app.get(f"{address}?territory=Xich%C3%BA&sex=men&rows=sex").data


def test_a_name_is_nowhere(app, beneficiaries):
    for address in ("", "/embed", "/data.csv", "/data.json"):
        assert "Ana" not in app.get(f"/view/{beneficiaries['id']}{address}").body


def test_the_files_have_all_groups_and_their_sum_is_everyone(app, beneficiaries):
    answer = app.get(f"/view/{beneficiaries['id']}/data.csv").data.decode("utf-8-sig")
    assert sum(int(line["People"]) for line in csv.DictReader(io.StringIO(answer))) == 130


def test_a_few_people_are_not_counted_at_all(page, table, view):
    saved = view(table(people(9)), KIND)
    assert "fewer than 10" in words(page(f"/view/{saved['id']}"))


def test_a_column_that_names_people_gives_no_name_away(app, table, view):
    rows = [{**one, "nombre": f"Persona {number}"} for number, one in enumerate(PEOPLE)]
    saved = view(table(rows), KIND, column_territory="nombre")
    assert "Persona 7" not in app.get(f"/view/{saved['id']}").body
    assert "Persona 7" not in app.get(f"/view/{saved['id']}/data.csv").body


def test_a_table_has_only_one_such_view(table, view):
    resource = table(PEOPLE)
    view(resource, KIND)
    with pytest.raises(tk.ValidationError):
        view(resource, KIND, column_age="-")


def test_strangers_can_not_try_out_other_columns(app, beneficiaries, table):
    user = factories.User()
    settings = json.dumps({"view_type": KIND, "column_territory": "edad", "title": "x"})
    resource = beneficiaries["resource_id"]
    address = f"/dataset/{beneficiaries['package_id']}/resource/{resource}/view"
    for environ in ({}, {"REMOTE_USER": user["name"]}):
        body = app.get(address, query_string={"resource_view": settings}, extra_environ=environ, status=200).body
        assert "<tbody>" not in body


@pytest.mark.ckan_config("ckanext.socialprograms.smallest_group", 1)
def test_the_smallest_group_is_never_below_five(app, beneficiaries):
    rows = json.loads(app.get(f"/view/{beneficiaries['id']}/data.json").data)["rows"]
    assert min(row["people"] for row in rows) >= 5
