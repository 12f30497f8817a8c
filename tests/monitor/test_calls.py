"""The calls that people can answer: in the tables, and on their page."""

from __future__ import annotations

import re
from datetime import date

import pytest

from ckan import model
from ckan.tests import factories, helpers

from ckanext.socialprograms.monitor import calls, mirror
from ckanext.socialprograms.monitor.tables import call as table

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]
TODAY = date(2026, 11, 21)


def program(name, *windows, **more):
    rows = [{"opens": opens, "closes": closes} for opens, closes in windows]
    return factories.Dataset(type="program", name=name, calls=rows, **more)


def open_now():
    return [call.program for call in calls.open_on(TODAY, 10).calls]


def test_open_calls_come_by_the_day_on_which_they_close():
    program("later", ("2026-11-01", "2026-12-31"))
    program("sooner", ("", "2026-11-21"))
    program("over", ("2026-01-01", "2026-11-20"))
    program("coming", ("2026-11-22", "2026-12-01"))
    program("no-end", ("2026-01-01", ""))
    assert open_now() == ["sooner", "later"]
    assert [call.program for call in calls.opening_after(TODAY, 10).calls] == ["coming"]


def test_a_call_says_how_many_days_are_left_and_of_which_agency_it_is():
    owner = factories.Organization(title="Secretaría de Educación")
    program("becas", ("2026-11-01", "2026-11-30"), title="Becas", owner_org=owner["id"])
    (found,) = calls.open_on(TODAY, 10).calls
    assert (found.program_title, found.agency_title, found.days_left(TODAY)) == ("Becas", "Secretaría de Educación", 9)


def test_the_calls_can_be_downloaded_with_their_state_and_addresses(app):
    program("becas", ("2000-01-01", "2098-12-31"), title="Becas")
    program("coming", ("2098-01-01", "2098-12-31"), title="=HYPERLINK(1)")
    head, first, second = app.get("/en/calls.csv", status=200).text.splitlines()
    assert head.endswith("Program,Call,State (code),State,Opens,Closes,Agency,Address of the call,Address")
    assert first.startswith("Becas,,open,Open,2000-01-01,2098-12-31,")
    assert first.endswith("/program/becas")
    assert second.startswith("'=HYPERLINK(1),,coming,Opens later,2098-01-01,")
    page = app.get("/calls", status=200).body
    assert all(f'href="/calls.{ending}"' in page for ending in ("csv", "xlsx", "json"))
    app.get("/calls.exe", status=404)


def test_more_calls_than_are_shown_are_counted():
    for number in range(3):
        program(f"becas-{number}", ("", f"2026-12-0{number + 1}"))
    found = calls.open_on(TODAY, 2)
    assert (len(found.calls), found.all) == (2, 3)


def test_drafts_private_and_deleted_programs_have_no_call_to_answer():
    owner = factories.Organization()["id"]
    program("private", ("", "2026-12-01"), private=True, owner_org=owner)
    program("draft", ("", "2026-12-01"), state="draft")
    program("gone", ("", "2026-12-01"))
    helpers.call_action("package_delete", id="gone")
    assert open_now() == []


def test_a_call_that_is_taken_out_or_moved_is_right_at_once():
    program("becas", ("", "2026-12-01"))
    helpers.call_action("package_patch", id="becas", calls=[{"closes": "2026-11-01"}])
    assert open_now() == []
    helpers.call_action("package_patch", id="becas", calls=[])
    assert model.Session.query(table).count() == 0


def test_a_rebuild_writes_what_saving_wrote():
    program("becas", ("2026-01-01", "2026-12-01"), ("", "2027-01-31"))
    saved = [call.closes for call in calls.open_on(TODAY, 10).calls]
    model.Session.execute(table.delete())
    assert sum(mirror.rebuild(mirror.every_id())) == 1
    assert [call.closes for call in calls.open_on(TODAY, 10).calls] == saved == [date(2026, 12, 1), date(2027, 1, 31)]


@pytest.mark.freeze_time("2026-11-21 18:00:00")
class TestThePage:
    def text(self, app):
        return " ".join(re.sub(r"<[^>]+>", " ", app.get("/es/calls").body).split())

    def test_shows_what_is_open_and_what_comes(self, app):
        program("becas", ("2026-11-01", "2026-11-30"), title="Becas del estado")
        program("semillas", ("2027-02-01", "2027-02-28"), title="Semillas")
        text = self.text(app)
        assert "Hay una convocatoria abierta" in text
        assert "Becas del estado" in text
        assert "Hasta el 30 de noviembre de 2026 (quedan 9 días)" in text
        assert text.index("Abren pronto") < text.index("Semillas")
        assert "Del 1 de febrero de 2027 al 28 de febrero de 2027" in text

    def test_without_calls_says_so_and_whom_to_ask(self, app):
        assert "Una dependencia puede tener alguna que no ha publicado aquí: pregúntele." in self.text(app)
