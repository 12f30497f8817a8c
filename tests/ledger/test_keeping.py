from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.ledger import entries
from ckanext.socialprograms.ledger.table import ledger

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]
ACTIVITIES = [{"id": "1.1", "description": "Primera reunión", "due_date": "2019-09-05"}]
LATER = [{"id": "1.1", "description": "Primera reunión", "due_date": "2019-12-05"}]


@pytest.fixture
def commitment():
    return factories.Dataset(type="commitment", activities=ACTIVITIES, owner_org=factories.Organization()["id"])


def refused(**changes) -> Any:
    with pytest.raises(tk.ValidationError) as error:
        call_action("package_patch", **changes)
    return error.value.error_dict


def test_moving_a_date_of_a_published_record_needs_a_reason(commitment):
    assert "replanning_reason" in refused(id=commitment["id"], activities=LATER)
    assert call_action("package_show", id=commitment["id"])["activities"][0]["due_date"] == "2019-09-05"


def test_the_old_date_its_reason_its_author_and_day_stay_in_the_record(commitment):
    user = factories.Sysadmin()
    saved = call_action(
        "package_patch",
        {"user": user["name"], "ignore_auth": False},
        id=commitment["id"],
        activities=LATER,
        replanning_reason="Contingencia sanitaria",
    )
    [entry] = call_action("package_show", id=saved["id"])["replanning"]
    assert entry["before"] == "2019-09-05"
    assert entry["after"] == "2019-12-05"
    assert entry["reason"] == "Contingencia sanitaria"
    assert entry["author"] == user["name"]
    assert "replanning_reason" not in saved


def test_unpublishing_first_does_not_avoid_the_reason(commitment):
    call_action("socialprograms_unpublish", id=commitment["id"])
    assert "replanning_reason" in refused(id=commitment["id"], activities=LATER)


def test_a_draft_that_was_never_published_may_change_freely():
    draft = factories.Dataset(type="commitment", state="draft", activities=ACTIVITIES)
    changed = call_action("package_patch", id=draft["id"], activities=LATER)
    assert changed["activities"][0]["due_date"] == "2019-12-05"
    assert entries.of_record(draft["id"]) == []


def test_what_a_sender_writes_as_replanning_is_not_believed(commitment):
    call_action("package_patch", id=commitment["id"], replanning=[{"activity": "1.1", "field": "due_date"}])
    assert call_action("package_show", id=commitment["id"])["replanning"] == []


def test_a_reason_is_not_kept_for_the_next_change(commitment):
    call_action("package_patch", id=commitment["id"], activities=LATER, replanning_reason="Lluvias")
    assert "replanning_reason" in refused(id=commitment["id"], activities=ACTIVITIES)


def test_nobody_rewrites_the_ledger(commitment):
    call_action("package_patch", id=commitment["id"], activities=LATER, replanning_reason="Lluvias")
    for statement in (sa.update(ledger).values(reason="otra"), sa.delete(ledger)):
        with pytest.raises(DBAPIError, match="append-only"):
            model.Session.execute(statement)
        model.Session.rollback()


def test_the_ledger_outlives_a_purged_record(commitment):
    call_action("package_patch", id=commitment["id"], activities=LATER, replanning_reason="Lluvias")
    call_action("dataset_purge", id=commitment["id"])
    assert len(entries.of_record(commitment["id"])) == 1


def test_the_ledger_is_in_the_search_index_too(commitment):
    call_action("package_patch", id=commitment["id"], activities=LATER, replanning_reason="Lluvias")
    [found] = call_action("package_search", q="*:*", fq="dataset_type:commitment")["results"]
    assert found["replanning"][0]["reason"] == "Lluvias"


def test_truncating_the_ledger_is_forbidden_too():
    with pytest.raises(DBAPIError, match="append-only"):
        model.Session.execute(sa.text("TRUNCATE socialprograms_ledger"))
    model.Session.rollback()


def test_one_context_that_saves_several_records_keeps_them_apart(commitment):
    other = factories.Dataset(type="commitment", activities=ACTIVITIES)
    context: Any = {"user": factories.Sysadmin()["name"]}
    patch = tk.get_action("package_patch")
    patch(context, {"id": commitment["id"], "activities": LATER, "replanning_reason": "Lluvias"})
    with pytest.raises(tk.ValidationError):
        patch(context, {"id": other["id"], "activities": LATER})
    made = tk.get_action("package_create")(
        context, {"type": "commitment", "title": "Otro", "owner_org": commitment["owner_org"], "activities": LATER}
    )
    assert [len(entries.of_record(record["id"])) for record in (commitment, other, made)] == [1, 0, 0]


def test_a_revision_needs_its_reason_as_well(commitment):
    change = {"match__id": commitment["id"], "update__activities__0__due_date": "2020-01-01"}
    with pytest.raises(tk.ValidationError):
        call_action("package_revise", **change)
    call_action("package_revise", **change, update__replanning_reason="Lluvias")
    assert entries.of_record(commitment["id"])[0]["after"] == "2020-01-01"


def test_publishing_in_bulk_counts_as_publishing():
    private = factories.Dataset(
        type="commitment", activities=ACTIVITIES, private=True, owner_org=factories.Organization()["id"]
    )
    assert not entries.was_published(private["id"])
    for action in ("bulk_update_public", "bulk_update_private"):
        call_action(action, datasets=[private["id"]], org_id=private["owner_org"])
    assert "replanning_reason" in refused(id=private["id"], activities=LATER)


def test_a_date_that_cannot_be_read_is_not_a_date_that_was_taken_back(commitment):
    errors = refused(id=commitment["id"], activities=[{**ACTIVITIES[0], "due_date": "pronto"}])
    assert list(errors) == ["activities"]
    assert list(errors["activities"][0]) == ["due_date"]


def test_the_ledger_is_asked_for_by_an_action_and_follows_who_may_see_the_record(commitment):
    call_action("package_patch", id=commitment["id"], activities=LATER, replanning_reason="Lluvias")
    anyone = {"user": "", "ignore_auth": False}
    assert [entry["after"] for entry in call_action("socialprograms_ledger", anyone, id=commitment["id"])] == [
        "2019-12-05"
    ]
    call_action("socialprograms_unpublish", id=commitment["id"])
    with pytest.raises(tk.NotAuthorized):
        call_action("socialprograms_ledger", anyone, id=commitment["id"])
    call_action("dataset_purge", id=commitment["id"])
    with pytest.raises(tk.NotAuthorized):
        call_action("socialprograms_ledger", anyone, id=commitment["id"])
    assert len(call_action("socialprograms_ledger", id=commitment["id"])) == 1
