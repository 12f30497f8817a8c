from __future__ import annotations

import csv
import re
from collections import Counter
from typing import Any

import pytest

from ckanext.socialprograms.demo import sample_files
from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.rules import problems

OWN_WORDS = {
    "anticorruption_relevance", "author", "citizen_purpose", "civil_society_actors", "description", "main_objective",
    "name", "note", "notes", "part", "problem", "program_objective", "programs", "recommendation", "result", "sdg_text",
    "social_impact", "source", "text", "title", "unit",
}  # fmt: skip
"""What the samples restate, add or leave out; everything else they say as the documents do."""
AS_PUBLISHED = {
    "action_plan",
    "civil_society_actors",
    "external_key",
    "government_actors",
    "kind",
    "responsible_institution",
    "title",
    "url",
}
LONGEST_QUOTE = 10


@pytest.fixture(scope="module")
def imports():
    return {path.name: read_file(path, path.name) for path in sample_files()}


@pytest.fixture(scope="module")
def records(imports):
    return [record for imported in imports.values() for record in imported.records]


@pytest.fixture(scope="module")
def jalisco(imports):
    return imports["commitment_jalisco.yaml"].records[0].data


@pytest.fixture(scope="module")
def evaluation(imports):
    return imports["evaluation_vamos_juntos.yaml"].records[0].data


def test_programs_come_first_and_follow_ups_last():
    names = [path.name for path in sample_files()]
    assert names[:2] == ["guanajuato_2021.csv", "jalisco_2021.csv"]
    assert names[-2:] == ["evaluation_vamos_juntos.yaml", "follow_up_jalisco.yaml"]
    assert all(name.startswith("commitment_") for name in names[2:-2])


def test_every_file_is_read_without_error_or_warning(imports):
    for name, imported in imports.items():
        assert imported.errors == (), name
        assert imported.warnings == (), name
        assert imported.records, name


def test_no_record_breaks_a_rule(records):
    broken = {record.title: [str(problem.message) for problem in problems(record.data)] for record in records}
    assert {title: found for title, found in broken.items() if found} == {}


def test_the_samples_are_as_many_as_the_documents_tell(records):
    wholes = Counter(record.type for record in records if not record.updates)
    assert wholes == {"program": 57 + 84, "commitment": 12, "evaluation": 1}
    assert len({(record.type, record.identity) for record in records if not record.updates}) == sum(wholes.values())


def test_every_record_names_its_agency(records):
    assert [record.title for record in records if not record.organization and not record.updates] == []


@pytest.mark.parametrize(("name", "state", "count"), [("guanajuato", "Guanajuato", 57), ("jalisco", "Jalisco", 84)])
def test_the_programs_of_a_state_keep_all_columns(imports, name, state, count):
    path = next(path for path in sample_files() if path.name == f"{name}_2021.csv")
    with path.open(encoding="utf-8", newline="") as file:
        assert {len(row) for row in csv.reader(file)} == {63}
    found = imports[path.name].records
    assert len(found) == count
    assert {record.data["federal_entity"] for record in found} == {state}


def test_the_programs_are_those_of_the_inventory(imports, documents):
    whole = {record.identity: record for record in read_file(documents / "IE_2021.xlsx", "IE_2021.xlsx").records}
    for name in ("guanajuato_2021.csv", "jalisco_2021.csv"):
        for record in imports[name].records:
            assert record.data == whole[record.identity].data
            assert record.organization == whole[record.identity].organization


def test_the_commitment_of_jalisco_has_its_work_plan(jalisco):
    assert len(jalisco["goals"]) == 11
    assert len(jalisco["activities"]) == 16
    assert [row["id"] for row in jalisco["activities"] if "due_date" not in row] == ["9.1", "10.1", "11.1"]
    assert not any("status" in row for row in jalisco["activities"])


def test_its_follow_up_tells_what_became_of_goal_9_and_why(imports, jalisco):
    (record,) = imports["follow_up_jalisco.yaml"].records
    assert record.updates == jalisco["title"]
    assert record.reason
    (activity,) = record.data["activities"]
    assert (activity["id"], activity["status"], activity["completed_on"]) == ("9.1", "done", "2020-06-05")
    assert activity["result"]
    assert [row["url"].startswith("https://youtu.be/") for row in record.data["evidence"]] == [True] * 4
    assert all(row["activities"] == ["9.1"] for row in record.data["evidence"])


def test_the_institutions_of_guanajuato_declare_what_they_do(records):
    plan = [record for record in records if record.identity.startswith("commitment:1er-plan")]
    assert len({record.organization for record in plan}) == 11
    percents = [row["percent"] for record in plan for row in record.data["declared"]]
    assert sorted(percents) == [75] + [100] * 12
    assert sum("voices" in record.data for record in plan) == 2
    figures = {row["value"] for record in plan for row in record.data.get("results", ())}
    assert {72, 462, 882, 3702, 49.8} <= figures


def test_their_evidence_is_cited_where_the_document_lost_its_link(records):
    plan = [record for record in records if record.identity.startswith("commitment:1er-plan")]
    with_address = [row["url"] for record in plan for row in record.data["evidence"] if "url" in row]
    assert with_address == ["https://aprendeleon.com/course/datos-abiertos/"]
    assert all(record.data["evidence"] for record in plan)


def test_the_evaluation_has_its_improvement_agenda(evaluation):
    assert len(evaluation["recommendations"]) == 9
    assert len(evaluation["improvements"]) == 15
    assert len(evaluation["activities"]) == 28
    # 22 of the document's 31 entries carry a date; two of them repeat another dated entry.
    assert sum("due_date" in row for row in evaluation["activities"]) == 20
    assert not any("status" in row for row in evaluation["activities"])
    assert evaluation["programs"] == ["Vamos Juntos"]


def test_a_link_to_a_program_names_one_that_is_in_the_samples(imports, jalisco):
    titles = [record.title for record in imports["jalisco_2021.csv"].records]
    names = ["-".join(values.folded(title).split()) for title in titles]
    assert names.count(jalisco["programs"][0]) == 1


def test_the_samples_say_what_the_documents_say(records, documents):
    real = {_key(record): record for number in ("000", "001", "003", "004") for record in _founding(documents, number)}
    written = {_key(record): record for record in records if record.type != "program"}
    assert written.keys() == real.keys()
    for key, record in written.items():
        mine, theirs = _facts(record.data), _facts(real[key].data)
        if record.updates:  # the founding note repeats which goal the activity serves
            theirs["activities"] = [{k: v for k, v in row.items() if k != "serves"} for row in theirs["activities"]]
        assert mine == theirs


def test_the_samples_say_it_in_words_of_their_own(records, documents):
    source = " ".join(" ".join(_words(path.read_text(encoding="utf-8"))) for path in documents.glob("*.txt"))
    for record in records:
        if record.type == "program":
            continue
        for text in [*_texts(record.data), record.reason or ""]:
            words = list(_words(text))
            runs = (words[at : at + LONGEST_QUOTE] for at in range(len(words) - LONGEST_QUOTE + 1))
            copied = [run for run in runs if " ".join(run) in source]
            assert copied == [], record.title


def test_the_readme_names_the_sources_and_every_file(root):
    readme = (root / "ckanext/socialprograms/demo/data/README.md").read_text(encoding="utf-8")
    for word in ("CONEVAL", "Inventario Estatal de Programas y Acciones de Desarrollo Social 2021", "Libre Uso MX"):
        assert word in readme
    for path in sample_files():
        name = re.sub(r"^commitment_guanajuato_.*", "commitment_guanajuato_*.yaml", path.name)
        assert name in readme


def _founding(documents, number):
    path = next(documents.glob(f"{number}_*"))
    return read_file(path, path.name).records


def _key(record):
    return record.type, record.identity or record.updates


def _facts(value: Any) -> Any:
    """Give what is no prose: keys, dates, numbers, institutions, addresses, and how many rows there are."""
    if isinstance(value, dict):
        return {key: _facts(one) for key, one in value.items() if key not in OWN_WORDS}
    return [_facts(one) for one in value] if isinstance(value, list) else value


def _texts(value):
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in AS_PUBLISHED:
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _words(text):
    return re.findall(r"\w+", text.lower())
