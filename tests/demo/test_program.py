from __future__ import annotations

from datetime import date

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.demo.program import load_program, sample_program

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]
TODAY = date(2026, 11, 21)


def test_the_sample_program_has_an_open_call_and_no_signal_but_that_nobody_evaluated_it(app):
    agency = factories.Organization()
    context = {"user": tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"], "ignore_auth": True}
    today = tk.h.socialprograms_today()
    assert load_program(context, agency["id"], today)
    assert not load_program(context, agency["id"], today)
    saved = call_action("package_show", id=sample_program(today)["name"])
    lost = [name for name, value in sample_program(today).items() if value and not saved.get(name)]
    assert lost == []
    assert "Convocatoria de fin de año" in app.get("/es/calls").body
    found = app.get("/signals/signals.json").json
    assert {row["rule"] for row in found["rows"]} <= {"evaluation_unknown"}


def test_its_days_are_about_the_day_on_which_it_is_loaded():
    first, last = sample_program(TODAY)["calls"]
    assert first["opens"] < TODAY.isoformat() < first["closes"]
    assert last["results_on"] < TODAY.isoformat()
