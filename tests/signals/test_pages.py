"""The signals as people see them: on a program, at /signals, as files; right as soon as a record changes."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.monitor import mirror
from ckanext.socialprograms.records.signal_rules import rule_set
from ckanext.socialprograms.signals.filters import Filters
from ckanext.socialprograms.signals.lists import items, version
from ckanext.socialprograms.signals.overview import overview
from ckanext.socialprograms.signals.tables import signal

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
]
OVER = [{"year": "2024", "modified": "100", "spent": "150"}]
HOSTILE = (
    "rule=x",
    "stage=%00",
    "agency=%00'; DROP TABLE package; --",
    "page=-1",
    "page=99999999999999999999",
    "page=x",
)


@pytest.fixture
def agency(clean_records):
    return factories.Organization(name="bienestar", title="Secretaría del Bienestar")


@pytest.fixture
def programs(agency):
    """Publish a program with its budget overspent and answered, one of no agency; keep a draft and a private one."""
    answer = [{"rule": "spent_over_modified", "answer": "=Hubo una ampliación", "date": "2025-03-01"}]
    common = {"type": "program", "owner_org": agency["id"], "budget": OVER}
    call_action("package_create", **common, name="becas", title="Becas <b>", signal_answers=answer)
    call_action("package_create", type="program", name="comedores", title="Comedores", complaints="Contraloría")
    call_action("package_create", **common, name="borrador", title="Borrador", state="draft")
    call_action("package_create", **common, name="privado", title="Privado", private=True)


def up(today, **filters):
    return {(one.name, one.rule.id) for one in items(Filters(**filters), today, limit=None)}


@pytest.mark.usefixtures("programs")
class TestPages:
    def test_a_program_shows_its_signals_with_the_answer_beside(self, app):
        html = app.get("/en/program/becas").body
        assert "In 2024, $150.00 was spent: 50 % more than the modified budget of $100.00." in html
        assert "=Hubo una ampliación" in html
        assert 'href="#budget"' in html
        assert "A signal, not an accusation" in html
        assert "Rule spent_over_modified, version 1.0" in html

    def test_only_public_programs_count(self, app):
        html = app.get("/en/signals").body
        assert "2 of 2 programs give a signal." in html
        assert "Borrador" not in app.get("/en/signals?rule=spent_over_modified").body
        assert "Privado" not in app.get("/en/signals?agency=bienestar").body

    def test_each_number_leads_to_its_signals(self, app):
        assert "rule=spent_over_modified" in app.get("/en/signals").body
        listed = app.get("/en/signals?rule=spent_over_modified").body
        assert "/program/becas#signals-budget" in listed
        assert "Becas &lt;b&gt;" in listed
        assert "Comedores" not in listed
        assert "Comedores" in app.get("/en/signals?agency=-").body
        assert "Becas" not in app.get("/en/signals?agency=-").body

    @pytest.mark.parametrize("asked", HOSTILE)
    def test_a_hostile_address_is_answered(self, app, asked):
        assert app.get(f"/signals?{asked}").status_code == 200

    def test_the_page_of_rules_explains_each_of_them(self, app):
        html = app.get("/en/signals/rules").body
        for rule in rule_set().rules:
            assert f'id="{rule.id}"' in html
        assert "Fires when more than 2 % above the modified budget was spent" in html

    def test_files_have_every_signal_with_the_version_and_date_of_the_rules(self, app):
        rows = list(
            csv.DictReader(io.StringIO(app.get("/en/signals/signals.csv?agency=bienestar").body.lstrip("\ufeff")))
        )
        over = next(row for row in rows if row["Rule (code)"] == "spent_over_modified")
        assert over["Answer of the agency"] == "'=Hubo una ampliación"
        assert over["Version of the rules"] == rule_set().version
        assert over["Date of the rules"] == rule_set().date.isoformat()
        assert over["Address"].endswith("/program/becas#signals")
        told = json.loads(app.get("/signals/signals.json").body)
        assert told["rules_version"] == rule_set().version
        assert {row["rule"] for row in told["rows"]} >= {"spent_over_modified", "budget_unpublished"}
        book = openpyxl.load_workbook(io.BytesIO(app.get("/signals/rules.xlsx").data), read_only=True)
        assert len(list(book.worksheets[0].rows)) == 1 + len(rule_set().rules)
        assert app.get("/signals/x.csv", status=404)
        assert app.get("/signals/signals.pdf", status=404)

    def test_the_list_of_programs_has_a_facet_of_signals(self):
        found = call_action("package_search", **{"fq": "dataset_type:program", "facet.field": ["vocab_signals"]})
        items_ = {one["name"]: one for one in found["search_facets"]["vocab_signals"]["items"]}
        assert items_["spent_over_modified"]["count"] == 1
        assert items_["spent_over_modified"]["display_name"] != "spent_over_modified"
        assert "evaluation_unknown" not in items_

    @pytest.mark.ckan_config("ckanext.socialprograms.signals", "false")
    def test_a_portal_may_show_none(self, app):
        assert (
            "risk" not in app.get("/en/program/becas").body.lower().split("what could go wrong")[0].split("<main")[-1]
        )
        assert app.get("/signals", status=404)


@pytest.mark.usefixtures("programs")
class TestTables:
    def test_they_follow_what_is_saved(self, today):
        assert ("becas", "spent_over_modified") in up(today)
        call_action("package_patch", id="becas", budget=[{"year": "2024", "modified": "100", "spent": "100"}])
        assert ("becas", "spent_over_modified") not in up(today)
        assert up(today, agency="bienestar") == {one for one in up(today) if one[0] == "becas"}

    def test_the_counts_are_kept_until_a_record_changes_or_all_is_rebuilt(self, today):
        before, sign = overview(Filters(), today), version()
        assert overview(Filters(), today) is before
        call_action("package_patch", id="comedores", private=True, owner_org=factories.Organization()["id"])
        assert overview(Filters(), today).all_programs == before.all_programs - 1
        changed = version()
        assert changed != sign
        assert list(mirror.rebuild(mirror.every_id())) == [4]
        assert version() != changed

    def test_a_public_evaluation_that_names_a_program_clears_its_signal(self, today):
        assert ("becas", "evaluation_unknown") in up(today)
        study = call_action(
            "package_create",
            type="evaluation",
            title="E",
            name="estudio",
            year="2025",
            programs=["becas"],
            state="draft",
        )
        assert ("becas", "evaluation_unknown") in up(today)
        call_action("package_patch", id=study["id"], state="active")
        assert ("becas", "evaluation_unknown") not in up(today)
        assert ("comedores", "evaluation_unknown") in up(today)
        call_action("package_patch", id=study["id"], year="2020")
        one = next(one for one in items(Filters(rule="evaluation_unknown"), today) if one.name == "becas")
        assert str(one.cause) == "The newest evaluation of this program that is known here is of 2020."
        call_action("package_delete", id=study["id"])
        one = next(one for one in items(Filters(rule="evaluation_unknown"), today) if one.name == "becas")
        assert str(one.cause) == "No evaluation of this program is known here."

    def test_a_rebuild_writes_the_same_rows(self):
        def rows():
            from ckan import model  # noqa: PLC0415

            return sorted(
                map(
                    tuple,
                    model.Session.execute(
                        signal.select().with_only_columns(signal.c.package_id, signal.c.rule, signal.c.answer)
                    ).all(),
                )
            )

        before = rows()
        assert list(mirror.rebuild(mirror.every_id())) == [4]
        assert rows() == before
