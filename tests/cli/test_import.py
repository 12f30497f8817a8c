from __future__ import annotations

import json

import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.cli import socialprograms

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.ckan_config("ckan.locale_default", "es"),
    pytest.mark.usefixtures("clean_records"),
]


@pytest.fixture
def command(cli):
    """Run the command, and give what came of it."""

    def run(*arguments):
        return cli.invoke(socialprograms, ["import", *map(str, arguments)])

    return run


@pytest.fixture
def form(root):
    return root / "tests/samples/commitment_form.txt"


def records():
    return call_action("package_search", include_drafts=True)["results"]


def test_a_document_becomes_a_draft(command, form):
    done = command(form)
    assert done.exit_code == 0, done.stderr
    assert "commitment_form.txt: 1 nuevos, 0 actualizados" in done.stdout
    assert [(row["type"], row["state"]) for row in records()] == [("commitment", "draft")]


def test_it_is_published_when_asked_and_again_nothing_changes(command, form):
    factories.Organization(name="otra", title="Otra dependencia")
    command(form, "--publish", "--org", "otra")
    again = command(form, "--publish", "--org", "otra")
    assert "0 nuevos, 0 actualizados, 1 ya estaba" in again.stdout
    (record,) = records()
    assert (record["state"], record["organization"]["name"]) == ("active", "otra")


def test_a_dry_run_shows_what_was_read_and_writes_nothing(command, form):
    shown = json.loads(command(form, "--dry-run", "--json").stdout)
    assert set(shown) == {"records", "errors"}
    (record,) = shown["records"]
    assert {"type", "title", "data", "warnings"} <= set(record)
    assert "Seguimiento vecinal" in command(form, "--dry-run").stdout
    assert records() == []


def test_a_document_that_changes_a_promise_is_its_reason_if_none_is_given(command, form, tmp_path):
    command(form, "--publish")
    moved = tmp_path / "segunda.txt"
    moved.write_bytes(form.read_bytes().replace(b"21/2/23", b"28/2/23"))
    assert command(moved).exit_code == 0
    (change,) = records()[0]["replanning"]
    assert change["reason"] == "Así lo dice el documento «segunda.txt»."


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("vacio.txt", b"", "está vacío"),
        ("cortado.xlsx", b"PK\x03\x04" + b"\x00" * 200, "cortado.xlsx"),
        ("foto.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 200, "foto.jpg"),
        ("cifrado.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096, "cifrado.xlsx"),
    ],
    ids=["empty", "truncated", "photograph", "encrypted"],
)
def test_what_can_not_be_read_is_one_sentence_and_writes_nothing(command, tmp_path, name, content, sentence):
    file = tmp_path / name
    file.write_bytes(content)
    done = command(file)
    assert done.exit_code == 1
    (told,) = done.stderr.strip().splitlines()
    assert sentence in told
    assert records() == []


def test_a_file_that_is_not_there_is_one_sentence(command, tmp_path):
    done = command(tmp_path / "nada.txt")
    assert done.exit_code == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "nada.txt" in done.stderr


def test_a_document_without_a_form_is_one_sentence_and_the_others_are_saved(command, form, root):
    done = command(root / "tests/samples/no_form.txt", form)
    assert done.exit_code == 1
    assert "no_form.txt" in done.stderr
    assert len(records()) == 1


def test_an_organization_that_is_not_there_is_one_sentence(command, form):
    done = command(form, "--org", "ninguna")
    assert done.exit_code == 1
    assert "ninguna" in done.stderr
    assert records() == []
