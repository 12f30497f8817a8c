"""What is kept on the way, and what is not sent again."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timezone

import pytest
from freezegun import freeze_time
from sqlalchemy import event
from sqlalchemy.engine import Engine

from ckan.tests import factories, helpers

FEEDS = ("/program.atom", "/program.ics", "/dataset.atom?q=becas", "/program/becas.atom", "/program/becas.ics")


@pytest.fixture
def program(clean_records):
    agency = factories.Organization(name="planeacion", title="Planeación")
    calls = [{"title": "2027", "opens": "2027-01-01", "closes": "2027-01-31"}]
    return factories.Dataset(type="program", name="becas", title="Becas", owner_org=agency["id"], calls=calls)


@pytest.fixture
def reader(program):
    """Give what a portal's reader sends who is signed in."""
    user = factories.UserWithToken()
    helpers.call_action("organization_member_create", id="planeacion", username=user["name"], role="editor")
    return {"Authorization": user["token"]}


@contextmanager
def asked_of_the_database():
    statements = []

    def note(_connection, _cursor, statement, *_others):
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


def known(answer):
    return {"If-None-Match": answer.headers["ETag"]}


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize("address", FEEDS)
def test_what_did_not_change_is_not_sent_again(app, address):
    first = app.get(address, status=200)
    again = app.get(address, headers=known(first), status=304)
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    app.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]}, status=304)
    assert "Set-Cookie" not in first.headers
    assert first.cache_control.public
    assert {"cookie", "authorization"} <= {name.lower() for name in first.vary}


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize("address", FEEDS)
def test_asking_again_costs_one_small_question(app, address):
    first = app.get(address)
    with asked_of_the_database() as statements:
        app.get(address, headers=known(first), status=304)
    asked = [one for one in statements if "FROM package" in one]
    assert len(asked) == ("/program/" in address)
    others = [
        one for one in statements if one not in asked and "FROM system_info" not in one
    ]  # CKAN looks for its options
    assert not others


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize(
    "change",
    [
        lambda: helpers.call_action("package_patch", id="becas", title="Becas nuevas"),
        lambda: helpers.call_action("package_patch", id="becas", private=True),
        lambda: helpers.call_action("package_delete", id="becas"),
    ],
)
def test_what_changed_or_went_is_told(app, address, change):
    first = app.get(address)
    change()
    assert app.get(address, headers=known(first)).status_code in (200, 404)


@pytest.mark.usefixtures("program")
def test_the_next_day_and_another_language_are_told_anew(app):
    first = app.get("/es/program/becas.atom")
    app.get("/en/program/becas.atom", headers=known(first), status=200)
    with freeze_time(datetime(2040, 1, 1, 12, tzinfo=timezone.utc)):
        app.get("/es/program/becas.atom", headers=known(first), status=200)


@pytest.mark.parametrize("address", [*FEEDS, "/program.csv", "/program/becas.json", "/program.zip"])
def test_what_is_for_one_reader_is_kept_by_nobody_on_the_way(app, reader, address):
    helpers.call_action("package_patch", id="becas", private=True)
    answer = app.get(address, headers=reader, status=200)
    assert answer.cache_control.private
    assert not answer.cache_control.public
    assert "ETag" not in answer.headers
