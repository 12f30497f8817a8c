from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from rdflib import Graph
from rdflib.namespace import DCAT, RDF
from sqlalchemy import event

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dcat.processors import RDFParser, RDFSerializer

from ckanext.socialprograms.profiles.vocabulary import SP
from ckanext.socialprograms.registration import TYPES
from ckanext.socialprograms.search import schema_of

from .conftest import SCHEMAS, filled
from .test_shapes import broken

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "dcat scheming_datasets socialprograms"),
    pytest.mark.ckan_config("ckanext.dcat.rdf.profiles", "socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]


def saved(type_, **more):
    """Save a record with every field filled, and give it as the portal shows it."""
    data = {key: value for key, value in filled(type_).items() if key not in ("organization", "id")}
    data |= {"notes": "En pocas palabras", "license_id": "cc-by"}
    data |= {key: ["1"] for key in ("not_available", "not_applicable") if key in data}
    if type_ == "program":  # which has no activities that a voice could have verified
        data["voices"] = [{**voice, "verified": []} for voice in data["voices"]]
    data["resources"] = [
        {key: value for key, value in one.items() if key not in ("id", "url_type")} for one in data["resources"]
    ]
    agency = factories.Organization(name="dif", title="DIF Municipal")
    made = helpers.call_action(
        "package_create", {"user": factories.Sysadmin()["name"]}, **data, owner_org=agency["id"], **more
    )
    return helpers.call_action("package_show", id=made["id"])


def carried(record, ending):
    parser = RDFParser()
    parser.parse(RDFSerializer().serialize_dataset(record, _format=ending), _format=ending)
    (found,) = parser.datasets()
    return found


def said(record, schema):
    """Give what the fields of a record say: what is empty says nothing."""

    def filled_in(row):
        return {key: value for key, value in row.items() if value}

    left_out = {"owner_org", "tag_string", "provenance", "replanning_reason"}
    return {
        field["field_name"]: list(map(filled_in, value)) if "repeating_subfields" in field else value
        for field in schema["dataset_fields"]
        if (value := record.get(field["field_name"])) and field["field_name"] not in left_out
    }


@contextmanager
def counted():
    """Count the queries that are sent meanwhile."""
    sent = []

    def note(connection, cursor, statement, *_):
        sent.append(statement)

    event.listen(model.meta.engine, "before_cursor_execute", note)
    yield sent
    event.remove(model.meta.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("type_", TYPES)
def test_what_the_portal_shows_comes_back(type_):
    record = saved(type_)
    found = carried(record, "rdf")
    assert said(found, SCHEMAS[type_]) == said(record, SCHEMAS[type_])
    assert found["type"] == type_
    assert [tag["name"] for tag in found["tags"]] == [tag["name"] for tag in record["tags"]]
    for key in ("url", "name", "description", "format", "kind", *(("activities",) if type_ != "program" else ())):
        assert [file.get(key) for file in found["resources"]] == [file.get(key) for file in record["resources"]]


@pytest.mark.parametrize("type_", TYPES)
def test_what_comes_back_can_be_saved_and_is_the_same_record(type_):
    record = saved(type_)
    found = carried(record, "ttl")
    helpers.call_action("dataset_purge", id=record["id"])
    made = helpers.call_action("package_create", {"user": factories.Sysadmin()["name"]}, **{**found, "name": "otro"})
    again = helpers.call_action("package_show", id=made["id"])
    assert {**said(again, SCHEMAS[type_]), "name": ""} == {**said(record, SCHEMAS[type_]), "name": ""}
    assert {"key": "uri", "value": f"http://test.ckan.net/dataset/{record['id']}"} in again["extras"]


def test_the_portals_schema_and_ours_say_the_same():
    for type_ in TYPES:
        named = [field["field_name"] for field in schema_of(type_)["dataset_fields"]]
        assert named == [field["field_name"] for field in SCHEMAS[type_]["dataset_fields"]]


def test_plain_datasets_are_spoken_by_ckanext_dcat():
    plain = factories.Dataset(title="Datos abiertos", extras=[{"key": "theme", "value": json.dumps(["http://x.mx/t"])}])
    found = carried(helpers.call_action("package_show", id=plain["id"]), "ttl")
    assert found["title"] == "Datos abiertos"
    assert found.get("type") is None


@pytest.mark.ckan_config("ckanext.dcat.rdf.profiles", "euro_dcat_ap_3 socialprograms")
def test_another_profile_before_ours_adds_nothing_to_records_of_ours():
    record = saved("program")
    found = carried(record, "ttl")
    assert said(found, SCHEMAS["program"]) == said(record, SCHEMAS["program"])
    assert [extra["key"] for extra in found["extras"]] == ["uri"]


def test_how_an_import_read_a_record_stays_inside():
    record = saved("program", provenance=json.dumps({"title": {"source": "padron-secreto.xlsx"}}))
    assert "padron-secreto" in str(record)
    assert "padron-secreto" not in RDFSerializer().serialize_dataset(record, _format="ttl")


def test_the_whole_catalogue_has_our_records_page_by_page(app):
    agency = factories.Organization()
    for number in range(3):
        factories.Dataset(type="program", name=f"p{number}", owner_org=agency["id"])
    tk.config["ckanext.dcat.datasets_per_page"] = 2
    first, second = (Graph().parse(data=app.get(f"/catalog.ttl?page={n}").body, format="turtle") for n in (1, 2))
    assert len(set(first.subjects(RDF.type, SP.Program)) | set(second.subjects(RDF.type, SP.Program))) == 3
    assert len(set(first.subjects(RDF.type, DCAT.Dataset))) == 2
    assert broken(first, "dcat_ap") == []


def test_a_page_of_records_asks_the_database_no_more_than_one_record_does():
    agency = factories.Organization()
    for number in range(6):
        factories.Dataset(type="program", name=f"p{number}", owner_org=agency["id"], articulated_programs=["p0", "p1"])
    found = helpers.call_action("package_search", fq="dataset_type:program", rows=10)["results"]
    assert len(found) == 6
    counts = []
    for records in (found[:1], found):
        with counted() as queries:
            serializer = RDFSerializer()
            for record in records:
                serializer.graph_from_dataset(record)
        counts.append(len(queries))
    assert counts[0] == counts[1] == 0


@pytest.mark.parametrize("ending", ["ttl", "rdf", "jsonld"])
def test_a_name_that_is_no_address_does_not_break_the_catalogue(app, ending):
    agency = factories.Organization()
    for type_ in ("program", "dataset"):
        extras = [{"key": "uri", "value": 'a b> <http://x.mx/"'}]
        files = [{"url": "http://x.mx/y", "uri": "no es una dirección"}]
        factories.Dataset(type=type_, name=type_, owner_org=agency["id"], extras=extras, resources=files)
    graph = Graph().parse(
        data=app.get(f"/catalog.{ending}", status=200).body,
        format={"rdf": "xml", "jsonld": "json-ld"}.get(ending, ending),
    )
    ids = {helpers.call_action("package_show", id=name)["id"] for name in ("program", "dataset")}
    assert {str(one).rpartition("/")[2] for one in graph.subjects(RDF.type, DCAT.Dataset)} == ids
