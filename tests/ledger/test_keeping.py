from __future__ import annotations

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


def refused(**changes):
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
