from __future__ import annotations

import pytest

from ckan.tests import factories

from ckanext.socialprograms.cli import socialprograms
from ckanext.socialprograms.importers.forms.registry import read_file

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.ckan_config("ckan.locale_default", "es"),
    pytest.mark.usefixtures("clean_records"),
]


def test_the_records_of_an_agency_are_written(cli, tmp_path):
    factories.Dataset(type="program", owner_org=factories.Organization(name="dif")["id"])
    factories.Dataset(type="program", owner_org=factories.Organization()["id"])
    file = tmp_path / "libro.xlsx"
    done = cli.invoke(socialprograms, ["workbook", "--type", "program", "--org", "dif", str(file)])
    assert done.exit_code == 0, done.stderr
    assert f"Se escribió {file}." in done.stdout
    assert len(read_file(file, file.name).records) == 1


def test_an_agency_that_is_not_there_is_named_and_nothing_is_written(cli, tmp_path):
    done = cli.invoke(socialprograms, ["workbook", "--type", "program", "--org", "nadie", str(tmp_path / "x.xlsx")])
    assert done.exit_code == 1
    assert "«nadie»" in done.stderr
    assert list(tmp_path.iterdir()) == []
