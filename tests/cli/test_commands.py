from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.tests import factories

from ckanext.socialprograms.cli import socialprograms
from ckanext.socialprograms.monitor.tables import record

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.ckan_config("ckan.locale_default", "es"),
    pytest.mark.usefixtures("clean_records"),
]


def test_rebuild_writes_the_board_anew(cli):
    factories.Dataset(type="commitment", owner_org=factories.Organization()["id"])
    model.Session.execute(sa.delete(record))
    model.Session.commit()
    done = cli.invoke(socialprograms, ["rebuild"])
    assert done.exit_code == 0, done.stderr
    assert "1 registro" in done.stdout
    assert model.Session.execute(sa.select(sa.func.count()).select_from(record)).scalar_one() == 1


def test_the_doctor_says_in_spanish_what_to_mend_and_ends_with_1(cli):
    done = cli.invoke(socialprograms, ["doctor"])
    assert done.exit_code == 1, "no worker is running"
    assert "✖ Trabajo en segundo plano: " in done.stdout
    assert "ckan jobs worker" in done.stdout
    assert "✔ PostgreSQL: " in done.stdout


def test_the_doctor_speaks_json(cli):
    findings = json.loads(cli.invoke(socialprograms, ["doctor", "--json"]).stdout)
    assert all(set(one) == {"about", "state", "found", "remedy"} for one in findings)
    broken = [one["about"] for one in findings if one["state"] == "broken"]
    assert broken == ["Trabajo en segundo plano"]
