from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def record(read_sample):
    (record,) = read_sample("follow_up").records
    return record


def test_a_follow_up_names_the_commitment_that_it_updates(record, read_sample):
    (commitment,) = read_sample("commitment_form").records
    assert record.updates == commitment.title
    assert record.identity == ""


def test_it_reports_the_activity_as_done_with_its_new_content(record):
    (activity,) = record.data["activities"]
    assert (activity["id"], activity["serves"], activity["status"]) == ("5.1", ["5"], "done")
    assert activity["completed_on"] == "2024-01-18"
    assert activity["description"].startswith("Recorrer cada comedor")
    assert activity["result"].splitlines()[1:] == [
        "1. Un balance de las compras del semestre",
        "2. Una lista de precios por plato.",
    ]


def test_it_gives_the_reason_for_the_change(record):
    assert record.reason.startswith("Por las lluvias de diciembre")
    assert [note.found for note in record.warnings] == ["la asamblea abierta"]


def test_videos_are_evidence_and_other_addresses_links(record):
    assert [row["url"] for row in record.data["evidence"]] == [
        "https://youtu.be/muestra0001",
        "https://youtu.be/muestra0002",
    ]
    assert {(row["kind"], *row["activities"]) for row in record.data["evidence"]} == {("video", "5.1")}
    assert [row["url"] for row in record.data["more_links"]] == ["https://tablero.valleclaro.example/comedores"]


def test_the_founding_note_follows_up_goal_9_of_the_founding_form(read_founding):
    (record,) = read_founding("000").records
    (commitment,) = read_founding("001").records
    (activity,) = record.data["activities"]
    assert record.updates == commitment.title
    assert activity["id"] in {row["id"] for row in commitment.data["activities"]}
    assert (activity["serves"], activity["completed_on"]) == (["9"], "2020-06-05")
    assert "balance de resultados" in activity["description"]
    assert "COVID-19" in record.reason
    assert [row["kind"] for row in record.data["evidence"]] == ["video"] * 4
