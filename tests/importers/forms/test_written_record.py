from __future__ import annotations

import io

import pytest

from ckanext.socialprograms.importers.document import Place
from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.importers.limits import MAX_WRITTEN_BYTES

SAMPLE = """\
type: commitment
organization: Secretaría de Cultura
federal_entity: Jalisco
data:
  title: Bibliotecas abiertas
  start_date: 2021-02-01
  action_plan_start_year: 2021
  sdg_targets: [16.10]
  government_actors: [Secretaría de Cultura, 'No']
  theme:
  goals:
  - number: 1
    description: Abrir los domingos
  activities:
  - id: 1.10
    serves: [1]
    description: Contratar personal
    due_date: 2021-05-31
  declared:
  - percent: 49.5
  resources:
  - {name: Plan, url: 'https://example.org/plan.pdf', kind: work_plan}
"""


def read(text, name="registro.yaml"):
    return read_file(io.BytesIO(text.encode() if isinstance(text, str) else text), name)


def refusal(text):
    found = read(text)
    assert found.records == ()
    (error,) = found.errors
    assert "registro.yaml" in str(error)
    return str(error)


def test_a_record_is_read_with_the_fields_of_the_schema():
    found = read(SAMPLE)
    (record,) = found.records
    assert found.form == "written_record"
    assert found.errors == ()
    assert (record.type, record.organization, record.federal_entity) == (
        "commitment",
        "Secretaría de Cultura",
        "Jalisco",
    )
    assert record.data["title"] == "Bibliotecas abiertas"


def test_values_stay_as_they_are_written_and_only_numbers_become_numbers():
    data = read(SAMPLE).records[0].data
    assert data["start_date"] == "2021-02-01"
    assert data["action_plan_start_year"] == 2021
    assert data["declared"] == [{"percent": 49.5}]
    assert data["sdg_targets"] == ["16.10"]
    assert data["government_actors"] == ["Secretaría de Cultura", "No"]
    assert data["activities"][0] == {
        "id": "1.10",
        "serves": ["1"],
        "description": "Contratar personal",
        "due_date": "2021-05-31",
    }
    assert data["resources"][0]["kind"] == "work_plan"


def test_an_empty_field_is_left_out():
    assert "theme" not in read(SAMPLE).records[0].data


def test_fields_and_rows_remember_their_line():
    places = read(SAMPLE).records[0].places
    assert places["title"] == Place(line=5)
    assert places["activities.0"] == Place(line=15)


def test_a_record_without_a_key_gets_one_of_its_title():
    assert read(SAMPLE).records[0].identity == "commitment:bibliotecas-abiertas"


def test_a_file_may_hold_a_list_of_records():
    records = read("- {type: program, data: {title: Uno}}\n- {type: evaluation, data: {title: Dos}}\n").records
    assert [(record.type, record.title) for record in records] == [("program", "Uno"), ("evaluation", "Dos")]


def test_a_follow_up_names_what_it_updates_and_why():
    (record,) = read("{type: commitment, updates: Bibliotecas, reason: Llovió, data: {end_date: 2022-01-01}}").records
    assert (record.updates, record.reason, record.identity) == ("Bibliotecas", "Llovió", "")


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (SAMPLE.replace("theme:", "tema:"), "“tema”, at line 10"),
        (SAMPLE.replace("due_date:", "fecha:"), "“fecha”, at line 18"),
        (SAMPLE.replace("kind: work_plan", "clase: plan"), "“clase”, at line 22"),
        (SAMPLE.replace("organization:", "agency:"), "“agency”, at line 2"),
        (SAMPLE.replace("theme:", "owner_org: abc"), "“owner_org”, at line 10"),
    ],
)
def test_a_field_that_is_not_ours_is_named_with_its_line(wrong, named):
    assert named in refusal(wrong)


def test_a_misspelt_field_is_told_the_closest_one():
    assert "the closest is “due_date”" in refusal(SAMPLE.replace("due_date:", "due_dat:"))


@pytest.mark.parametrize("found", ["dataset", "harvest", "[commitment]", ""])
def test_only_our_types_are_read(found):
    assert "commitment, program, evaluation" in refusal(f"type: {found}\ndata: {{title: Uno}}\n")


@pytest.mark.parametrize(
    "wrong",
    [
        "type: program\ndata: {title: [Uno, Dos]}\n",
        "type: program\norganization: [Una]\ndata: {title: Uno}\n",
        "type: commitment\ndata: {title: Uno, goals: Abrir}\n",
        "type: commitment\ndata: {title: Uno, goals: [Abrir]}\n",
        "type: commitment\ndata: {title: Uno, goals: [{number: {uno: 1}}]}\n",
        "type: commitment\ndata: {title: Uno, government_actors: [{name: Una}]}\n",
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(wrong):
    assert "not written as its field needs" in refusal(wrong)


@pytest.mark.parametrize(
    "wrong", ["type: program\n", "type: program\ndata: Uno\n", "type: program\ndata: {notes: Uno}\n"]
)
def test_a_record_needs_a_title(wrong):
    assert "has no title" in refusal(wrong)


def test_aliases_are_refused_before_they_multiply():
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    assert "line 2 refers to another part" in refusal("\n".join(lines))


def test_a_file_cannot_make_objects():
    assert read("type: program\ndata: {title: !!python/object/apply:os.system [ls]}\n").records == ()


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("type: program\n  data: {\n", 2),
        ("type: program\ndata: {title: Uno\n", 3),
        ("a: 1\n---\nb: 2\n", 2),
        ("[" * 5000, 1),
        ("? [uno]\n: dos\n", 1),
    ],
)
def test_what_is_no_plain_yaml_is_refused_with_its_line(wrong, line):
    assert f"line {line} is not written as YAML asks" in refusal(wrong)


def test_a_key_that_stands_twice_is_refused():
    assert "“title” stands twice" in refusal("type: program\ndata:\n  title: Uno\n  title: Dos\n")


@pytest.mark.parametrize("wrong", ["Uno\n", "- Uno\n- Dos\n", "- [Uno]\n"])
def test_a_file_without_a_record_is_refused(wrong):
    assert "a record was expected at line 1" in refusal(wrong)


@pytest.mark.parametrize("empty", ["# nada\n", "\n\n", "[]\n"])
def test_an_empty_file_is_refused(empty):
    assert "the file is empty" in refusal(empty)


def test_a_file_that_is_too_heavy_is_refused_before_it_is_read():
    assert "more than 1 MB" in refusal(b"#" * (MAX_WRITTEN_BYTES + 1))


def test_the_name_alone_makes_no_other_text_a_record():
    assert read(SAMPLE, "registro.txt").records == ()
