from __future__ import annotations

import pytest
from rdflib import Graph
from rdflib.namespace import DCAT, RDF

from ckan.tests import factories

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "dcat scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]


@pytest.fixture
def programs(clean_records):
    agency = factories.Organization()
    for name, title in (("becas", "Becas"), ("comedores", "Comedores")):
        factories.Dataset(type="program", name=name, title=title, owner_org=agency["id"])
    factories.Dataset(type="program", name="borrador", state="draft", owner_org=agency["id"])


def datasets(answer, syntax):
    return list(Graph().parse(data=answer.data, format=syntax).subjects(RDF.type, DCAT.Dataset))


@pytest.mark.usefixtures("programs")
@pytest.mark.parametrize(("ending", "syntax"), [("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld")])
def test_a_record_and_a_list_are_linked_data(app, ending, syntax):
    assert len(datasets(app.get(f"/program/becas.{ending}", status=200), syntax)) == 1
    assert len(datasets(app.get(f"/program.{ending}", status=200), syntax)) == 2
    assert len(datasets(app.get(f"/program.{ending}?q=comedores", status=200), syntax)) == 1


@pytest.mark.usefixtures("programs")
def test_a_draft_is_no_linked_data_for_strangers(app):
    app.get("/program/borrador.ttl", status=404)
    app.get("/commitment/becas.ttl", status=404)
    app.get("/program.ttl?page=x", status=400)


@pytest.mark.usefixtures("programs")
def test_pages_link_to_it(app):
    assert 'href="/program/becas.ttl"' in app.get("/program/becas").body
    assert 'href="/program.ttl?q=becas"' in app.get("/program/?q=becas").body


@pytest.mark.parametrize("ending", ["zip", "json", "csv"])
def test_a_plain_dataset_is_not_here_in_formats_that_nobody_writes(app, ending):
    factories.Dataset(name="datos")
    app.get("/dataset/datos.ttl", status=200)
    app.get(f"/dataset/datos.{ending}", status=404)
