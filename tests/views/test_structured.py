from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from ckan.tests import factories

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "dcat structured_data scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]


def documents(answer):
    soup = BeautifulSoup(answer.body, "html.parser")
    return [json.loads(script.get_text()) for script in soup.select('script[type="application/ld+json"]')]


def test_a_page_says_once_what_it_is_about(app):
    agency = factories.Organization(title="DIF Municipal")
    title = 'Becas </script><script>alert("x")</script>'
    factories.Dataset(type="program", name="becas", title=title, owner_org=agency["id"])
    answer = app.get("/program/becas", status=200)
    (document,) = documents(answer)
    dataset, service = document["@graph"]
    assert (dataset["name"], service["@type"]) == (title, "GovernmentService")
    assert service["provider"]["name"] == "DIF Municipal"
    assert service["url"] == "http://test.ckan.net/program/becas"
    assert "http://test.ckan.net/program/becas.ttl" in [one["contentUrl"] for one in dataset["distribution"]]
    assert '<script>alert("x")' not in answer.body


def test_pages_of_plain_datasets_keep_what_ckanext_dcat_says(app):
    factories.Dataset(name="datos")
    (document,) = documents(app.get("/dataset/datos", status=200))
    assert any("schema:Dataset" in str(one.get("@type")) for one in document["@graph"])
