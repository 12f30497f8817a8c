"""Every kind of view over tables that can not be shown: one sentence says why and what to do, and the page stays whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from ckan.tests.helpers import call_action

from ckanext.datastore.backend.postgres import get_write_engine

from tests.views_resource.conftest import words

KINDS = {
    "socialprograms_works_map": {"obra": "Calle", "latitud": "21.12", "longitud": "-101.68"},
    "socialprograms_beneficiaries": {"municipio": "León", "sexo": "M", "edad": "34"},
    "socialprograms_budget": {"ejercicio": "2021", "aprobado": "100"},
    "socialprograms_indicators": {"indicador": "Pobreza", "meta": "10", "avance": "9"},
}
CHOSEN = {
    "socialprograms_works_map": ("name", "obra"),
    "socialprograms_beneficiaries": ("territory", "municipio"),
    "socialprograms_budget": ("year", "ejercicio"),
    "socialprograms_indicators": ("name", "indicador"),
}
pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", " ".join(["scheming_datasets socialprograms datastore", *KINDS])),
    pytest.mark.ckan_config("ckan.locale_default", "en"),
    pytest.mark.parametrize("kind", KINDS),
]


@pytest.fixture
def said(page) -> Callable[..., str]:
    """Give what the page of a view says is wrong; all pages that show the view must be whole."""

    def told(saved: dict, status: int) -> str:
        for end, expected in (("", status), ("/embed", status)):
            soup = page(f"/view/{saved['id']}{end}", expected)
            assert soup.select_one("h1")
            assert not soup.select("table")
        return words(soup)

    return told


@pytest.fixture
def locked() -> Iterator[Callable[[str], None]]:
    """Keep a table from being read, as one that takes too long."""
    with get_write_engine().connect() as connection:
        yield lambda name: connection.exec_driver_sql(f'LOCK TABLE "{name}" IN ACCESS EXCLUSIVE MODE') and None
        connection.rollback()


@pytest.fixture
def replaced() -> Callable[..., None]:
    """Load another table in the place of a view's."""

    def load(saved: dict, rows: list[dict], **labels: str) -> None:
        call_action("datastore_delete", resource_id=saved["resource_id"], force=True)
        fields = [{"id": name, "type": "text", "info": {"label": labels.get(name, name)}} for name in rows[0]]
        call_action("datastore_create", resource_id=saved["resource_id"], force=True, fields=fields, records=rows)

    return load


def test_a_table_without_the_columns_says_which_it_lacks(kind, said, page, table, view, replaced):
    saved = view(table([KINDS[kind]]), kind)
    replaced(saved, [{"clave": "1", "nota": "x"}], nota="Nota del área")
    told = said(saved, 409)
    assert "The table lacks what this view needs" in told
    assert "clave, Nota del área" in told
    assert "settings" in told
    on_file = page(f"/dataset/{saved['package_id']}/resource/{saved['resource_id']}")
    assert "The table lacks" in on_file.get_text()


def test_an_empty_table_says_that_it_has_no_rows(kind, said, table, view):
    saved = view(table([], types=dict.fromkeys(KINDS[kind], "text")), kind)
    assert "no rows yet. Upload a file with data" in said(saved, 200)


def test_a_table_that_went_away_says_what_it_takes(kind, said, table, view):
    saved = view(table([KINDS[kind]]), kind)
    call_action("datastore_delete", resource_id=saved["resource_id"], force=True)
    assert "not been loaded as a table" in said(saved, 409)


def test_a_file_that_was_deleted_says_so(kind, said, table, view):
    saved = view(table([KINDS[kind]]), kind)
    call_action("resource_delete", id=saved["resource_id"])
    assert "it or its file was deleted" in said(saved, 404)


def test_a_column_that_was_chosen_and_is_gone_asks_for_another(kind, said, table, view, replaced):
    role, column = CHOSEN[kind]
    saved = view(table([KINDS[kind]]), kind, **{f"column_{role}": column})
    replaced(saved, [{"otra": "1"}])
    told = said(saved, 409)
    assert f"“{column}”" in told
    assert "Choose another one" in told


@pytest.mark.ckan_config("ckanext.socialprograms.view_seconds", 1)
def test_a_table_that_takes_too_long_says_what_can_be_done(kind, said, table, view, locked):
    """Ten million rows and a busy database are stopped like one that is not let in."""
    saved = view(table([KINDS[kind]] * 12), kind)
    locked(saved["resource_id"])
    told = said(saved, 200)
    assert "could not be read in 1 seconds" in told
    assert "try again in a few minutes" in told
