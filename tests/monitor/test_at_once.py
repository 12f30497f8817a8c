"""The board is right as soon as a record or an organization has changed, whatever changed it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.monitor import mirror
from ckanext.socialprograms.monitor.board import board
from ckanext.socialprograms.monitor.filters import Filters
from ckanext.socialprograms.monitor.tables import activity, record

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]
WORK = [
    {
        "id": "A1",
        "description": "Publicar las reglas",
        "due_date": "2026-11-01",
        "status": "done",
        "result": "Salieron.",
    },
    {"id": "A2", "description": "Reunir al comité", "due_date": "2026-11-01"},
    {"id": "A3", "description": "Publicar el informe"},
]
PROOF = [{"title": "Reglas", "url": "https://example.org/reglas.pdf", "activities": ["A1"]}]


@pytest.fixture
def organization():
    return factories.Organization(title="Secretaría de Planeación")


@pytest.fixture
def commitment(organization):
    """Give a published commitment with three activities, of which one is done with evidence."""
    return call_action(
        "package_create",
        type="commitment",
        name="compromiso",
        title="Compromiso",
        owner_org=organization["id"],
        action_plan="Segundo plan",
        theme="Transparencia",
        sdg_targets=["16.6"],
        activities=WORK,
        evidence=PROOF,
        declared=[{"percent": "100"}],
    )


@pytest.fixture
def seen(today):
    """Ask the board, which remembers what it counted, for its totals."""
    return lambda: board(Filters(), today).totals


def rows():
    """Give all rows of the board's tables."""
    return [
        [tuple(row) for row in model.Session.execute(sa.select(table).order_by(*table.primary_key))]
        for table in (record, activity)
    ]


def test_a_new_record_counts(seen, commitment):
    totals = seen()
    assert (totals.records, totals.commitments, totals.all) == (1, 1, 3)
    assert (totals.with_evidence, totals.no_report, totals.undated, totals.declared_percent) == (1, 1, 1, 100)


def test_a_changed_record_counts_as_it_is_now(seen, commitment):
    before = seen()
    changed = [WORK[0], {**WORK[1], "status": "in_progress"}, {**WORK[2], "due_date": "2026-12-01"}]
    call_action("package_patch", id=commitment["id"], activities=changed)
    assert (before.no_report, before.overdue, before.due_soon) == (1, 0, 0)
    assert (seen().no_report, seen().overdue, seen().due_soon) == (0, 1, 1)


def test_a_file_proves_an_activity_and_its_loss_takes_the_proof_away(seen, commitment):
    call_action("package_patch", id=commitment["id"], evidence=[])
    assert seen().with_evidence == 0
    file = call_action(
        "resource_create", package_id=commitment["id"], url="https://example.org/acta.pdf", activities=["A1"]
    )
    assert seen().with_evidence == 1
    call_action("resource_delete", id=file["id"])
    assert seen().with_evidence == 0


def test_a_moved_date_counts_as_replanned_with_its_days(seen, commitment, today):
    moved = [WORK[0], {**WORK[1], "due_date": "2026-12-12"}, WORK[2]]
    call_action("package_patch", id=commitment["id"], activities=moved, replanning_reason="La sala no estaba libre.")
    assert seen().replanned == 1
    assert [one.slippage for one in board(Filters(), today).watched["replanned"]] == [41]


def test_a_first_date_is_not_a_replanning(seen, commitment):
    call_action("package_patch", id=commitment["id"], activities=[*WORK[:2], {**WORK[2], "due_date": "2027-01-01"}])
    assert seen().replanned == 0


def test_a_deleted_record_counts_no_more_and_counts_again_when_it_is_back(seen, commitment):
    call_action("package_delete", id=commitment["id"])
    assert seen().records == 0
    call_action("package_patch", id=commitment["id"], state="active")
    assert (seen().records, seen().all) == (1, 3)


def test_an_unpublished_record_counts_no_more_and_a_published_one_does(seen, commitment):
    call_action("socialprograms_unpublish", id=commitment["id"])
    assert seen().records == 0
    call_action("socialprograms_publish", id=commitment["id"])
    assert seen().records == 1


def test_a_private_record_does_not_count(seen, commitment):
    call_action("package_patch", id=commitment["id"], private=True)
    assert seen().records == 0
    call_action("package_patch", id=commitment["id"], private=False)
    assert seen().records == 1


def test_a_purged_record_leaves_nothing(seen, commitment):
    call_action("dataset_purge", id=commitment["id"])
    assert seen().records == 0
    assert rows() == [[], []]


@pytest.mark.parametrize("action", ["bulk_update_private", "bulk_update_delete"])
def test_bulk_changes_count(seen, commitment, organization, action):
    assert seen().records == 1
    call_action(action, datasets=[commitment["id"]], org_id=organization["id"])
    assert seen().records == 0


def test_a_bulk_publication_counts(seen, commitment, organization):
    call_action("package_patch", id=commitment["id"], private=True)
    assert seen().records == 0
    call_action("bulk_update_public", datasets=[commitment["id"]], org_id=organization["id"])
    assert seen().records == 1


def test_a_renamed_organization_is_called_by_its_new_name(commitment, organization, today):
    def name():
        return [(row.key, row.label) for row in board(Filters(), today).tables["agency"]]

    assert name() == [(organization["name"], "Secretaría de Planeación")]
    call_action("organization_patch", id=organization["id"], title="Secretaría de Bienestar", name="bienestar")
    assert name() == [("bienestar", "Secretaría de Bienestar")]


def test_a_record_that_changes_hands_counts_for_its_new_agency(commitment, today):
    other = factories.Organization()
    call_action("package_owner_org_update", id=commitment["id"], organization_id=other["id"])
    assert [row.key for row in board(Filters(), today).tables["agency"]] == [other["name"]]


def test_rows_deleted_past_every_hook_are_gone(seen, commitment):
    """As ckanext-harvest clears a source."""
    assert seen().records == 1
    model.Session.execute(sa.text("DELETE FROM member WHERE table_id = :id"), {"id": commitment["id"]})
    model.Session.execute(sa.text("DELETE FROM package WHERE id = :id"), {"id": commitment["id"]})
    model.Session.commit()
    assert seen().records == 0
    assert rows() == [[], []]


def test_a_saving_that_fails_leaves_the_board_alone(seen, commitment):
    before = rows()
    with pytest.raises(tk.ValidationError):
        call_action("package_patch", id=commitment["id"], activities=[*WORK, {**WORK[0], "description": "Otra"}])
    model.Session.rollback()
    assert rows() == before
    assert seen().all == 3


def test_what_was_not_committed_is_not_remembered(seen, commitment):
    context = {"defer_commit": True, "return_id_only": True}
    call_action("package_patch", context, id=commitment["id"], activities=WORK[:1], replanning_reason="Se redujo.")
    assert seen().all == 1
    model.Session.rollback()
    assert seen().all == 3


def test_two_changes_in_one_transaction_are_told_apart(seen, commitment):
    package = model.Package.get(commitment["id"])
    assert package
    for private, records in ((True, 0), (False, 1), (True, 0)):
        package.private = private
        model.Session.flush()
        assert seen().records == records


def test_programs_and_plain_datasets_have_no_rows():
    call_action("package_create", type="program", name="programa", title="Programa")
    factories.Dataset()
    assert rows() == [[], []]


def test_rebuilding_writes_what_saving_wrote(commitment, cli):
    from ckan.cli.cli import ckan  # noqa: PLC0415 (it reads the configuration)

    call_action("package_patch", id=commitment["id"], activities=WORK[::-1], replanning_reason="Otro orden.")
    before = rows()
    model.Session.execute(sa.delete(activity))
    model.Session.execute(sa.update(record).values(theme="otro"))
    model.Session.commit()
    result = cli.invoke(ckan, ["socialprograms", "rebuild"])
    assert not result.exit_code, result.output
    assert "1" in result.output
    assert rows() == before


def test_rebuilding_waits_for_who_is_saving(commitment):
    """So that it can't put back what it read before the saving."""
    assert model.meta.engine
    with model.meta.engine.connect() as other:  # someone is saving the record
        other.execute(sa.update(model.package_table).values(title="Otro"))
        model.Session.execute(sa.text("SET LOCAL lock_timeout = '200ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            mirror.mirror([commitment["id"]])
        model.Session.rollback()
        other.rollback()
    assert mirror.mirror([commitment["id"]]) == 1
