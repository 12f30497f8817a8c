from __future__ import annotations

from unittest import mock

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import jobs
from ckan.lib.search.query import PackageSearchQuery
from ckan.tests import factories, helpers

from ckanext.socialprograms import search

pytestmark = pytest.mark.usefixtures("clean_records")


@pytest.fixture
def agency():
    return factories.Organization(title="Secretaría de Planeación")


def record(type_, agency, **fields):
    return factories.Dataset(type=type_, owner_org=agency["id"], **fields)


def found(**query):
    return [row["name"] for row in helpers.call_action("package_search", **query)["results"]]


def named(results, facet):
    return {item["name"]: item["display_name"] for item in results["search_facets"][facet]["items"]}


def test_a_long_work_plan_is_saved_and_found_by_its_words(agency):
    plan = [{"id": f"A{n}", "description": f"Reunión {n} sobre el padrón. " + "texto " * 100} for n in range(100)]
    saved = record("commitment", agency, activities=plan)
    assert found(q="padrón") == [saved["name"]]
    assert found(q="description") == [], "the keys of a group are not words of the record"


def test_a_record_is_found_by_the_names_of_its_coded_values(agency):
    saved = record("program", agency, rights=["education"])
    assert found(q="Educación") == [saved["name"]]
    assert found(fq='vocab_rights:"education"') == [saved["name"]]


def test_facets_name_coded_values_in_the_language_of_the_reader(agency, app):
    record("program", agency, rights=["education"])
    assert "Education" in app.get("/program/")
    spanish = app.get("/es/program/")
    assert "Educación" in spanish
    assert "Education" not in spanish
    assert "vocab_rights=education" in spanish, "the address holds the code"


def test_plain_datasets_are_indexed_as_ever(agency):
    data = factories.Dataset(owner_org=agency["id"], extras=[{"key": "theme", "value": "Agua"}])
    assert found(fq='theme:"Agua"') == [data["name"]]


def test_lists_of_ours_offer_the_facets_that_apply(app, agency):
    record("commitment", agency, theme="Transparencia", activities=[{"id": "A1", "status": "done"}])
    page = app.get("/commitment/")
    assert "vocab_theme=Transparencia" in page
    assert "vocab_progress=all" in page
    assert "vocab_rights" not in page


def test_a_filter_narrows_the_list_and_can_be_taken_away(app, agency):
    record("commitment", agency, title="Uno", theme="Agua")
    record("commitment", agency, title="Dos", theme="Aire")
    page = app.get("/commitment/?vocab_theme=Agua")
    assert "Uno" in page
    assert "Dos" not in page
    assert 'class="sp-chosen"' in page


def test_our_records_stand_in_the_search_of_the_site_beside_datasets(app, agency):
    record("commitment", agency, title="Promesa")
    factories.Dataset(title="Tabla")
    page = app.get("/dataset/")
    assert "Promesa" in page
    assert "Tabla" in page
    assert "dataset_type=commitment" in page


@pytest.mark.ckan_config("ckanext.socialprograms.search", False)
def test_a_portal_can_keep_them_out_of_its_search(app, agency):
    record("commitment", agency, title="Promesa")
    factories.Dataset(title="Tabla")
    page = app.get("/dataset/")
    assert "Tabla" in page
    assert "Promesa" not in page
    assert "dataset_type=" not in page
    assert "Promesa" in app.get("/commitment/")


@pytest.mark.ckan_config("ckanext.socialprograms.facets", False)
def test_a_portal_can_do_without_our_facets(app, agency):
    record("commitment", agency, theme="Agua")
    assert "vocab_theme" not in app.get("/commitment/")


def test_links_are_found_both_ways_in_one_query(agency):
    program = record("program", agency, title="Becas")
    study = record("evaluation", agency, title="Estudio", programs=[program["name"]])
    promise = record("commitment", agency, title="Promesa", programs=[program["id"]], evaluations=[study["name"]])
    with mock.patch.object(PackageSearchQuery, "run", autospec=True, side_effect=PackageSearchQuery.run) as run:
        assert {one.title for one in search.linked_records(program)} == {"Estudio", "Promesa"}
        assert {one.title for one in search.linked_records(promise)} == {"Becas", "Estudio"}
    assert run.call_count == 2


def test_a_draft_or_private_record_is_linked_only_for_those_who_may_see_it(app, agency):
    program = record("program", agency, title="Becas")
    record("commitment", agency, title="Reservada", programs=[program["id"]], private=True)
    editor = factories.UserWithToken()
    helpers.call_action("organization_member_create", id=agency["id"], username=editor["name"], role="editor")
    url = f"/program/{program['name']}"
    assert "Reservada" not in app.get(url)
    assert "Reservada" in app.get(url, headers={"Authorization": editor["token"]})


def test_a_reference_cannot_change_the_query(agency):
    program = record("program", agency, title="Becas")
    study = record("evaluation", agency, title="Estudio", programs=['x") OR name:(*', "{!lucene}", "Vamos Juntos"])
    assert search.linked_records(study) == ()
    assert search.linked_records(program) == ()


def test_renaming_an_agency_has_its_records_indexed_anew(agency):
    record("commitment", agency, title="Promesa")
    queue = jobs.get_queue()
    queue.empty()
    helpers.call_action("organization_patch", id=agency["id"], name="planeacion", title="Planeación")
    (job,) = queue.jobs
    job.perform()
    results = helpers.call_action("package_search", fq="dataset_type:commitment", **{"facet.field": ["organization"]})
    assert named(results, "organization") == {"planeacion": "Planeación"}
    assert results["results"][0]["organization"]["title"] == "Planeación"
    queue.empty()


def test_the_job_waits_for_the_new_name_to_be_saved(agency):
    queue = jobs.get_queue()
    queue.empty()
    organization = model.Group.get(agency["id"])
    assert organization
    search.reindex_when_saved(organization)
    assert queue.jobs == []
    model.Session.commit()
    assert len(queue.jobs) == 1
    queue.empty()


def test_renaming_a_topic_group_reindexes_nothing():
    group = factories.Group()
    queue = jobs.get_queue()
    queue.empty()
    helpers.call_action("group_patch", id=group["id"], title="Otro")
    assert queue.jobs == []


def test_the_navigation_leads_to_the_lists_and_the_board(app):
    page = app.get("/")
    for address in ("/program/", "/commitment/", "/evaluation/", "/monitor"):
        assert f'href="{address}"' in page


@pytest.mark.ckan_config("ckanext.socialprograms.board", False)
def test_a_portal_without_the_board_has_no_link_to_it(app):
    assert 'href="/monitor"' not in app.get("/")


def test_a_page_stands_without_its_neighbours_when_solr_is_down(agency):
    program = record("program", agency, title="Becas")
    with mock.patch.object(PackageSearchQuery, "run", side_effect=search.SearchError("down")):
        assert search.linked_records(program) == ()
    assert tk.h.socialprograms_page(program).chain.commitments == ()
