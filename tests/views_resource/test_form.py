"""The settings of a view: columns chosen by hand, and what is refused."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms datastore socialprograms_works_map"),
    pytest.mark.ckan_config("ckan.locale_default", "en"),
]
KIND = "socialprograms_works_map"
ROWS = [{"norte": "21.1", "este": "-101.6", "nombre": "Una obra"}]


def test_columns_with_other_names_can_be_chosen(app, table, view):
    saved = view(table(ROWS), KIND, column_latitude="norte", column_longitude="este")
    assert len(app.get(f"/view/{saved['id']}/part.json", status=200).json["works"]) == 1


def test_a_view_without_its_columns_is_refused(table, view):
    with pytest.raises(tk.ValidationError) as refused:
        view(table(ROWS), KIND)
    assert "column_municipality" in refused.value.error_dict


def test_columns_that_are_not_there_or_hold_something_else_are_refused(table, view):
    rows = [{**ROWS[0], "dia": "2021-01-01"}]
    resource = table(rows, types={"dia": "date"})
    for column in ('x"; DROP TABLE users; --', "_id", "dia"):
        with pytest.raises(tk.ValidationError):
            view(resource, KIND, column_latitude=column, column_longitude="este")


def test_zones_are_files_of_this_portal(table, view):
    chosen = {"column_latitude": "norte", "column_longitude": "este"}
    resource = table(ROWS)
    for told in ("http://otro.example/zonas.geojson", "../../etc/passwd", "6f1c7a3e-0000-4000-8000-000000000000"):
        with pytest.raises(tk.ValidationError):
            view(resource, KIND, **chosen, zones=told)


def test_a_column_that_went_away_is_named(page, table, view):
    resource = table(ROWS)
    saved = view(resource, KIND, column_latitude="norte", column_longitude="este")
    call_action("datastore_delete", resource_id=resource["id"], force=True)
    fields = [{"id": "lat", "type": "text"}, {"id": "lon", "type": "text"}]
    call_action("datastore_create", resource_id=resource["id"], force=True, fields=fields)
    assert "“norte”" in page(f"/view/{saved['id']}", status=409).select_one(".sp-note").get_text()


def test_the_form_shows_the_labels_of_the_file_and_previews(app, table):
    headers = {"Authorization": factories.SysadminWithToken()["token"]}
    resource = table([{"lat": "21.1", "lon": "-101.6", "ano": "2021"}], labels={"ano": "Año"})
    address = f"/dataset/{resource['package_id']}/resource/{resource['id']}/new_view?view_type={KIND}"
    assert "Found by its name: Año" in app.get(address, headers=headers, status=200).body
    asked = {"title": "Mapa", "view_type": KIND, "preview": "True", "column_year": "-"}
    body = app.post(address, data=asked, headers=headers, status=200).body
    assert 'data-map="' in body
    asked["column_year"] = "nada"
    assert "has no column" in app.post(address, data=asked, headers=headers, status=200).body


def test_a_default_view_is_made_where_the_columns_are_found(table, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckan.views.default_views", [KIND])
    resource = table([{"lat": "21.1", "lon": "-101.6"}])
    call_action("resource_create_default_resource_views", resource=resource, create_datastore_views=True)
    assert [one["view_type"] for one in call_action("resource_view_list", id=resource["id"])] == [KIND]
    other = table([{"a": "1"}])
    call_action("resource_create_default_resource_views", resource=other, create_datastore_views=True)
    assert call_action("resource_view_list", id=other["id"]) == []
