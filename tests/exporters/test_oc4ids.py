from __future__ import annotations

import json
from importlib import resources

import pytest
from jsonschema import Draft4Validator, FormatChecker

from ckanext.socialprograms.exporters.oc4ids import Program, package, project

PROGRAM = Program(
    "p1", "obras", "Obras", "https://example.org/program/obras", "sop", "Secretaría de Obra", "2026-10-01T10:00:00Z"
)
WORK = {
    "key": "OBRA 1/2",
    "name": "Pavimentación",
    "state": "En proceso",
    "amount": "$2,441,037.56",
    "year": "2025",
    "latitude": "21.13672",
    "longitude": "-101.69020",
    "municipality": "11020",
}


@pytest.fixture(scope="module")
def validator():
    file = resources.files("ckanext.socialprograms").joinpath("catalogues/oc4ids/project-schema-0.9.5.json")
    return Draft4Validator(json.loads(file.read_text("utf-8")), format_checker=FormatChecker())


@pytest.mark.parametrize(
    "row", [WORK, {"name": "Sola"}, {**WORK, "amount": "mucho", "year": "ayer", "latitude": "N/D"}]
)
def test_a_work_is_a_valid_project(validator, row):
    assert [error.message for error in validator.iter_errors(project(PROGRAM, row, 7))] == []


def test_a_project_says_what_the_list_says_and_no_more():
    found = project(PROGRAM, WORK, 7)
    assert (found["id"], found["identifiers"]) == ("obras-OBRA-1-2", [{"id": "OBRA 1/2"}])
    assert found["status"] == "implementation"
    assert found["budget"] == {"amount": {"amount": 2441037.56, "currency": "MXN"}}
    assert found["locations"][0]["geometry"]["coordinates"] == [-101.6902, 21.13672]
    assert "León" in found["locations"][0]["description"]
    assert found["publicAuthority"]["name"] == "Secretaría de Obra"
    assert not {"status", "budget", "locations", "period", "sector", "type"} & set(project(PROGRAM, {"name": "x"}, 1))


@pytest.mark.parametrize(
    ("said", "phase"), [("Terminada", "completion"), ("POR INICIAR", "preparation"), ("quién sabe", None)]
)
def test_phases_are_told_by_the_words_of_lists(said, phase):
    assert project(PROGRAM, {"name": "x", "state": said}, 1).get("status") == phase


def test_a_place_outside_mexico_is_none():
    assert "locations" not in project(PROGRAM, {"name": "x", "latitude": "0", "longitude": "0"}, 1)


def test_a_package_holds_all_projects():
    told = json.loads(b"".join(package(PROGRAM, (project(PROGRAM, WORK, number) for number in (1, 2)))))
    assert (told["version"], len(told["projects"])) == ("0.9", 2)
