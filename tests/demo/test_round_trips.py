"""What the portal writes in official formats and gets back as it was changes nothing."""

from __future__ import annotations

import io

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.demo import sample_files
from ckanext.socialprograms.demo.program import load_program
from ckanext.socialprograms.exporters import inventory
from ckanext.socialprograms.exporters.improvements import asm_table
from ckanext.socialprograms.exporters.table import FORMATS
from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.loading import flow
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.official.period import Period
from ckanext.socialprograms.takeaway.conac import linked_titles
from ckanext.socialprograms.takeaway.found import Search, find
from ckanext.socialprograms.takeaway.transparency import OFFERED, reports

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]
PROGRAMS = ("guanajuato_2021.csv", "jalisco_2021.csv")
STATE = "Guanajuato"
INVENTED = "ejemplo-mejora-tu-vivienda"


@pytest.fixture
def context():
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    return {"user": user, "ignore_auth": True}


@pytest.fixture
def demo(context):
    """Load sample files, and the invented program that no document made."""

    def load(*names):
        for path in sample_files():
            if path.name in names:
                assert not flow.load(read_file(path, path.name), Options(publish=True), context).errors
        found = call_action("package_search", rows=200)["results"]
        of_the_state = [one for one in found if one.get("federal_entity") == STATE]
        load_program(context, [*of_the_state, *found][0]["organization"]["id"], tk.h.socialprograms_today())
        for evaluation in call_action("package_search", fq="dataset_type:evaluation")["results"]:
            call_action("package_patch", {**context}, id=evaluation["id"], programs=[INVENTED])

    return load


@pytest.fixture
def changes(context):
    """Say what importing a written file would do: the records that are not as they were, with their fields."""

    def told(written, name, organization=None):
        report = flow.preview(read_file(io.BytesIO(b"".join(written)), name), Options(organization), context.copy())
        assert [str(error) for error in (*report.errors, *report.lacking)] == []
        steps = [one.step for one in report.saved]
        assert steps
        return {step.title: step.changed or step.action for step in steps if step.action != "same"}

    return told


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_inventory_of_the_samples_changes_nothing(demo, changes, ending):
    demo(*PROGRAMS)
    found = find(Search("program"))
    assert changes(FORMATS[ending].write(inventory.table(found, str)), f"inventory-2026-11-22.{ending}") == {}


def test_the_inventory_finds_a_program_of_an_organization_that_names_no_state(changes):
    owner = factories.Organization(title="Bienestar")["id"]
    factories.Dataset(type="program", title="Comedores", federal_entity=STATE, owner_org=owner)
    assert changes(FORMATS["csv"].write(inventory.table(find(Search("program")), str)), "inventory.csv") == {}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_improvements_of_the_sample_evaluation_change_nothing(demo, changes, ending):
    demo("evaluation_vamos_juntos.yaml")
    (evaluation,) = find(Search("evaluation"))
    written = FORMATS[ending].write(asm_table(evaluation, linked_titles(evaluation), str))
    assert changes(written, f"asm.{ending}", evaluation["owner_org"]) == {}


@pytest.mark.parametrize("id_", OFFERED)
def test_a_format_of_the_transparency_law_changes_nothing(demo, changes, context, id_):
    demo(*PROGRAMS, "evaluation_vamos_juntos.yaml")
    (evaluation,) = find(Search("evaluation"))
    for kind in ("design", "survey"):
        more = {"title": kind, "type": "evaluation", "evaluation_type": kind, "owner_org": evaluation["owner_org"]}
        call_action("package_create", {**context}, **more, name=kind, programs=[INVENTED], year="2026")
    written, told = 0, {}
    for name in call_action("organization_list"):
        (report,) = reports(name, Period(2026, 3), id_)
        written += report.rows
        if report.rows:
            told |= changes(report.file(), "x.xlsx", name)
    assert written
    assert told == {}
