"""Workbooks larger than what is saved at once, and what happens between a preview and its confirmation."""

from __future__ import annotations

import io

import pytest

import ckan.plugins.toolkit as tk
from ckan.lib.search.common import make_connection
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.loading import flow, seen
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.takeaway import workbooks
from ckanext.socialprograms.takeaway.found import find
from ckanext.socialprograms.workbook.writing import workbook
from tests.workbook.conftest import changed

from .conftest import PLUGINS, SERVICES, found, stored

pytestmark = [PLUGINS, pytest.mark.usefixtures(*SERVICES, "with_request_context")]


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch):
    monkeypatch.setattr(flow, "PORTION", 2)


@pytest.fixture
def agency():
    return factories.Organization(name="dif", title="DIF Municipal")


def new(*titles):
    """Give a workbook of new programs."""
    organization = {"title": "DIF Municipal"}
    rows = ({"title": title, "name": str(n), "organization": organization} for n, title in enumerate(titles))
    return io.BytesIO(b"".join(workbook("program", rows, str)))


def own(site_user):
    """Give the agency's workbook as it is downloaded."""
    return io.BytesIO(b"".join(workbooks.of_found(find(workbooks.asked("program", "dif"), site_user))))


def read(file):
    file.seek(0)
    return read_file(file, "libro.xlsx")


def load(site_user, file, **more):
    return flow.load(read(file), Options(), site_user, **more)


def looked_at(site_user, file):
    """Give what a person sees in the preview."""
    return seen.of_report(flow.preview(read(file), Options(), site_user).saved)


def refusals(report):
    assert report.errors == ()
    return list(map(str, report.refusals))


def test_all_portions_are_saved_and_found_and_again_nothing_changes(site_user, agency):
    file = new("Uno", "Dos", "Tres", "Cuatro", "Cinco")
    assert load(site_user, file).counts == {"create": 5, "update": 0, "same": 0}
    assert found() == {"uno", "dos", "tres", "cuatro", "cinco"}
    assert load(site_user, file).counts == {"create": 0, "update": 0, "same": 5}


def test_two_rows_that_are_one_record_are_refused_in_whatever_portions_they_are(site_user, agency):
    report = load(site_user, new("Uno", "Dos", "Tres", "Uno"))
    assert report.counts == {"create": 2, "update": 0, "same": 0}
    assert [("has “Uno” twice" in one) for one in refusals(report)] == [True, True]


def test_what_was_saved_but_not_indexed_is_indexed_by_the_next_import(site_user, agency):
    file = new("Uno", "Dos", "Tres")
    load(site_user, file)
    make_connection().delete(q=f'+site_id:"{tk.config["ckan.site_id"]}" +name:dos', commit=True)
    assert found() == {"uno", "tres"}
    assert load(site_user, file).counts == {"create": 0, "update": 0, "same": 3}
    assert found() == {"uno", "dos", "tres"}


def test_a_row_without_its_key_does_not_make_a_record_twice(site_user, agency):
    factories.Dataset(type="program", owner_org=agency["id"], title="Comedores", name="comedores")
    file = changed(own(site_user), (0, 3, "_id", None))
    (refused,) = refusals(load(site_user, file))
    assert "“Comedores” of this agency is in this portal already" in refused
    assert found() == {"comedores"}


def test_a_csv_whose_key_is_of_another_record_is_refused(site_user, agency):
    one, two = (
        factories.Dataset(type="program", owner_org=agency["id"], title=title, name=title.lower())
        for title in ("Comedores", "Becas")
    )
    text = f"_record:program;_id;_agency;title\n{one['name']};{two['id']};DIF Municipal;Otro\n"
    report = flow.load(read_file(io.BytesIO(text.encode()), "libro.csv"), Options(), site_user)
    assert "“comedores” stands beside the portal's key of “becas”" in refusals(report)[0]
    assert stored("becas")["title"] == "Becas"


def test_what_someone_else_created_while_the_preview_was_looked_at_is_not_overwritten(site_user, agency):
    mine, hers = new("Uno"), changed(new("Uno"), (0, 3, "eligibility", "Vivir aquí"))
    before = looked_at(site_user, mine_with(mine, "Tener hijos"))
    load(site_user, hers)
    (refused,) = refusals(load(site_user, mine_with(mine, "Tener hijos"), seen=before))
    assert "“Uno” came into the portal while" in refused
    assert stored("uno")["eligibility"] == "Vivir aquí"


def mine_with(file, text):
    return changed(file, (0, 3, "eligibility", text))


def test_what_someone_else_changed_while_the_preview_was_looked_at_is_shown(site_user, agency):
    factories.Dataset(type="program", owner_org=agency["id"], title="Comedores", name="comedores", eligibility="Antes")
    record = stored("comedores")
    text = f"_record:program;_id;_agency;title;eligibility\ncomedores;{record['id']};DIF;Comedores;Mío\n"
    imported = read_file(io.BytesIO(text.encode()), "libro.csv")
    before = seen.of_report(flow.preview(imported, Options(), site_user).saved)
    call_action("package_patch", id="comedores", eligibility="Suyo")
    (refused,) = refusals(flow.load(imported, Options(), site_user, seen=before))
    assert "The portal has “Suyo”, the document “Mío”" in refused
    assert stored("comedores")["eligibility"] == "Suyo"


def test_a_field_that_someone_else_brought_to_the_same_is_told(site_user, agency):
    factories.Dataset(type="program", owner_org=agency["id"], title="Comedores", name="comedores")
    file = changed(own(site_user), (0, 3, "eligibility", "Vivir aquí"))
    call_action("package_patch", id="comedores", eligibility="Vivir aquí")
    report = load(site_user, file)
    assert report.counts == {"create": 0, "update": 0, "same": 1}
    assert [one.step.already for one in report.saved] == [("eligibility",)]


def test_what_was_seen_is_kept_in_few_bytes(site_user, agency):
    before = looked_at(site_user, new("Uno", "Dos", "Tres"))
    assert seen.unpacked(seen.packed(before)) == before
    assert seen.unpacked(None) == {}
