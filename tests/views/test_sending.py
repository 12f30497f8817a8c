"""Long downloads: so many at the same time and no more."""

from __future__ import annotations

import pytest

from ckan.lib.redis import connect_to_redis
from ckan.tests import factories

from ckanext.socialprograms.takeaway import turns

LIMITED = pytest.mark.ckan_config("ckanext.socialprograms.long_downloads", 1)
pytestmark = [LIMITED, pytest.mark.usefixtures("program")]


@pytest.fixture
def program(clean_records):
    for key in connect_to_redis().keys("socialprograms:downloads:*"):
        connect_to_redis().delete(key)
    return factories.Dataset(type="program", name="becas", title="Becas")


def refused(app, address="/es/program.zip"):
    answer = app.get(address, status=503)
    assert answer.headers["Retry-After"] == "60"
    return answer


def test_whoever_comes_when_all_turns_are_taken_is_asked_to_come_again(app):
    turn = turns.take(1)
    assert turn
    assert "descargas grandes" in refused(app).body
    refused(app, "/program/becas.zip")
    turn.give_back()
    app.get("/program.zip", status=200)


def test_pages_and_short_files_are_never_refused(app):
    assert turns.take(1)
    for address in ("/program/", "/program/becas", "/program.csv", "/program/becas.json", "/program.atom"):
        app.get(address, status=200)


def test_a_download_that_ends_gives_its_turn_back(app):
    for _again in range(3):
        assert app.get("/program.zip", status=200).data
        assert app.get("/program/becas.zip", status=200).data


@pytest.mark.parametrize("pieces", [0, 1])
def test_whoever_goes_away_gives_the_turn_back(app, pieces):
    answer = app.get("/program.zip", buffered=False)
    read = iter(answer.response)
    for _piece in range(pieces):
        next(read)
    assert turns.take(1) is None
    answer.close()
    assert turns.take(1)


def test_the_turn_of_a_process_that_died_ends_on_its_own(monkeypatch):
    monkeypatch.setattr(turns, "HELD", -1)
    assert turns.take(1)
    assert turns.take(1)


def test_a_turn_is_renewed_while_it_is_read(monkeypatch):
    turn = turns.take(1)
    assert turn
    monkeypatch.setattr(turns, "RENEWED", -1)
    before = connect_to_redis().zscore(turns._key(), turn.name)
    read = turn.during([b"a", b"b"])
    assert [next(read), next(read)] == [b"a", b"b"]
    after = connect_to_redis().zscore(turns._key(), turn.name)
    assert before is not None
    assert after is not None
    assert after > before


@pytest.mark.ckan_config("ckan.redis.url", "redis://127.0.0.1:1/0")
def test_without_redis_nobody_is_turned_away(app, monkeypatch):
    monkeypatch.setattr("ckan.lib.redis._connection_pool", None)
    assert turns.take(1)
    app.get("/program.zip", status=200)
    monkeypatch.setattr("ckan.lib.redis._connection_pool", None)


def test_a_portal_may_have_no_limit(app, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckanext.socialprograms.long_downloads", 0)
    assert turns.take(1)
    app.get("/program.zip", status=200)
