from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF

from ckanext.socialprograms.profiles.description import Agency, described, records
from ckanext.socialprograms.profiles.nodes import Site
from ckanext.socialprograms.profiles.terms import terms
from ckanext.socialprograms.profiles.vocabulary import SP
from ckanext.socialprograms.profiles.writing import write
from ckanext.socialprograms.registration import TYPES

from .conftest import SCHEMAS, SITE, filled
from .test_round_trip import SUBJECT, heard, said

STATE = Site("https://datos.guanajuato.gob.mx", "es", "Datos de Guanajuato")
PREFIXES = """
@prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix schema: <http://schema.org/> .
@prefix sp: <https://w3id.org/ckanext-socialprograms#> . @prefix sdg: <http://metadata.un.org/sdg/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def read(turtle, type_="program"):
    graph = Graph().parse(data=PREFIXES + turtle, format="turtle")
    return heard(graph, type_).data


@pytest.mark.parametrize("type_", TYPES)
def test_no_two_fields_are_said_alike(type_):
    def paths(fields):
        return [term.path for term in fields]

    fields = terms(SCHEMAS[type_])
    for level in (fields, *(term.rows for term in fields)):
        assert len(set(paths(level))) == len(level)


def test_a_new_field_without_a_predicate_is_said_under_our_namespace():
    field = {"field_name": "nickname", "label": "Nickname", "validators": "ignore_missing unicode_safe"}
    group = {"field_name": "offices", "label": "Offices", "repeating_subfields": [field]}
    schema = {**SCHEMAS["program"], "dataset_fields": [*SCHEMAS["program"]["dataset_fields"], field, group]}
    data = {**filled("program"), "nickname": "La Tarjeta", "offices": [{"nickname": "Centro"}]}
    graph = Graph()
    write(graph, SUBJECT, data, schema, SITE)
    assert str(graph.value(SUBJECT, SP.nickname)) == "La Tarjeta"
    found = described(graph, SUBJECT, "program", schema, SITE).data
    assert (found["nickname"], found["offices"]) == ("La Tarjeta", [{"nickname": "Centro"}])


def test_links_are_names_at_home_and_addresses_elsewhere():
    data = {**filled("program"), "articulated_programs": ["becas", "https://x.mx/otro", "Un programa sin página"]}
    graph = said(data)
    assert heard(graph, "program").data["articulated_programs"] == data["articulated_programs"]
    assert heard(graph, "program", STATE).data["articulated_programs"] == [
        "https://datos.leon.gob.mx/program/becas",
        "https://x.mx/otro",
        "Un programa sin página",
    ]


def test_a_record_says_where_it_came_from():
    (subject, type_), *others = records(said(filled("evaluation")))
    assert (subject, type_, others) == (SUBJECT, "evaluation", [])
    found = heard(said(filled("evaluation")), "evaluation")
    assert found.uri == str(SUBJECT)
    assert found.key == "f6b6d1c0-0d0f-4a5c-9a51-2d5b0a1e7c11"
    assert found.page == "https://datos.leon.gob.mx/evaluation/registro-1"
    assert found.modified == "2024-03-01T10:00:00Z"
    assert found.agency == Agency("dif", "DIF Municipal", "https://datos.leon.gob.mx/organization/3f0e")


def test_activities_and_what_proves_them_are_joined():
    graph = said(filled("commitment"))
    (evidence,) = [one for one in graph.objects(SUBJECT, SP.evidence) if str(one).endswith("evidence-1")]
    (activity,) = graph.objects(evidence, URIRef("http://www.w3.org/ns/prov#wasGeneratedBy"))
    assert str(graph.value(activity, DCTERMS.identifier)) == "1"
    assert activity in set(graph.objects(SUBJECT, SP.activities))


def test_a_public_service_of_somebody_else_is_a_program():
    data = read(
        f"""<{SUBJECT}> a dcat:Dataset, cpsv:PublicService ;
        dct:title "Beca"@es, "Grant"@en ; dct:subject sdg:1.3, <https://metadata.un.org/sdg/5.b>, <http://x.mx/tema> ;
        dct:type <http://x.mx/tipo> ; dcat:keyword "apoyo"@es ; dct:spatial [ dct:title "León" ] ;
        sp:budget [ sp:year "2024"^^xsd:gYear ; sp:approved [ schema:value 10 ; schema:currency "USD" ] ] ."""
    )
    assert data["title"] == "Beca"
    assert data["sdg_targets"] == ["1.3", "5.b"]
    assert data["territory"] == ["León"]
    assert "program_type" not in data
    assert data["budget"] == [{"year": "2024", "approved": "10 USD"}], "another currency is never read as pesos"


@pytest.mark.parametrize(
    "turtle",
    [
        f"<{SUBJECT}> sp:budget <{SUBJECT}> ; sp:inOrder <{SUBJECT}> ; sp:ofPredicate sp:agencies .",
        f'<{SUBJECT}> sp:budget [ schema:position "{"9" * 5000}" ; sp:note "x" ] .',
        f'<{SUBJECT}> sp:agencies "a" ; sp:inOrder [ sp:ofPredicate sp:agencies ; <http://x.mx/_1> "b" ] .',
        f"<{SUBJECT}> dct:temporal <{SUBJECT}>, [ dcat:startDate 5 ] ; dct:title sp:x, [] .",
    ],
)
def test_a_graph_that_leads_in_circles_or_astray_is_read_to_its_end(turtle):
    assert isinstance(read(f"{turtle} <{SUBJECT}> a sp:Program ."), dict)


def test_what_xml_can_not_hold_is_left_out_of_a_text():
    data = {**filled("program"), "title": "Be\x0bcas\ud800"}
    graph = said(data)
    again = Graph().parse(data=graph.serialize(format="pretty-xml"), format="xml")
    assert heard(again, "program").data["title"] == "Becas"
    assert (SUBJECT, RDF.type, DCAT.Dataset) in again
