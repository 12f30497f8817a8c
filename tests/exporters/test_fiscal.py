"""Budgets as a Fiscal Data Package, read again by Frictionless Data's own tool."""

from __future__ import annotations

import json

import pytest
from frictionless import Package, validate

from ckanext.socialprograms.exporters import fiscal

HEAD = fiscal.Head("becas", "Becas", "https://datos.example/program/becas", "2026-01-31T10:00:00Z")
PROGRAM = {
    "id": "1",
    "type": "program",
    "title": "=Becas, para “todos”",
    "organization": {"name": "dif", "title": "DIF"},
    "budget": [
        {"year": "2025", "approved": "1000000.50", "spent": "0", "approved_url": "https://datos.example/p.pdf"},
        {"year": "2024", "modified": "5", "note": "Dos\nlíneas"},
        {"year": "2023", "note": "nobody knows how much"},
    ],
}


@pytest.fixture
def package(tmp_path):
    """Write a package of programs into a folder, and give the address of its descriptor."""

    def make(*programs):
        for member in fiscal.members(HEAD, programs, str):
            chunks = [member.chunks] if isinstance(member.chunks, bytes) else member.chunks
            (tmp_path / member.path).write_bytes(b"".join(chunks))
        return str(tmp_path / "datapackage.json")

    return make


def rows_of(made):
    return Package.from_descriptor(made).get_table_resource("budget").read_rows()


def test_the_package_is_valid(package):
    report = validate(package(PROGRAM))
    assert report.valid, report.flatten(["message"])


def test_a_row_has_the_money_of_a_year_and_says_what_nobody_published(package):
    rows = rows_of(package(PROGRAM))
    assert [row["year"] for row in rows] == [2025, 2024]
    assert [str(rows[0][phase]) for phase in ("approved", "modified", "accrued", "spent")] == [
        "1000000.50",
        "None",
        "None",
        "0",
    ]
    assert (rows[0]["agency_id"], rows[0]["agency"]) == ("dif", "DIF")


def test_a_package_without_money_is_an_empty_table(package):
    made = package({**PROGRAM, "budget": []})
    assert validate(made).valid
    assert rows_of(made) == []
    assert not fiscal.has_budget({**PROGRAM, "budget": PROGRAM["budget"][2:]})


def test_each_amount_is_said_to_be_of_a_phase():
    schema = json.loads(fiscal.descriptor(HEAD, str))["resources"][0]["schema"]
    phases = [one["normalize"]["phase"] for one in schema["fields"] if "normalize" in one]
    assert phases == ["approved", "modified", "accrued", "spent"]
    target = next(one for one in schema["extraFields"] if one.get("normalizationTarget"))
    assert target["columnType"] == "value"
    assert all(
        "normalize" in one or "columnType" in one or one["name"].endswith(("source", "note"))
        for one in schema["fields"]
    )
