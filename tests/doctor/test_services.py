from __future__ import annotations

import pytest
import rq
import sqlalchemy as sa

from ckan import model
from ckan.lib.jobs import DEFAULT_QUEUE_NAME, add_queue_name_prefix
from ckan.lib.redis import connect_to_redis

from ckanext.socialprograms.doctor import portal, services, workers
from ckanext.socialprograms.doctor.finding import BROKEN, COULD_BE_BETTER, GOOD
from ckanext.socialprograms.spanish import setup

from .conftest import told

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]


@pytest.mark.parametrize(
    "look",
    [
        portal.ckan_version,
        portal.plugins,
        portal.dataset_schema,
        portal.tables,
        services.database,
        services.redis,
        services.solr,
        services.solr_fields,
    ],
)
def test_what_is_as_it_should_be_is_good(look):
    assert told(look())[0] == GOOD


def test_a_search_that_knows_no_spanish_could_be_better():
    setup.take_out()
    state, found, remedy = told(services.spanish())
    assert state == COULD_BE_BETTER
    assert found == "The search treats Spanish as English."
    assert "search-setup" in remedy
    setup.set_up(lambda _count: lambda _done: None)
    assert told(services.spanish())[0] == GOOD
    setup.take_out()


def test_a_solr_that_does_not_answer_is_a_finding_and_not_an_error(ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "solr_url", "http://127.0.0.1:9/solr/none")
    state, found, remedy = told(services.solr())
    assert state == BROKEN
    assert "does not answer" in found
    assert "solr_url" in remedy
    assert list(services.solr_fields()) == []


def test_tables_that_are_not_migrated_name_the_command(monkeypatch):
    monkeypatch.setattr(portal, "current_revision", lambda _: "0001_board")
    assert told(portal.tables()) == (BROKEN, "They are not up to date.", "Run: ckan db upgrade -p socialprograms")


def test_without_a_worker_nobody_does_the_background_work():
    state, found, remedy = told(workers.workers())
    assert state == BROKEN
    assert "No worker" in found
    assert "ckan jobs worker" in remedy


def test_a_worker_of_this_portals_queue_is_seen_and_one_of_another_is_not():
    connection = connect_to_redis()
    other = rq.Worker(["ckan:another:default"], connection=connection)
    own = rq.Worker([add_queue_name_prefix(DEFAULT_QUEUE_NAME)], connection=connection)
    other.register_birth()
    try:
        assert told(workers.workers())[0] == BROKEN
        own.register_birth()
        assert told(workers.workers())[0] == GOOD
    finally:
        for one in (other, own):
            one.register_death()


def test_an_old_database_is_told_with_what_is_needed(monkeypatch):
    monkeypatch.setattr(
        model.Session, "execute", lambda *_: sa.create_engine("sqlite://").connect().exec_driver_sql("SELECT 130004")
    )
    assert told(services.database()) == (
        BROKEN,
        "It is version 13; 14 or newer is needed.",
        "Install version 14 or newer.",
    )
