from __future__ import annotations

import pytest
import requests

import ckan.plugins.toolkit as tk
from ckan.tests import factories

from ckanext.socialprograms.spanish import attempts, readiness, setup, vocabulary
from ckanext.socialprograms.spanish.fields import FIELDS, TYPES
from ckanext.socialprograms.spanish.names import RESOURCE
from ckanext.socialprograms.spanish.solr import Schema, SolrRefused

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "socialprograms scheming_datasets"),
    pytest.mark.usefixtures("with_plugins", "clean_records", "with_request_context"),
]


def set_up():
    return setup.set_up(lambda _count: lambda _done: None)


def found(asked, **more):
    results = tk.get_action("package_search")({}, {"q": asked, "fl": ["title"], **more})
    return [one["title"] for one in results["results"]]


def program(title, **fields):
    return factories.Dataset(type="program", title=title, **fields)


@pytest.mark.usefixtures("spanish")
class TestWithSpanish:
    def test_gender_number_and_accents_do_not_matter(self):
        program("Desayunos para niñas")
        assert found("nino") == found("niños") == found("NIÑAS") == ["Desayunos para niñas"]

    def test_what_is_done_is_found_by_the_doing(self):
        program("Capacitación para el campo")
        assert found("capacitar") == ["Capacitación para el campo"]

    def test_a_synonym_of_several_words_is_found_as_such(self):
        program("Atención a la tercera edad")
        program("Edad media: tercera exposición")
        assert found("ancianos") == ["Atención a la tercera edad"]

    def test_small_words_inside_a_phrase_do_not_matter(self):
        program("Sillas de ruedas", main_objective="Entregar sillas")
        assert found("silla para ruedas") == ["Sillas de ruedas"]

    def test_the_word_itself_comes_before_what_stands_for_it(self):
        program("Estímulos al deporte")
        program("Becas al deporte")
        assert found("beca") == ["Becas al deporte", "Estímulos al deporte"]
        assert found("estímulo") == ["Estímulos al deporte", "Becas al deporte"]

    def test_a_title_comes_before_a_text(self):
        program("Ayuda al campo", main_objective="Semillas, semillas y más semillas")
        program("Semillas de la sierra", main_objective="Ayuda")
        assert found("semilla") == ["Semillas de la sierra", "Ayuda al campo"]

    def test_plain_datasets_are_searched_in_spanish_too(self):
        factories.Dataset(title="Pozos de agua")
        assert found("pozo") == ["Pozos de agua"]

    def test_searches_by_field_stay_as_they_are(self):
        record = program("Becas al deporte")
        assert found(f"name:{record['name']}") == ["Becas al deporte"]
        assert found("becas", qf="title") == ["Becas al deporte"]

    def test_a_word_written_wrongly_is_corrected_and_the_results_say_so(self):
        program("Vivienda digna")
        vocabulary.forget()
        results = tk.get_action("package_search")({}, {"q": "bibienda"})
        assert results["count"] == 1
        assert results["socialprograms_attempt"] == {"asked": "bibienda", "words": "vivienda", "all_words": True}

    def test_what_stands_in_quotes_is_not_corrected(self):
        program("Vivienda digna")
        vocabulary.forget()
        assert found('"bibienda"') == []

    def test_words_of_a_draft_correct_nobody_elses_search(self):
        program("Bibliotecario", state="draft")
        vocabulary.forget()
        assert attempts.found(lambda _params: {"count": 0}, {"q": "bibliotecaria"}) == ({"count": 0}, None)

    def test_where_no_record_has_all_words_those_with_most_are_found(self):
        program("Becas para jóvenes del campo")
        results = tk.get_action("package_search")({}, {"q": "becas jóvenes tractores"})
        assert results["count"] == 1
        assert not results["socialprograms_attempt"]["all_words"]

    @pytest.mark.parametrize(
        "asked", ["de la", "¿?", "(becas", "becas AND", '"', "-", "becas OR", "a/b", "*", "c++ ~ ^"]
    )
    def test_odd_searches_do_not_fail(self, asked):
        program("Becas")
        assert tk.get_action("package_search")({}, {"q": asked})["count"] in (0, 1)

    def test_setting_up_again_changes_nothing(self):
        assert not set_up()

    @pytest.mark.ckan_config("ckanext.socialprograms.synonyms", "tractor, trocas")
    def test_the_portals_own_synonyms_count_without_indexing_anew(self):
        program("Un tractor para el ejido")
        setup.put_synonyms()
        assert found("troca") == ["Un tractor para el ejido"]


class TestTheWayThereAndBack:
    def test_without_spanish_searches_go_ckans_own_way(self):
        setup.take_out()
        program("Becas al deporte")
        assert found("becas deporte") == ["Becas al deporte"]
        assert found("niños") == []

    def test_records_that_were_there_before_are_found(self):
        setup.take_out()
        program("Capacitación para el campo")
        factories.Dataset(title="Pozos")
        counted = []
        assert setup.set_up(lambda count: counted.append(count) or (lambda done: counted.append(-done)))
        assert found("capacitar") == ["Capacitación para el campo"]
        assert sum(counted) == 0

    @pytest.mark.usefixtures("spanish")
    def test_taken_out_nothing_of_it_is_left(self):
        schema = Schema()
        assert setup.take_out()
        assert [
            field["name"] for field in FIELDS if schema.has_field(field["name"]) or schema.copies(field["name"])
        ] == []
        assert [type_["name"] for type_ in TYPES if schema.type(type_["name"])] == []
        assert not readiness.is_ready()
        assert not setup.take_out()

    @pytest.mark.usefixtures("spanish")
    def test_a_setup_that_was_cut_short_is_finished_by_the_next(self):
        schema = Schema()
        schema.change(delete_copy_field=[{"source": "title", "dest": FIELDS[0]["name"]}])
        assert set_up()
        assert schema.copies(FIELDS[0]["name"]) == {"title"}

    @pytest.mark.usefixtures("spanish")
    def test_a_synonym_that_somebody_put_into_solr_by_hand_goes(self):
        Schema().put_synonyms(RESOURCE, {"foo": ["bar"]})
        assert set_up()
        assert "foo" not in Schema().synonyms(RESOURCE)

    def test_a_solr_that_does_not_answer_is_said_so(self, ckan_config, monkeypatch):
        readiness.forget()
        monkeypatch.setitem(ckan_config, "solr_url", "http://127.0.0.1:9/solr/ckan")
        with pytest.raises(SolrRefused):
            set_up()
        assert not readiness.is_ready()

    @pytest.mark.usefixtures("spanish")
    def test_a_solr_that_did_not_answer_once_is_asked_again_at_the_next_search(self, ckan_config, monkeypatch):
        factories.Dataset(title="Vivienda digna")
        with monkeypatch.context() as away:
            away.setitem(ckan_config, "solr_url", "http://127.0.0.1:9/solr/ckan")
            assert not readiness.is_ready()
            assert vocabulary.corrector().corrected("bibienda") is None
        assert readiness.is_ready()
        assert vocabulary.corrector().corrected("bibienda") == "vivienda"

    def test_a_schema_that_can_not_be_changed_is_said_with_solrs_words(self):
        with pytest.raises(SolrRefused, match=r"(?i)schema"):
            Schema().change(add_field={"name": "x", "type": "there is none"})
        assert (
            requests.get(f"{tk.config['solr_url']}/schema/fields/x", timeout=5).status_code == requests.codes.not_found
        )
