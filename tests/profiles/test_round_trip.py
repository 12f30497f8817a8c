from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from ckanext.socialprograms.profiles.description import described
from ckanext.socialprograms.profiles.interchange import describe
from ckanext.socialprograms.profiles.terms import LEFT_OUT
from ckanext.socialprograms.profiles.vocabulary import bind
from ckanext.socialprograms.profiles.writing import write
from ckanext.socialprograms.registration import TYPES

from .conftest import FORMATS, SCHEMAS, SITE, datasets, filled

SUBJECT = URIRef("https://datos.leon.gob.mx/dataset/f6b6d1c0-0d0f-4a5c-9a51-2d5b0a1e7c11")
# What a portal gives itself, or what says no more than the fields do.
OF_THE_PORTAL = {"id", "metadata_created", "metadata_modified", "organization", "license_url", "license_title"}
OF_THE_FILE = {"id", "uri", "created", "mimetype", "size", "url_type"}


def said(data):
    graph = Graph()
    bind(graph)
    write(graph, SUBJECT, data, SCHEMAS[data["type"]], SITE)
    describe(graph, SUBJECT, data, SITE)
    return graph


def heard(graph, type_, site=SITE):
    return described(graph, SUBJECT, type_, SCHEMAS[type_], site)


def carried(graph, ending):
    """Have a graph written and read, as it goes from portal to portal."""
    written = graph.serialize(format=FORMATS[ending], encoding="utf-8")
    return Graph().parse(data=written, format=FORMATS[ending].removeprefix("pretty-"))


def own(data):
    kept = {key: value for key, value in data.items() if key not in OF_THE_PORTAL | LEFT_OUT}
    files = [{key: value for key, value in one.items() if key not in OF_THE_FILE} for one in data["resources"]]
    return {**kept, "resources": files}


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("type_", TYPES)
def test_a_record_with_every_field_filled_comes_back_without_a_change(type_, ending):
    data = filled(type_)
    assert {field["field_name"] for field in SCHEMAS[type_]["dataset_fields"]} - set(data) <= LEFT_OUT
    assert own(heard(carried(said(data), ending), type_).data) == own(data)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("type_", TYPES)
@settings(max_examples=25)
@given(draw=st.data())
def test_whatever_a_record_holds_comes_back_as_it_was(type_, ending, draw):
    data = draw.draw(datasets(type_))
    assert own(heard(carried(said(data), ending), type_).data) == own(data)
