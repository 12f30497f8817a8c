from __future__ import annotations

import pytest

from ckan.lib import app_globals

from ckanext.socialprograms.cli import socialprograms
from ckanext.socialprograms.spanish import setup

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.ckan_config("ckan.locale_default", "es"),
    pytest.mark.usefixtures("clean_records"),
]


@pytest.fixture(autouse=True)
def _taken_out(clean_records):
    yield
    setup.take_out()


def run(cli, *arguments):
    done = cli.invoke(socialprograms, ["search-setup", *arguments])
    return done.exit_code, done.output


def test_spanish_is_put_in_once_and_taken_out_once(cli):
    assert run(cli) == (0, "Indexando registros\nEl buscador ya sabe español.\n")
    assert run(cli) == (0, "El buscador ya sabía español; no cambió nada.\n")
    assert "ya no están en Solr" in run(cli, "--remove")[1]
    assert run(cli, "--remove") == (0, "Solr no tenía campos nuestros en español; no cambió nada.\n")


def test_a_solr_that_does_not_answer_ends_with_a_sentence(cli, ckan_config, monkeypatch):
    with monkeypatch.context() as changed:
        changed.setitem(ckan_config, "solr_url", "http://127.0.0.1:9/solr/none")
        status, told = run(cli)
    assert status == 1
    assert "Solr no pudo hacerlo" in told
    assert "Traceback" not in told


def test_synonyms_that_can_not_be_read_end_with_a_sentence(cli, monkeypatch):
    # Where CKAN keeps what the ini file says of settings that can be changed.
    monkeypatch.setitem(app_globals._CONFIG_CACHE, "ckanext.socialprograms.synonyms", "sola")
    status, told = run(cli)
    assert status == 1
    assert "El renglón 1 de los sinónimos tiene una sola palabra, «sola»" in told
