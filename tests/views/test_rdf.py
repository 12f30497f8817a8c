from __future__ import annotations

import pytest
from rdflib import Graph
from rdflib.namespace import DCAT, RDF

from ckan.tests import factories, helpers

from ckanext.dcat.processors import HYDRA

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


@pytest.mark.usefixtures("programs")
@pytest.mark.parametrize(
    ("wanted", "ending"),
    [("text/turtle", "ttl"), ("application/rdf+xml, text/html;q=0.5", "rdf"), ("application/ld+json", "jsonld")],
)
def test_who_wants_linked_data_is_led_from_the_page_to_it(app, wanted, ending):
    def asked(address):
        return app.get(address, headers={"Accept": wanted}, follow_redirects=False, status=303)

    id_ = helpers.call_action("package_show", id="becas")["id"]
    assert asked("/program/becas").location.endswith(f"/program/becas.{ending}")
    assert asked(f"/dataset/{id_}").location.endswith(f"/program/becas.{ending}"), "where the record's own URI leads"
    assert asked("/program/?q=becas&tags=x").location.endswith(f"/program.{ending}?q=becas&tags=x")
    assert "Accept" in asked("/program/becas").vary


@pytest.mark.usefixtures("programs")
@pytest.mark.parametrize("wanted", ["text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "*/*", ""])
def test_everyone_else_gets_the_page_and_caches_are_told(app, wanted):
    answer = app.get("/program/becas", headers={"Accept": wanted}, status=200)
    assert answer.content_type.startswith("text/html")
    assert "Accept" in answer.vary
    app.get("/program/borrador", headers={"Accept": "text/turtle"}, status=404)


@pytest.mark.usefixtures("programs")
@pytest.mark.ckan_config("ckanext.dcat.datasets_per_page", 1)
def test_the_pages_of_a_list_keep_what_was_asked_for(app):
    agency = helpers.call_action("package_show", id="becas")["organization"]["name"]
    answer = app.get(f"/program.ttl?organization={agency}&sort=title_string asc", status=200)
    graph = Graph().parse(data=answer.data, format="turtle")
    (following,) = map(str, graph.objects(None, HYDRA.next))
    assert following.endswith(f"/program.ttl?organization={agency}&sort=title_string+asc&page=2")
    assert len(datasets(app.get(following.removeprefix("http://test.ckan.net"), status=200), "turtle")) == 1
    app.get("/program.ttl?page=0", status=400)
    app.get(f"/program.ttl?page={'9' * 30}", status=400)


def test_what_other_programs_send_is_no_trouble(app, clean_records):
    for page in ("/commitment.ttl", "/evaluation.jsonld", "/dataset.rdf", "/catalog.ttl"):
        app.get(page, status=200)
