from __future__ import annotations

from ckanext.socialprograms.pages.links import Record, chain, named_references

COMMITMENT = {
    "id": "c-1",
    "name": "compromiso",
    "type": "commitment",
    "programs": ["becas", "Vamos Juntos", "https://example.org/programa"],
    "evaluations": ["e-1"],
}
BECAS = Record("p-1", "becas", "Becas", "program")
STUDY = Record("e-1", "estudio", "Estudio", "evaluation", references=("compromiso",))


def test_a_link_by_name_or_id_leads_to_the_record():
    found = chain(COMMITMENT, [BECAS, STUDY])
    assert [(one.title, one.name) for one in found.evaluations] == [("Estudio", "estudio")]
    assert found.programs[0].name == "becas"


def test_what_is_not_here_is_kept_as_such():
    _, missing, outside = chain(COMMITMENT, [BECAS, STUDY]).programs
    assert (missing.title, missing.is_here, missing.url) == ("Vamos Juntos", False, "")
    assert (outside.is_here, outside.url) == (False, "https://example.org/programa")


def test_records_that_name_this_one_are_found_by_its_name_or_id():
    data = {"id": "p-1", "name": "becas", "type": "program"}
    by_id = Record("c-2", "otro", "Otro", "commitment", references=("p-1",))
    by_name = Record("c-3", "tercero", "Tercero", "commitment", is_draft=True, references=("becas",))
    found = chain(data, [by_id, by_name])
    assert [(one.name, one.is_draft) for one in found.of("commitment")] == [("otro", False), ("tercero", True)]
    assert found.programs == ()


def test_a_record_linked_both_ways_is_shown_once():
    assert len(chain(COMMITMENT, [BECAS, STUDY]).evaluations) == 1


def test_a_record_of_another_type_does_not_stand_in_for_what_is_named():
    table = Record("d-1", "becas", "Tabla", "dataset")
    assert not chain(COMMITMENT, [table]).programs[0].is_here


def test_outside_addresses_are_not_looked_up():
    assert named_references(COMMITMENT) == ("becas", "Vamos Juntos", "e-1")
