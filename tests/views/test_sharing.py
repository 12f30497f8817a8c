from __future__ import annotations

import hashlib
import html
import json
import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest

from ckan.plugins import plugin_loaded
from ckan.tests import factories, helpers

HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def promise(clean_records, migrate_db_for):
    if plugin_loaded("activity"):
        migrate_db_for("activity")
    agency = factories.Organization(name="planeacion", title="Secretaría de Planeación")
    return factories.Dataset(
        type="commitment",
        name="promesa",
        title="Revisar el programa",
        notes="Revisar **juntos**.",
        owner_org=agency["id"],
        end_date="2027-08-22",
        activities=[{"id": "A1", "description": "Plenaria"}],
    )


def described(page):
    found = re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in reversed(found)}  # the first of a name counts


def cited_address(page):
    found = re.search(r'class="sp-cite">[^<]*(http://test\.ckan\.net/[^<\s]+)', page)
    assert found
    return urlsplit(html.unescape(found[1]))


@pytest.mark.usefixtures("promise")
def test_a_link_to_a_record_shows_who_and_until_when(app):
    told = described(app.get("/es/commitment/promesa").body)
    assert told["title"] == "Revisar el programa"
    assert told["url"] == "http://test.ckan.net/es/commitment/promesa"
    for said in ("Secretaría de Planeación", "22 de agosto de 2027", "Revisar juntos."):
        assert said in told["description"]
    assert app.get(urlsplit(told["image"]).path, status=200).data.startswith(b"\x89PNG")


@pytest.mark.usefixtures("promise")
@pytest.mark.parametrize(
    ("page", "canonical"),
    [
        ("/es/commitment/?q=programa&page=1&utm=x", "/es/commitment/?q=programa&utm=x"),
        ("/es/monitor?agency=planeacion&page=2", "/es/monitor?agency=planeacion"),
        ("/es/monitor?state=undated", "/es/monitor?state=undated"),
        ("/es/dataset/?q=agua&page=1", "/es/dataset/?q=agua"),
        ("/es/commitment/promesa?as_of=2026-01-01", "/es/commitment/promesa"),
    ],
)
def test_pages_have_one_address_and_a_preview(app, page, canonical):
    body = app.get(page, status=200).body
    assert described(body)["url"] == f"http://test.ckan.net{canonical}"
    assert f'<link rel="canonical" href="{html.escape("http://test.ckan.net" + canonical)}">' in body


@pytest.mark.usefixtures("promise")
@pytest.mark.parametrize("page", ["/es/", "/es/calls", "/es/signals", "/es/signals/rules"])
def test_pages_without_a_list_have_a_preview_too(app, page):
    told = described(app.get(page, status=200).body)
    assert told["url"] == f"http://test.ckan.net{page}"
    assert told["title"]
    assert told["description"]


@pytest.mark.usefixtures("promise")
def test_a_record_is_shared_by_whatsapp_and_by_its_address(app):
    page = app.get("/es/commitment/promesa").body
    found = re.search(r'href="(https://wa\.me/[^"]+)"', page)
    assert found
    assert "+" not in found[1], "which some telephones show as it is"
    (message,) = parse_qs(urlsplit(html.unescape(found[1])).query)["text"]
    assert message.startswith("*Revisar el programa*\n")
    assert message.endswith("\nhttp://test.ckan.net/es/commitment/promesa")
    assert 'readonly value="http://test.ckan.net/es/commitment/promesa"' in page


def test_what_people_write_does_no_harm_in_the_head(app, promise):
    helpers.call_action("package_patch", id=promise["id"], title=HOSTILE, notes=HOSTILE)
    page = app.get("/es/commitment/promesa").body
    assert "<script>alert(1)" not in page
    assert described(page)["title"] == HOSTILE


@pytest.mark.usefixtures("promise")
def test_the_citation_leads_to_the_version_and_names_its_file(app):
    page = app.get("/es/commitment/promesa").body
    address = cited_address(page)
    answer = app.get(f"{address.path}.json?{address.query}", status=200)
    named = re.search(r"-([0-9a-f]{12})\.json", answer.headers["Content-Disposition"])
    assert named
    assert f"{named[1]}." in page


def test_the_file_of_a_version_is_the_same_in_all_languages(app, promise, create_with_upload):
    minutes = create_with_upload(b"contenido", "minuta.txt", package_id=promise["id"])
    # CKAN keeps the address of a file in the language of whoever saved the record last.
    saving = {"headers": {"Authorization": factories.SysadminWithToken()["token"]}, "status": 200}
    app.post("/es/api/3/action/resource_patch", json={"id": minutes["id"], "name": "Minuta"}, **saving)
    files = [app.get(f"{language}/commitment/promesa.json").data for language in ("", "/es", "/en")]
    assert files[0] == files[1] == files[2]
    assert b"minuta.txt" in files[0]
    assert b"http://test.ckan.net/es/" not in files[0]
    code = hashlib.sha256(files[0]).hexdigest()[:12]
    for language in ("es", "en"):
        assert f"{code}." in app.get(f"/{language}/commitment/promesa").body


def test_a_citation_says_when_the_record_changed_since(app, promise):
    address = cited_address(app.get("/commitment/promesa").body)
    assert "it has not changed since" in app.get(f"{address.path}?{address.query}").body
    before = address.query.replace("as_of=2", "as_of=1")  # a thousand years ago
    page = app.get(f"{address.path}?{before}").body
    assert "This record changed since it was cited" in page
    assert "does not keep that version" in page
    app.get(f"{address.path}.json?{before}", status=410)
    app.get(f"{address.path}.csv?as_of=ayer", status=400)


@pytest.mark.ckan_config("ckan.plugins", "activity scheming_datasets socialprograms")
@pytest.mark.parametrize("is_public", [True, False])
def test_an_earlier_version_is_served_where_the_portal_shows_it(app, promise, ckan_config, monkeypatch, is_public):
    monkeypatch.setitem(ckan_config, "ckan.auth.public_activity_stream_detail", is_public)
    user = factories.Sysadmin()  # the activity plugin hides what the portal itself changes
    helpers.call_action("package_patch", {"user": user["name"]}, id=promise["id"], theme="Gobierno abierto")
    address = cited_address(app.get("/commitment/promesa").body)
    first = json.loads(app.get(f"{address.path}.json?{address.query}").data)
    time.sleep(1.1)  # a version is named by its second
    helpers.call_action("package_patch", {"user": user["name"]}, id=promise["id"], title="Otro título")
    answer = app.get(f"{address.path}.json?{address.query}")
    assert answer.status_code == (200 if is_public else 410)
    if is_public:
        assert json.loads(answer.data)["record"]["title"] == first["record"]["title"] == "Revisar el programa"
        assert ".json?as_of=" in app.get(f"{address.path}?{address.query}").body
