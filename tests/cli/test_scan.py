from __future__ import annotations

import json

import pytest

from ckanext.socialprograms.cli import socialprograms
from ckanext.socialprograms.guard.report import Scan
from tests.guard.conftest import CURP, delimited

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.ckan_config("ckan.locale_default", "es"),
    pytest.mark.usefixtures("with_plugins"),
]


@pytest.fixture
def file(tmp_path):
    """Write a file."""

    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return str(path)

    return write


def test_what_was_found_is_told_with_its_column_its_share_and_masked_examples(cli, file):
    done = cli.invoke(socialprograms, ["scan", file("padron.csv", delimited({"nombre": ["Ana"] * 30, "clave": CURP}))])
    assert done.exit_code == 1
    assert "padron.csv" in done.output
    assert "«clave»" in done.output
    assert "100 %" in done.output
    assert CURP[0] not in done.output


def test_a_clean_file_is_said_to_be_clean(cli, file):
    done = cli.invoke(socialprograms, ["scan", file("padron.csv", delimited({"nombre": ["Ana"], "monto": [5]}))])
    assert done.exit_code == 0, done.output


def test_what_nobody_could_look_at_is_no_success(cli, file):
    done = cli.invoke(socialprograms, ["scan", file("foto.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01")])
    assert done.exit_code == 1
    assert "persona" in done.output


def test_programs_get_json_and_nothing_else(cli, file):
    done = cli.invoke(socialprograms, ["scan", "--json", file("padron.csv", delimited({"clave": CURP}))])
    told = json.loads(done.stdout)
    assert (done.exit_code, told["verdict"], told["rows"]) == (1, "found", 30)
    finding = told["findings"][0]
    assert (finding["kind"], finding["share"], finding["place"]["column"]) == ("curp", 100, "clave")
    assert "«clave»" in finding["message"]
    assert Scan.from_json(told).findings[0].count == 30


@pytest.mark.parametrize(
    "source", ["nada.csv", "file:///etc/passwd", "http://127.0.0.1/a.csv", "ftp://example.org/a.csv"]
)
def test_what_is_not_there_or_not_allowed_is_bad_use(cli, source):
    done = cli.invoke(socialprograms, ["scan", source])
    assert done.exit_code == 2
    assert source in done.stderr
