from __future__ import annotations

import io
import json

import docx
import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.importers.forms.registry import read_file

STUDY = {
    "type": "evaluation",
    "name": "estudio",
    "title": "Evaluación de Becas",
    "end_date": "2020-06-30",
    "programs": ["becas", "Útiles"],
    "findings": ["Llega tarde"],
    "cost": "33000",
}


@pytest.fixture
def study(clean_records):
    agency = factories.Organization(name="educacion", title="Secretaría de Educación")
    factories.Dataset(type="program", name="becas", title="Programa de Becas", owner_org=agency["id"])
    return factories.Dataset(owner_org=agency["id"], **STUDY)


@pytest.mark.usefixtures("study")
def test_the_form_comes_in_each_format_and_names_linked_programs(app):
    told = json.loads(app.get("/evaluation/estudio/conac.json").data)
    assert told["record"]["address"] == "http://test.ckan.net/evaluation/estudio"
    programs = next(one for one in told["sections"][4]["items"] if one["number"] == "5.1")
    assert programs["value"] == ["Programa de Becas", "Útiles"]
    answer = app.get("/evaluation/estudio/conac.docx")
    assert 'filename="estudio-conac-' in answer.headers["Content-Disposition"]
    assert docx.Document(io.BytesIO(answer.data)).core_properties.subject == "Evaluación de Becas"
    assert app.get("/evaluation/estudio/conac.pdf").data.startswith(b"%PDF")
    (record,) = read_file(io.BytesIO(app.get("/evaluation/estudio/conac.xlsx").data), "x.xlsx").records
    assert record.data["cost"] == "33000"


def test_improvements_come_as_official_systems_list_them(app, study):
    call_action(
        "package_patch", id=study["id"], improvements=[{"number": "1", "description": "Medir", "percent": "40"}]
    )
    page = app.get("/es/evaluation/estudio").body
    assert "/evaluation/estudio/asm.xlsx" in page
    assert "40 %" in page
    rows = json.loads(app.get("/evaluation/estudio/asm.json").data)["rows"]
    assert (rows[0]["programs"], rows[0]["improvements.percent"]) == ("Programa de Becas; Útiles", "40")


@pytest.mark.usefixtures("study")
def test_only_evaluations_have_it_and_only_in_its_formats(app):
    app.get("/evaluation/becas/conac.docx", status=404)
    app.get("/evaluation/estudio/conac.exe", status=404)
    app.get("/evaluation/otra/conac.pdf", status=404)


def test_a_draft_is_for_its_agency_alone(app, study):
    draft = factories.Dataset(owner_org=study["owner_org"], type="evaluation", title="Otra", state="draft")
    app.get(f"/evaluation/{draft['name']}/conac.docx", status=404)


@pytest.mark.usefixtures("study")
def test_the_page_offers_it_and_says_by_when_results_are_due(app):
    page = app.get("/es/evaluation/estudio").body
    assert "/evaluation/estudio/conac.pdf" in page
    assert "30 de julio de 2020" in page
    assert "article 79" in app.get("/evaluation/estudio").body
    assert "/monitor?records=results_late" in app.get("/monitor").body
    assert "Evaluación de Becas" in app.get("/monitor?records=results_late").body
    assert "Evaluación de Becas" not in app.get("/monitor?records=results_due").body
    assert b"20200730" in app.get("/evaluation/estudio.ics").data
    assert b"20200730" in app.get("/evaluation.ics").data
