from __future__ import annotations

import io
import re

import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

pytestmark = [
    pytest.mark.ckan_config("WTF_CSRF_ENABLED", True),
    pytest.mark.usefixtures("clean_records"),
]


@pytest.fixture
def draft():
    user = factories.User(password="a-long-password")
    owner = factories.Organization(users=[{"name": user["name"], "capacity": "editor"}])
    made = factories.Dataset(type="commitment", owner_org=owner["id"], state="draft", user=user)
    return {**made, "user": user}


@pytest.fixture
def browser(app, draft):
    """Give the browser of a publisher who signed in, after a stranger called the same pages."""
    app.post("/import/", follow_redirects=False)
    app.post(f"/socialprograms/{draft['id']}/publish")
    client = app.flask_app.test_client()
    form = {"login": draft["user"]["name"], "password": "a-long-password", "_csrf_token": token(client, "/user/login")}
    assert client.post("/user/login", data=form).status_code == 302
    return client


def token(client, address):
    return re.findall(r'name="_csrf_token" content="([^"]+)"', client.get(address).text)[0]


def state_of(record):
    return call_action("package_show", id=record["id"])["state"]


def test_what_another_site_makes_a_browser_send_is_refused(browser, draft):
    assert browser.post(f"/socialprograms/{draft['id']}/publish").status_code == 400
    assert browser.post("/import/", data={"upload": (io.BytesIO(b"x"), "a.txt")}).status_code == 400
    assert state_of(draft) == "draft"


def test_what_our_own_form_sends_is_done(browser, draft):
    sent = {"_csrf_token": token(browser, f"/commitment/{draft['name']}")}
    assert browser.post(f"/socialprograms/{draft['id']}/publish", data=sent).status_code == 302
    assert state_of(draft) == "active"


def test_programs_send_their_own_token_instead(app, draft):
    key = call_action("api_token_create", user=draft["user"]["name"], name="t")["token"]
    app.post(f"/socialprograms/{draft['id']}/publish", headers={"Authorization": key}, follow_redirects=False)
    assert state_of(draft) == "active"
