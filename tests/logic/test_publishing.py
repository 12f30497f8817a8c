from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action, call_auth

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]


@pytest.fixture
def people():
    users = {name: factories.User() for name in ("admin", "editor", "member", "stranger")}
    roles = [{"name": users[role]["name"], "capacity": role} for role in ("admin", "editor", "member")]
    return {**users, "organization": factories.Organization(users=roles)}


def acting(user):
    return {"user": user["name"], "ignore_auth": False}


@pytest.fixture
def draft(people):
    return call_action(
        "package_create",
        acting(people["editor"]),
        name="compromiso",
        title="Compromiso",
        type="commitment",
        state="draft",
        owner_org=people["organization"]["id"],
    )


def test_an_editors_new_record_stays_a_draft(draft):
    assert draft["state"] == "draft"


def test_a_record_without_files_is_published_and_taken_back(draft, people):
    published = call_action("socialprograms_publish", acting(people["editor"]), id=draft["id"])
    assert published["state"] == "active"
    assert not published["resources"]
    assert call_action("socialprograms_unpublish", acting(people["editor"]), id=draft["id"])["state"] == "draft"


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_only_those_who_edit_publish(draft, people, who):
    with pytest.raises(tk.NotAuthorized):
        call_action("socialprograms_publish", acting(people[who]), id=draft["id"])


@pytest.mark.parametrize(("who", "sees"), [("admin", True), ("editor", True), ("member", False), ("stranger", False)])
def test_a_draft_is_seen_by_those_who_edit_it_and_nobody_else(draft, people, who, sees):
    if sees:
        assert call_auth("package_show", {"user": people[who]["name"], "model": None}, id=draft["id"])
    else:
        with pytest.raises(tk.NotAuthorized):
            call_action("package_show", acting(people[who]), id=draft["id"])
    found = call_action("package_search", acting(people[who]), q="compromiso", include_drafts=True)
    assert found["count"] == int(sees)


def test_the_public_sees_no_draft(draft, app):
    assert app.get("/commitment/compromiso", status=404)
    assert (
        call_action("package_search", {"user": "", "ignore_auth": False}, q="compromiso", include_drafts=True)["count"]
        == 0
    )


def test_members_still_see_private_datasets_of_the_portal(people):
    private = factories.Dataset(owner_org=people["organization"]["id"], private=True)
    assert call_action("package_show", acting(people["member"]), id=private["id"])


def test_a_deleted_draft_is_not_shown_to_members_either(draft, people):
    call_action("package_delete", id=draft["id"])
    with pytest.raises(tk.NotAuthorized):
        call_action("package_show", acting(people["member"]), id=draft["id"])


@pytest.mark.ckan_config("ckan.auth.allow_dataset_collaborators", True)
@pytest.mark.parametrize(("capacity", "sees"), [("editor", True), ("member", False)])
def test_of_a_drafts_collaborators_those_who_edit_see_it(draft, people, capacity, sees):
    stranger = people["stranger"]
    call_action("package_collaborator_create", id=draft["id"], user_id=stranger["id"], capacity=capacity)
    found = call_action("package_search", acting(stranger), q="compromiso", include_drafts=True)
    assert found["count"] == int(sees)


def test_plain_datasets_are_not_ours_to_publish():
    plain = factories.Dataset()
    with pytest.raises(tk.ObjectNotFound):
        call_action("socialprograms_unpublish", id=plain["id"])


def test_the_buttons_refuse_those_who_may_not_edit(draft, people, app):
    address = f"/socialprograms/{draft['id']}/publish"
    app.post(address, headers={"Authorization": factories.APIToken(user=people["member"]["name"])["token"]}, status=403)
    app.post("/socialprograms/nothing/publish", status=404)
    assert call_action("package_show", id=draft["id"])["state"] == "draft"


def test_adding_a_file_leaves_a_draft_a_draft(draft, people, app):
    headers = {"Authorization": factories.APIToken(user=people["editor"]["name"])["token"]}
    page = app.get(f"/commitment/{draft['id']}/resource/new", headers=headers)
    assert 'value="go-metadata"' not in page
    form = {"id": "", "url": "https://example.org/acta.pdf", "name": "Acta", "save": "go-dataset-complete"}
    app.post(f"/commitment/{draft['id']}/resource/new", data=form, headers=headers, follow_redirects=False)
    saved = call_action("package_show", id=draft["id"])
    assert saved["state"] == "draft"
    assert [one["name"] for one in saved["resources"]] == ["Acta"]
