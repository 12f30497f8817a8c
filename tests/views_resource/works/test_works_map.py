"""The works map as people see it: its page, its parts, its list, its files."""

from __future__ import annotations

import csv
import io
import json

import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from tests.views_resource.conftest import words

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms datastore socialprograms_works_map"),
    pytest.mark.ckan_config("ckan.locale_default", "es"),
]
KIND = "socialprograms_works_map"
LEON, IRAPUATO = ("21.1218", "-101.6825"), ("20.6767", "-101.3563")


def work(folio, latitude="", longitude="", **more):
    own = {"folio": folio, "nombre": f"Obra {folio}", "latitud": latitude, "longitud": longitude, "cve_mun": ""}
    return {**own, "estatus": "Terminada", "programa": "Calles", "ano": "2021", "monto": "100,000.50", **more}


WORKS = [
    work("A1", *LEON),
    work("A2", *LEON, estatus="En proceso", monto="$2,000,000"),
    work("A3", "20,6767", "-101,3563", ano="2022", programa="Agua & más"),
    work("A4", "-101.3563", "20.6767"),
    work("A5", "21.0", "-110.0"),
    work("A6", "cerca", "del río"),
    work("A7", cve_mun="11020"),
    work("A8", cve_mun="11999"),
    work("A9"),
    work("B1", "40.4", "-3.7"),
]


@pytest.fixture
def works(table, view):
    return view(table(WORKS, labels={"ano": "Año"}), KIND)


@pytest.fixture
def part(app, works):
    return lambda **asked: app.get(f"/view/{works['id']}/part.json", query_string=asked, status=200).json


def test_each_work_is_drawn_where_it_is_or_not_at_all(part):
    found = part()
    drawn = {tuple(one[:2]): one[2] for one in found["clusters"]}
    assert sum(drawn.values()) + len(found["works"]) == 5
    for latitude, longitude, *_ in (*found["clusters"], *found["works"]):
        assert 20.6 < latitude < 21.2
        assert -101.7 < longitude < -101.3


def test_what_is_wrong_with_places_is_counted_and_said(page, works):
    told = words(page(f"/view/{works['id']}"))
    for sentence in ("2 have coordinates in the sea", "1 have latitude and longitude swapped"):
        assert sentence in told or "mar" in told
    notes = [
        one.get_text(" ", strip=True)[:2].strip() for one in page(f"/view/{works['id']}").select(".sp-placenotes li")
    ]
    assert sorted(notes) == ["1", "1", "1", "1", "1", "2"]


def test_a_box_has_only_what_lies_in_it(part):
    found = part(box="-101.8,21.0,-101.6,21.2", zoom="12")
    assert [one[2] for one in found["clusters"]] == [3]
    assert found["works"] == []


def test_filters_narrow_the_map_and_the_list(part, page, works):
    assert sum(one[2] for one in part(state="En proceso")["clusters"]) + len(part(state="En proceso")["works"]) == 1
    assert len(part(band="3")["works"]) == 1
    soup = page(f"/view/{works['id']}?program=Agua+%26+m%C3%A1s")
    assert [one.get_text(strip=True) for one in soup.select("tbody th a")] == ["Obra A3"]
    assert "$100,000.50" in words(soup)


def test_each_work_has_a_page_with_what_its_row_says(page, works):
    told = words(page(f"/view/{works['id']}/work/A2"))
    assert "Obra A2" in told
    assert "En proceso" in told
    assert "$2,000,000.00" in told
    assert "Año" in told


def test_a_work_that_is_not_there_is_not_found(app, works):
    app.get(f"/view/{works['id']}/work/Z9", status=404)
    app.get(f"/view/{works['id']}/work/%00", status=404)


def test_the_list_is_complete_without_scripts(page, works):
    assert len(page(f"/view/{works['id']}").select("tbody tr")) == len(WORKS)


def test_the_works_can_be_taken_away(app, works):
    lines = list(csv.DictReader(io.StringIO(app.get(f"/view/{works['id']}/data.csv").data.decode("utf-8-sig"))))
    assert [line["folio"] for line in lines] == [one["folio"] for one in WORKS]
    assert "Año" in lines[0]
    rows = json.loads(app.get(f"/view/{works['id']}/data.json?state=En+proceso").data)["rows"]
    assert [row["folio"] for row in rows] == ["A2"]
    assert app.get(f"/view/{works['id']}/data.xlsx").data[:2] == b"PK"


def test_the_embed_sets_no_cookie_and_stands_in_any_frame(app, works):
    answer = app.get(f"/view/{works['id']}/embed", status=200)
    assert "Set-Cookie" not in answer.headers
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors *"
    assert "Obra A1" in answer.body


def test_hostile_addresses_break_nothing(app, works):
    for query in ("box=1,2", "box=nan,1,2,3&zoom=4", "box=-999,0,1,1&zoom=5", "zoom=99&box=-180,-90,180,90", "band=x",
                  "page=-4", "page=99999999999999999999", "state=%00", "state=';DROP TABLE x;--", "box=&zoom="):  # fmt: skip
        app.get(f"/view/{works['id']}?{query}", status=200)
        app.get(f"/view/{works['id']}/part.json?{query}", status=200)
        app.get(f"/view/{works['id']}/data.json?{query}", status=200)


def test_a_private_table_is_nobodys_business(app, table, view):
    agency = factories.Organization()
    saved = view(table(WORKS, private=True, owner_org=agency["id"]), KIND)
    for address in ("", "/embed", "/part.json", "/data.csv", "/work/A1", "/zones.json"):
        assert "Obra A1" not in app.get(f"/view/{saved['id']}{address}", status=404).body


def test_an_empty_table_says_so_and_the_page_stays_whole(page, table, view):
    saved = view(table([], types=dict.fromkeys(WORKS[0], "text")), KIND)
    assert page(f"/view/{saved['id']}").select_one(".sp-note")


def test_a_table_that_went_away_says_so(page, works):
    call_action("datastore_delete", resource_id=works["resource_id"], force=True)
    assert page(f"/view/{works['id']}", status=409).select_one(".sp-note")


def test_a_view_that_is_not_here_says_so(page):
    assert page("/view/6f1c7a3e-0000-4000-8000-000000000000", status=404).select_one(".sp-note")


def test_numbers_and_text_columns_say_the_same(table, view, app):
    rows = [{"lat": 21.1218, "lng": -101.6825, "monto": 5}, {"lat": None, "lng": None, "monto": None}]
    saved = view(table(rows, types=dict.fromkeys(rows[0], "numeric")), KIND)
    assert len(app.get(f"/view/{saved['id']}/part.json", status=200).json["works"]) == 1
