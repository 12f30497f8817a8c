from __future__ import annotations

from datetime import date

import feedparser
import icalendar
import pytest

from ckan.tests import factories, helpers

PLAN = [
    {"id": "A1", "description": "Plenaria", "due_date": "2027-03-05"},
    {"id": "A2", "description": "Taller", "due_date": "2027-04-05", "status": "done"},
]


@pytest.fixture
def agency(clean_records):
    return factories.Organization(name="planeacion", title="Secretaría de Planeación")


@pytest.fixture
def promise(agency):
    return factories.Dataset(
        type="commitment", name="promesa", title="Revisar el programa", owner_org=agency["id"], activities=PLAN
    )


@pytest.fixture
def programs(agency):
    for name, right, closes in (("becas", "education", "2027-01-31"), ("salud", "health", "2027-02-28")):
        calls = [{"title": "2027", "opens": "2027-01-01", "closes": closes}]
        factories.Dataset(
            type="program", name=name, title=name.title(), owner_org=agency["id"], rights=[right], calls=calls
        )
    factories.Dataset(type="program", name="sin-fecha", owner_org=agency["id"])


def news(app, address):
    found = feedparser.parse(app.get(address, status=200).data)
    assert not found.bozo
    return found


def days(app, address):
    found = icalendar.Calendar.from_ical(app.get(address, status=200).data)
    return found.walk("VEVENT")


def move(promise, day, reason="Contingencia"):
    moved = [{**PLAN[0], "due_date": day}, PLAN[1]]
    helpers.call_action("package_patch", id=promise["id"], activities=moved, replanning_reason=reason)


def test_a_record_tells_its_publication_and_each_change_with_its_reason(app, promise):
    move(promise, "2027-05-05")
    found = news(app, "/es/commitment/promesa.atom")
    assert found.feed.title.startswith("Revisar el programa")
    assert len(found.entries) == 2
    newest = found.entries[0]
    assert "Plenaria" in newest.title
    for said in ("5 de marzo de 2027", "5 de mayo de 2027", "Contingencia"):
        assert said in newest.summary
    assert newest.link == "http://test.ckan.net/es/commitment/promesa#ledger"


def test_news_keep_their_names(app, promise):
    first = [entry.id for entry in news(app, "/commitment/promesa.atom").entries]
    move(promise, "2027-05-05")
    later = [entry.id for entry in news(app, "/commitment/promesa.atom").entries]
    assert later[1:] == first


@pytest.mark.usefixtures("programs")
def test_a_list_tells_what_changed_last_within_its_filters(app):
    helpers.call_action("package_patch", id="becas", main_objective="Estudiar")
    assert news(app, "/program.atom").entries[0].title == "Becas"
    found = news(app, "/es/program.atom?vocab_rights=health")
    assert [entry.title for entry in found.entries] == ["Salud"]
    assert {link.rel: link.href for link in found.feed.links}["self"].endswith("/es/program.atom?vocab_rights=health")


@pytest.mark.usefixtures("programs")
def test_a_changed_record_is_news_again(app):
    before = {entry.id for entry in news(app, "/program.atom").entries}
    helpers.call_action("package_patch", id="becas", main_objective="Estudiar")
    after = {entry.id for entry in news(app, "/program.atom").entries}
    assert len(after - before) == 1
    assert len(after & before) == 2


def test_a_calendar_has_what_is_due_and_moves_with_it(app, promise):
    (before,) = days(app, "/commitment/promesa.ics")
    assert before.decoded("dtstart") == date(2027, 3, 5)
    assert before["url"] == "http://test.ckan.net/commitment/promesa#activity-A1"
    move(promise, "2027-05-05")
    (after,) = days(app, "/commitment/promesa.ics")
    assert (after["uid"], after.decoded("dtstart")) == (before["uid"], date(2027, 5, 5))
    assert after.decoded("sequence") >= before.decoded("sequence")


@pytest.mark.usefixtures("programs", "promise")
def test_the_calendar_of_a_list_has_the_days_of_its_filters(app):
    assert len(days(app, "/program.ics")) == 4
    found = days(app, "/program.ics?vocab_rights=education")
    assert {one.decoded("dtstart") for one in found} == {date(2027, 1, 1), date(2027, 1, 31)}
    assert len(days(app, "/commitment.ics?organization=planeacion")) == 1
    assert days(app, "/evaluation.ics") == []


@pytest.mark.parametrize("ending", ["atom", "ics"])
def test_a_draft_is_followed_by_nobody_else(app, agency, ending):
    factories.Dataset(
        type="commitment", name="borrador", state="draft", owner_org=agency["id"], activities=PLAN, title="Borrador"
    )
    app.get(f"/commitment/borrador.{ending}", status=404)
    app.get(f"/commitment/nada.{ending}", status=404)
    assert "Borrador" not in app.get(f"/commitment.{ending}").body


@pytest.mark.parametrize("ending", ["atom", "ics"])
def test_an_empty_list_can_be_followed(app, agency, ending):
    assert app.get(f"/program.{ending}?q=nada", status=200).data


@pytest.mark.usefixtures("programs", "promise")
def test_pages_say_how_to_follow_them(app):
    page = app.get("/es/commitment/promesa").body
    assert 'href="webcal://test.ckan.net/es/commitment/promesa.ics"' in page
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert 'href="http://test.ckan.net/es/commitment/promesa.atom"' in page
    listed = app.get("/es/program/?vocab_rights=health").body
    assert 'href="webcal://test.ckan.net/es/program.ics?vocab_rights=health"' in listed
    assert 'href="http://test.ckan.net/es/program.atom?vocab_rights=health"' in listed
    assert "webcal:" not in app.get("/es/program/sin-fecha").body
