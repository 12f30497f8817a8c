"""Our graphs against DCAT-AP 3 and CPSV-AP 3.2: what both ask, and the official shapes wherever they lie beside us."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, SH

from ckanext.socialprograms.demo import sample_files
from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.profiles.catalogue import describe_catalogue
from ckanext.socialprograms.profiles.interchange import describe
from ckanext.socialprograms.profiles.vocabulary import CPSV, named
from ckanext.socialprograms.profiles.writing import write
from ckanext.socialprograms.registration import TYPES

from .conftest import SCHEMAS, SITE, filled

OWN = Path(__file__).with_name("shapes")
OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "shapes"
SHAPES = {path.stem: path for folder in (OFFICIAL, OWN) for path in sorted(folder.glob("*.ttl"))}


def said(*records):
    graph = Graph()
    for data in records:
        subject = URIRef(f"{SITE.address}/dataset/{data['id']}")
        write(graph, subject, data, SCHEMAS[data["type"]], SITE)
        describe(graph, subject, data, SITE)
    return graph


def broken(graph, name):
    """Give what a graph does that the shapes do not allow."""
    _, report, _ = validate(graph, shacl_graph=Graph().parse(SHAPES[name]))
    assert isinstance(report, Graph)
    keys = (SH.resultPath, SH.sourceConstraintComponent, SH.focusNode)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return sorted({tuple(str(report.value(one, key)) for key in keys) for one in results})


@pytest.fixture(scope="module")
def samples():
    """Give the records of the demo as a portal has them."""
    found = [record for path in sample_files() for record in read_file(path, path.name).records if not record.updates]
    return [
        {**record.data, "type": record.type, "title": record.title, "id": f"r-{number}", "name": f"registro-{number}"}
        for number, record in enumerate(found)
    ]


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("type_", TYPES)
def test_a_record_with_every_field_filled_is_as_it_should_be(type_, name):
    assert broken(said(filled(type_)), name) == []


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("type_", TYPES)
def test_a_record_with_nothing_but_its_title_is_too(type_, name):
    data = {
        "type": type_,
        "id": "x",
        "name": "becas",
        "title": "Becas",
        "resources": [{"id": "y", "url": "padrón 1.csv"}],
    }
    assert broken(said(data), name) == []


@pytest.mark.parametrize("name", SHAPES)
def test_the_samples_are_too(samples, name):
    assert len(samples) == 154
    assert broken(said(*samples), name) == []


@pytest.mark.parametrize("name", SHAPES)
def test_the_catalogue_is_too(name):
    graph = Graph()
    catalogue = URIRef(SITE.address)
    graph.add((catalogue, RDF.type, named("dcat:Catalog")))
    describe_catalogue(graph, catalogue, SITE)
    assert broken(graph, name) == []


@pytest.mark.parametrize("name", ["dcat_ap", "cpsv_ap"])
def test_the_shapes_find_what_is_wrong(name):
    graph = said(filled("program"))
    (program,) = graph.subjects(RDF.type, CPSV.PublicService)
    graph.remove((program, DCTERMS.title, None))
    assert any(path == str(DCTERMS.title) for path, *_ in broken(graph, name))
