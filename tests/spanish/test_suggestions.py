from __future__ import annotations

import pytest

from ckan.tests import factories

from ckanext.socialprograms.spanish import suggestions

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "socialprograms scheming_datasets"),
    pytest.mark.usefixtures("with_plugins", "spanish"),
]


@pytest.fixture(autouse=True)
def _asked_anew():
    suggestions.forget()
    yield
    suggestions.forget()


@pytest.fixture
def records():
    owner = factories.Organization(name="educacion", title="Secretaría de Educación")["id"]
    factories.Dataset(type="program", name="becas", title="Becas para jóvenes", owner_org=owner, support_kinds=["Beca"])
    factories.Dataset(type="commitment", name="abrir", title="Abrir las becas", owner_org=owner)
    factories.Dataset(title="Becas en datos")
    factories.Dataset(type="program", title="Becas secretas", state="draft", support_kinds=["Becas ocultas"])


def labels(app, asked):
    return [(one["kind"], one["label"]) for one in app.get("/es/suggest", query_string={"q": asked}).json]


def test_titles_kinds_of_support_and_agencies_are_suggested_by_how_they_begin(app, records):
    assert sorted(labels(app, "bec")) == [
        ("Compromiso", "Abrir las becas"), ("Programa social", "Becas para jóvenes"), ("Tipo de apoyo", "Beca")
    ]  # fmt: skip
    assert labels(app, "secr educacion") == [("Dependencia", "Secretaría de Educación")]


def test_words_may_come_in_any_order_and_without_accents(app, records):
    assert labels(app, "JOVEN beca") == [("Programa social", "Becas para jóvenes")]


def test_each_leads_to_its_page(app, records):
    found = {one["label"]: one["url"] for one in app.get("/suggest?q=bec").json}
    assert found == {
        "Becas para jóvenes": "/program/becas",
        "Abrir las becas": "/commitment/abrir",
        "Beca": "/program/?vocab_support_kinds=Beca",
    }


@pytest.mark.parametrize("asked", ["", "b", "  ", "¿?", '"', "zzz", "z:z", "bec)", "x" * 5000])
def test_what_begins_nothing_suggests_nothing(app, records, asked):
    assert labels(app, asked) == (labels(app, "bec") if "bec" in asked else [])
