"""What a portal publishes already is looked at by one command."""

from __future__ import annotations

import json

import pytest

from ckan.cli.cli import ckan
from ckan.tests import factories, helpers

PERSONAL = b"nombre,curp,monto\n" + b"Winston Boj,BOXW310820HNERXN09,1200\n" * 30

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]


@pytest.fixture
def published(create_with_upload, ckan_config, monkeypatch):
    """Publish three files as a portal did that had no gate: one of them private."""
    agency = factories.Organization()
    monkeypatch.setitem(ckan_config, "ckanext.socialprograms.check_files", False)
    for name, content, is_private in (
        ("malo", PERSONAL, False),
        ("bueno", b"municipio,monto\nSilao,3\n", False),
        ("oculto", PERSONAL, True),
    ):
        dataset = factories.Dataset(name=name, owner_org=agency["id"], private=is_private)
        create_with_upload(content, "lista.csv", package_id=dataset["id"])
    monkeypatch.setitem(ckan_config, "ckanext.socialprograms.check_files", True)


def shown(name):
    return helpers.call_action("package_show", {"ignore_auth": False, "user": ""}, id=name)["resources"]


def test_all_public_files_are_looked_at_and_none_is_touched(cli, published):
    done = cli.invoke(ckan, ["socialprograms", "scan", "--all", "--json"])
    found = {one["dataset"]: one["verdict"] for one in map(json.loads, done.stdout.splitlines())}
    assert (found, done.exit_code) == ({"malo": "found", "bueno": "clean"}, 1)
    assert len(shown("malo")) == 1


def test_what_must_not_be_public_can_be_held_back_at_once(cli, published):
    done = cli.invoke(ckan, ["socialprograms", "scan", "--all", "--hold"])
    assert (done.exit_code, len(shown("malo")), len(shown("bueno"))) == (1, 0, 1)
    assert "malo/lista.csv" in done.output
    assert cli.invoke(ckan, ["socialprograms", "scan", "--all"]).exit_code == 0


def test_a_file_or_all_are_asked_for_and_not_both(cli):
    assert cli.invoke(ckan, ["socialprograms", "scan"]).exit_code == 2
    assert cli.invoke(ckan, ["socialprograms", "scan", "--all", "lista.csv"]).exit_code == 2
