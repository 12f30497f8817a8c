"""The board as people see it at /monitor, as files, and as an action."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any, cast

import openpyxl
import pytest
from bs4 import BeautifulSoup

import ckan.plugins.toolkit as tk
from ckan.plugins import get_plugin
from ckan.tests import factories
from ckan.tests.helpers import call_action, call_auth

from ckanext.socialprograms.monitor.downloads import NAMES

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.ckan_config("ckan.locale_default", "es"),
    pytest.mark.usefixtures("clean_records"),
]
DONE = {"status": "done", "result": "Salió."}
WORK = [
    {"id": "A1", "description": "Publicar las reglas", "due_date": "2019-11-01", **DONE},
    {"id": "A2", "description": "Reunir al comité", "due_date": "2019-09-05", "responsible": ["Ana", "Luis"]},
    {"id": "A3", "description": "=HYPERLINK(1)", "due_date": "2019-09-06"},
    {"id": "A4", "description": "<script>alert(1)</script>"},
]
HOSTILE = (
    "page=99999999999999999999", "page=-1", "page=x", "year=abc", "year=99999999999", "sdg=99", "sdg=%00", "type=program",
    "agency=%00", "plan='; DROP TABLE package; --", "sort=x", "state=x", "records=x", "table=x", "state=all&page=2",
)  # fmt: skip


@pytest.fixture
def records():
    """Publish a commitment of an agency and an evaluation of none; keep a draft and a private record."""
    agency = factories.Organization(name="seplan", title="Secretaría de Planeación")
    common = {"type": "commitment", "owner_org": agency["id"], "action_plan": "Plan & más", "theme": "Transparencia"}
    call_action(
        "package_create",
        **common,
        name="compromiso",
        title="Compromiso",
        sdg_targets=["16.6", "16.7"],
        activities=WORK,
        evidence=[{"title": "Reglas", "url": "https://example.org/reglas.pdf", "activities": ["A1"]}],
        declared=[{"percent": "100"}],
    )
    call_action("package_create", type="evaluation", name="evaluacion", title="Evaluación", year="2018")
    call_action("package_create", **common, name="borrador", title="Borrador", state="draft", activities=WORK)
    call_action("package_create", **common, name="privado", title="Privado", private=True, activities=WORK)


@pytest.fixture
def page(app):
    """Give a page of the board as soup."""
    return lambda address="/monitor": BeautifulSoup(app.get(address, status=200).body, "html.parser")


def words(soup):
    return " ".join(soup.select_one("[role=main]").get_text(" ").split())


def numbers(app, **asked):
    return app.get("/api/action/socialprograms_monitor", params=asked, status=200).json["result"]


def test_an_empty_board_says_what_to_do(page):
    assert page().select_one(".sp-empty a")


def test_filters_that_no_record_has_are_told_from_an_empty_board(page, records):
    soup = page("/monitor?theme=nada")
    assert not soup.select_one(".sp-empty")
    assert soup.select_one(".sp-chosen")


def test_the_board_tells_the_three_percentages_with_what_they_count(page, records):
    told = words(page())
    assert "100 %" in told
    assert "25 %" in told
    shares = [" ".join(one.get_text(" ").split()) for one in page().select(".sp-share .sp-of")]
    assert len(shares) == 3
    assert all(re.search(r"\b1\b.*\b[24]\b", one) for one in shares)


def test_drafts_and_private_records_are_nowhere(page, records):
    for address in ("/monitor", "/monitor?records=all", "/monitor?state=all"):
        assert "Borrador" not in words(page(address))
        assert "Privado" not in words(page(address))


def test_every_link_of_the_board_leads_to_what_its_number_counts(app, page, records):
    for link in page().select("[role=main] .sp-lines td a, a.sp-tile, .sp-totals a"):
        text = (link.select_one("b") or link).get_text(strip=True).lstrip("▲!?…↷△")
        if "%" in text:
            continue
        listed = page(link["href"])
        assert len(listed.select(".sp-acts > li, .sp-recs > li")) == int(text), link
        assert listed.select_one(".sp-listbar h2").get_text(strip=True).startswith(text)


def test_filters_stay_in_every_link_of_the_board(page, records):
    soup = page("/monitor?plan=Plan+%26+m%C3%A1s&sdg=16")
    links = [
        link["href"] for link in soup.select(".sp-tile[href], .sp-lines td a, .sp-totals a, .sp-tools a[download]")
    ]
    assert links
    assert all("plan=Plan+%26+m%C3%A1s" in link and "sdg=16" in link for link in links)
    assert soup.select_one("select[name=sdg] option[selected]")["value"] == "16"


def test_the_filter_form_keeps_the_open_list(page, records):
    soup = page("/monitor?state=no_report&agency=seplan")
    form = soup.select_one("form.sp-filters")
    assert form["method"] == "get"
    assert form.select_one("input[name=state]")["value"] == "no_report"
    assert len(soup.select(".sp-acts > li")) == 2


def test_a_list_shows_each_activity_with_its_record_responsible_and_date(page, records):
    told = words(page("/monitor?state=no_report"))
    assert "Reunir al comité" in told
    assert "Secretaría de Planeación" in told
    assert "Ana, Luis" in told
    assert "5 de septiembre de 2019" in told
    assert (
        page("/monitor?state=no_report").select_one(".sp-acts a")["href"].endswith("/commitment/compromiso#activity-A2")
    )


def test_what_people_write_is_text(app, records):
    body = app.get("/monitor?state=all&agency=%3Cscript%3Ealert(2)%3C/script%3E").body
    assert "<script>alert(2)" not in body
    assert "<script>alert(1)" not in app.get("/monitor?state=undated").body


def test_no_address_breaks_the_board(app, records):
    for query in HOSTILE:
        for list_ in ("", "&state=all", "&records=all", "&table=agency"):
            app.get(f"/monitor?{query}{list_}", status=200)


def test_each_table_has_a_page_of_its_own(page, records):
    for table in ("agency", "theme", "plan", "sdg", "year"):
        assert len(page(f"/monitor?table={table}").select(".sp-lines tbody tr")) == 2


def test_each_table_and_list_can_be_taken_away(app, records):
    for name in NAMES:
        csv_, json_, xlsx = (
            app.get(f"/monitor/{name}.{ending}", status=200).data for ending in ("csv", "json", "xlsx")
        )
        lines = list(csv.reader(io.StringIO(csv_.decode("utf-8-sig"))))
        sheet = openpyxl.load_workbook(io.BytesIO(xlsx)).worksheets[0]
        assert len(lines) - 1 == len(json.loads(json_)["rows"]) == sheet.max_row - 1, name
        assert [cell.value for cell in sheet[1]] == lines[0]


def test_a_file_has_the_filters_of_its_page_and_no_formula(app, records):
    answer = app.get("/monitor/no_report.csv?agency=seplan", status=200)
    lines = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [line["Actividad"] for line in lines] == ["Reunir al comité", "'=HYPERLINK(1)"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert json.loads(app.get("/monitor/agency.json?agency=-").data)["rows"][0]["records"] == 1


def test_what_is_no_table_is_not_found(app):
    for address in ("/monitor/nothing.csv", "/monitor/agency.exe", "/monitor/../agency.csv"):
        app.get(address, status=404)


def test_the_action_has_the_numbers_of_the_page(app, records):
    found = numbers(app)
    assert found["totals"]["activities"] == 4
    assert found["totals"]["with_evidence"] == 1
    assert (found["totals"]["declared_percent"], found["totals"]["evidence_percent"], found["totals"]["gap"]) == (
        100,
        25,
        75,
    )
    assert [line["key"] for line in found["tables"]["agency"]] == ["seplan", None]
    rows = json.loads(app.get("/monitor/agency.json").data)["rows"]
    assert [row["no_report"] for row in rows] == [line["no_report"] for line in found["tables"]["agency"]]


def test_the_action_gives_a_list_and_a_part_of_it(app, records):
    found = numbers(app, state="all", limit=2, offset=1, type="commitment")
    assert [one["key"] for one in found["activities"]] == ["A3", "A1"]
    assert found["activities"][0]["state"] == "no_report"
    assert [one["name"] for one in numbers(app, records="all")["records"]] == ["compromiso", "evaluacion"]
    assert numbers(app, state="all", limit=10**30, offset=10**30)["activities"] == []


def test_the_action_refuses_what_it_can_not_answer():
    for wrong in ({"year": "19"}, {"sdg": "18"}, {"type": "program"}, {"state": "x"}, {"limit": "-1"}):
        with pytest.raises(tk.ValidationError):
            call_action("socialprograms_monitor", **wrong)


def test_anyone_may_ask(records):
    assert call_auth("socialprograms_monitor", {"user": "", "model": None})


@pytest.mark.ckan_config("ckanext.socialprograms.board", False)
def test_the_board_can_be_switched_off():
    served = [blueprint.name for blueprint in cast(Any, get_plugin("socialprograms")).get_blueprint()]
    assert "socialprograms_monitor" not in served


def test_the_board_speaks_english_too(page, records):
    assert page("/en/monitor").select_one("h1").get_text() == "Monitoring board"
    assert page("/en/monitor").select_one(".sp-lines td a")["href"].startswith("/en/monitor?")


def test_long_lists_are_shown_by_fifties(page, generator, today):
    generator.store(generator.records(60, [], today))
    first, second = page("/monitor?records=all"), page("/monitor?records=all&page=2")
    assert [len(soup.select(".sp-recs > li")) for soup in (first, second)] == [50, 10]
    assert "page=2" in first.select_one("a[rel=next]")["href"]
    shown = [link["href"] for soup in (first, second) for link in soup.select(".sp-recs a")]
    assert len(set(shown)) == 60
