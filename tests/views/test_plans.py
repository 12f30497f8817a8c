from __future__ import annotations

import csv
import io
import json

import pytest

from ckan.tests import factories, helpers

from ckanext.socialprograms.exporters.table import FORMATS

HOSTILE = "<script>alert(1)</script>"
PLAN = {
    "start_date": "2026-01-01",
    "end_date": "2026-12-31",
    "goals": [{"number": "1", "description": "Reunir"}],
    "activities": [
        {"id": "A1", "serves": ["1"], "description": f"Plenaria {HOSTILE}", "due_date": "2026-03-05"},
        {"id": "A2", "serves": ["1"], "description": "Informe", "due_text": "Por definir"},
    ],
}


@pytest.fixture
def agency(clean_records):
    return factories.Organization(name="planeacion", title="Secretaría de Planeación")


@pytest.fixture
def promise(agency):
    saved = factories.Dataset(type="commitment", name="promesa", owner_org=agency["id"], **PLAN)
    first, *rest = PLAN["activities"]
    activities = [{**first, "due_date": "2026-09-05"}, *rest]
    reason = "Hubo contingencia."
    return helpers.call_action("package_patch", id=saved["id"], activities=activities, replanning_reason=reason)


@pytest.mark.usefixtures("promise")
def test_the_former_date_stands_beside_the_date_now(app):
    body = app.get("/en/commitment/promesa/work-plan?zoom=months").body
    assert '<i class="sp-former"' in body
    assert "<s>Mar 5, 2026</s>" in body
    assert "Sep 5, 2026" in body
    assert "184 days later" in body
    assert HOSTILE not in body
    assert "/en/commitment/promesa/work-plan" in app.get("/en/commitment/promesa").body


@pytest.mark.usefixtures("promise")
def test_the_files_say_the_same(app):
    rows = list(csv.DictReader(io.StringIO(app.get("/en/commitment/promesa/work-plan.csv").data.decode("utf-8-sig"))))
    assert (rows[0]["First date"], rows[0]["Date now"]) == ("2026-03-05", "2026-09-05")
    assert rows[0]["Reasons for the changes"] == "Hubo contingencia."
    told = json.loads(app.get("/en/commitment/promesa/work-plan.json").data)
    assert [row["days_later"] for row in told["rows"]] == [184, None]
    assert told["address"].endswith("/commitment/promesa")
    for ending, kind in FORMATS.items():
        assert app.get(f"/commitment/promesa/work-plan.{ending}").content_type == kind.media_type
    app.get("/commitment/promesa/work-plan.exe", status=404)


@pytest.mark.usefixtures("promise")
def test_others_may_frame_the_embed_and_it_sets_no_cookie(app):
    answer = app.get("/es/commitment/promesa/work-plan/embed?zoom=weeks")
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors *"
    assert "Set-Cookie" not in answer.headers
    assert "/work-plan/embed?zoom=weeks" in answer.body


@pytest.mark.usefixtures("promise")
@pytest.mark.parametrize("asked", [f"zoom={HOSTILE}&from={HOSTILE}", "page=-1&only=x", "zoom=weeks&from=9999-12-31"])
def test_what_nobody_can_mean_leaves_the_page_whole(app, asked):
    body = app.get(f"/en/commitment/promesa/work-plan?{asked}").body
    assert HOSTILE not in body
    assert "sp-gantt" in body


def test_strangers_find_no_private_plan_and_no_plan_of_another_type(app, agency):
    factories.Dataset(type="commitment", name="secreta", owner_org=agency["id"], private=True, **PLAN)
    factories.Dataset(type="program", name="becas", owner_org=agency["id"])
    for record in ("secreta", "becas", "nada"):
        for end in ("", "/embed", ".csv"):
            app.get(f"/commitment/{record}/work-plan{end}", status=404)


def test_a_plan_without_activities_says_so(app, agency):
    factories.Dataset(type="commitment", name="vacia", owner_org=agency["id"])
    assert "No work plan has been published here yet." in app.get("/en/commitment/vacia/work-plan").body


@pytest.fixture
def study(agency):
    return factories.Dataset(
        type="evaluation",
        name="becas-2025",
        owner_org=agency["id"],
        findings=["Tardan 74 días."],
        recommendations=[{"number": "1", "text": f"Acortar {HOSTILE}", "finding": "1"}, {"number": "2", "text": "Dar"}],
        improvements=[{"number": "1", "description": "Resolver en línea", "recommendation_number": "1"}],
        activities=[{"id": "A1", "serves": ["1"], "description": "Comprar", "due_date": "2026-03-05"}],
    )


@pytest.mark.usefixtures("study")
def test_an_agenda_is_walked_and_what_is_missing_is_said(app):
    body = app.get("/en/evaluation/becas-2025/agenda?open=none&node=activity-A1").body
    assert HOSTILE not in body
    assert "This recommendation has no improvement yet." in body
    assert body.count("<details open>") == 4
    assert 'id="activity-A1"' in body
    assert "/en/evaluation/becas-2025/agenda" in app.get("/en/evaluation/becas-2025").body
    told = json.loads(app.get("/en/evaluation/becas-2025/agenda.json").data)
    assert [(row["finding_number"], row["activity_id"]) for row in told["rows"]] == [("1", "A1"), ("", "")]


@pytest.mark.usefixtures("study")
def test_an_agenda_answers_hostile_addresses_and_other_sites(app):
    answer = app.get("/evaluation/becas-2025/agenda/embed?state=gap")
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors *"
    assert "Set-Cookie" not in answer.headers
    body = app.get(f"/en/evaluation/becas-2025/agenda?state={HOSTILE}&node={HOSTILE}&open={HOSTILE}").body
    assert HOSTILE not in body
    assert "There is no state" in body
    for address in ("/commitment/becas-2025/agenda", "/evaluation/nada/agenda", "/evaluation/becas-2025/agenda.pdf"):
        app.get(address, status=404)
