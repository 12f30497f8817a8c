"""Maps of large tables: prepared beside them, and never shown once the table has changed."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import sqlalchemy as sa

from ckan.tests.helpers import call_action

from ckanext.datastore.backend.postgres import get_write_engine

from ckanext.socialprograms.views_resource import opening, showing, source
from ckanext.socialprograms.views_resource.works import prepared, works
from ckanext.socialprograms.views_resource.works.filters import Filters
from ckanext.socialprograms.views_resource.works.grid import read_box

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms datastore socialprograms_works_map"),
]
BOXES = ("-102,20,-101,22", "-101.70,21.10,-101.66,21.14", "-118,14,-86,33", "-100,-10,-99,-9")


@pytest.fixture
def large(table, view, monkeypatch):
    """Save a map of 600 works, which counts as many here."""
    monkeypatch.setattr(prepared, "LARGE", 100)
    chance = random.Random(3)
    rows = [
        {
            "folio": f"F{number}",
            "lat": f"{21.12 + chance.gauss(0, 0.2):.5f}",
            "lon": f"{-101.68 + chance.gauss(0, 0.2):.5f}",
            "estatus": chance.choice(("Terminada", "En proceso")),
            "monto": str(number),
        }
        for number in range(600)
    ]
    saved = view(table(rows), "socialprograms_works_map", title="Mapa")
    yield saved["id"]
    prepared.forget(saved["id"])


@pytest.fixture
def settled(monkeypatch):
    """Have the version of the table follow at once: PostgreSQL takes up to ten seconds to count what was written."""
    states = iter(range(1_000))
    state = {"now": next(states)}
    real = source.state_of
    monkeypatch.setattr(opening, "state_of", lambda id_: replace(real(id_), version=str(state["now"]), count=600))
    return lambda: state.update(now=next(states))


def opened(view_id):
    return showing.open_stored(view_id)[1]


def test_a_prepared_map_says_what_the_table_says(large, settled, test_request_context):
    with test_request_context():
        before = works.works(opened(large))
        assert before.ready is None
        works.prepare(large, opened(large).source)
        after = works.works(opened(large))
        assert after.ready
        assert after.facts == before.facts
        for filters in (Filters(), Filters(state="Terminada"), Filters(band="1"), Filters(state="Terminada", band="1")):
            for box in BOXES:
                for zoom in (3, 8, 11, 14, 18):
                    asked = read_box({"box": box, "zoom": str(zoom)})
                    assert counted(after, asked, filters) == counted(before, asked, filters)
            assert [one["key"] for one in after.part(filters, 50)] == [one["key"] for one in before.part(filters, 50)]


def counted(found, box, filters):
    """Count the works of each cell."""
    return {(cell["x"] >> box.shift, cell["y"] >> box.shift): cell["count"] for cell in found.cells(box, filters)}


def test_what_was_prepared_of_another_state_of_the_table_is_not_shown(large, settled, test_request_context):
    with test_request_context():
        works.prepare(large, opened(large).source)
        assert works.works(opened(large)).ready
        settled()
        assert works.works(opened(large)).ready is None


def test_other_columns_need_another_set(large, settled, test_request_context):
    with test_request_context():
        works.prepare(large, opened(large).source)
        call_action("resource_view_update", id=large, title="Mapa", view_type="socialprograms_works_map",
                    resource_id=opened(large).resource["id"], column_state="-")  # fmt: skip
        assert works.works(opened(large)).ready is None


def test_the_version_of_a_table_changes_when_it_does(table):
    resource = table([{"a": "1"}])
    with get_write_engine().begin() as connection:
        connection.exec_driver_sql("SELECT pg_stat_force_next_flush()")
    before = source.state_of(resource["id"]).version
    call_action("datastore_delete", resource_id=resource["id"], force=True)
    call_action("datastore_create", resource_id=resource["id"], force=True, fields=[{"id": "a", "type": "text"}])
    assert source.state_of(resource["id"]).version != before


def test_a_job_is_asked_for_once(large, settled, test_request_context):
    with test_request_context():
        works.works(opened(large))
        works.works(opened(large))
        jobs = [one for one in call_action("job_list") if large in (one["title"] or "")]
        assert len(jobs) == 1
        call_action("job_clear")


def test_sets_of_views_that_are_gone_are_taken_away(large, settled, test_request_context):
    with test_request_context():
        source_of = opened(large).source
        works.prepare(large, source_of)
        works.prepare("00000000-0000-4000-8000-000000000000", source_of)
        assert prepared.views() == [large]
        with get_write_engine().connect() as connection:
            assert connection.execute(sa.text("SELECT to_regclass('socialprograms.\"00000000-0000-4000-8000-000000000000_points\"')")).scalar() is None  # fmt: skip
