"""Tables in the DataStore, and views of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.datastore.backend.postgres import get_write_engine

from ckanext.socialprograms.views_resource.works.prepared import SCHEMA

Rows = list[dict[str, Any]]


@pytest.fixture
def clean_tables(with_plugins, clean_records, clean_datastore) -> None:
    """Give a portal without records and tables, and without what was prepared of them."""
    with get_write_engine().begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


@pytest.fixture
def table(clean_tables) -> Callable[..., dict[str, Any]]:
    """Load rows into the DataStore as the only file of a dataset; give the resource."""

    def loaded(rows: Rows, types: dict[str, str] | None = None, labels: dict[str, str] | None = None, **dataset: Any):
        package = factories.Dataset(**{"title": "Obras de Guanajuato", **dataset})
        resource = factories.Resource(
            package_id=package["id"], name="Obras", format="CSV", url="http://example.org/o.csv"
        )
        fields = [
            {"id": name, "type": (types or {}).get(name, "text"), "info": {"label": (labels or {}).get(name, name)}}
            for name in (rows[0] if rows else types or {})
        ]
        call_action("datastore_create", resource_id=resource["id"], force=True, fields=fields, records=rows)
        return call_action("resource_show", id=resource["id"])

    return loaded


@pytest.fixture
def view(clean_tables) -> Callable[..., dict[str, Any]]:
    """Save a view of a resource."""

    def saved(resource: dict[str, Any], kind: str, **settings: Any) -> dict[str, Any]:
        asked = {"title": "Una vista", **settings}
        return call_action("resource_view_create", resource_id=resource["id"], view_type=kind, **asked)

    return saved


@pytest.fixture
def page(app) -> Callable[..., BeautifulSoup]:
    """Give a page as soup; it must have a status."""
    return lambda address, status=200: BeautifulSoup(app.get(address, status=status).body, "html.parser")


def words(soup: BeautifulSoup) -> str:
    """Give the text of a page's main part."""
    main = soup.select_one("[role=main], main")
    assert main
    return " ".join(main.get_text(" ").split())
