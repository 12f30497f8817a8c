from __future__ import annotations

import io

import openpyxl
import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.importers.forms.registry import read_records
from ckanext.socialprograms.importers.reading import read_document
from ckanext.socialprograms.loading import flow
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.takeaway import workbooks
from ckanext.socialprograms.takeaway.found import find
from ckanext.socialprograms.workbook.layout import layouts
from ckanext.socialprograms.workbook.marking import Mark, marked

from .conftest import filled, read, written

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records", "with_request_context"),
]


@pytest.fixture
def site_user():
    """Act as the command line does."""
    return {"user": tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"], "ignore_auth": True}


@pytest.fixture
def agency():
    return factories.Organization(name="dif", title="DIF Municipal")


@pytest.fixture
def program(agency):
    return factories.Dataset(
        type="program",
        owner_org=agency["id"],
        title="Comedores",
        name="comedores",
        valid_from="2024-01-01",
        tag_string="comida, niñez",
        rights=["food", "health"],
        specific_objectives="uno\ndos",
        budget=[{"year": 2023, "approved": 1000.5}, {"year": 2024, "approved": 2000}],
        resources=[{"url": "https://example.org/a.pdf", "name": "Reglas", "description": "De 2024"}],
    )


@pytest.fixture
def book(program, site_user):
    """Give the agency's workbook as a file, as it is downloaded."""
    return io.BytesIO(b"".join(workbooks.of_found(find(workbooks.asked("program", "dif"), site_user))))


def load(context, file, **options):
    return flow.load(read(file), Options(**options), context)


def sentences(report):
    """Give what stands against single records; nothing stands against the file."""
    assert report.errors == ()
    return [str(one.message) for one in report.refused]


def stored(name="comedores"):
    return call_action("package_show", id=name)


def test_what_was_exported_changes_nothing(book, site_user):
    before = stored()
    report = load(site_user, book)
    assert sentences(report) == []
    assert report.counts == {"create": 0, "update": 0, "same": 1}
    assert stored() == before


def test_a_correction_changes_that_field_alone(book, site_user, edited):
    before = stored()
    report = load(site_user, edited(book, (0, 3, "eligibility", "Vivir aquí"), (0, 3, "tag_string", "comida")))
    assert sentences(report) == []
    now = stored()
    assert now["eligibility"] == "Vivir aquí"
    assert now["metadata_modified"] > before["metadata_modified"]
    assert [tag["name"] for tag in now["tags"]] == ["comida"]
    same = before.keys() - {"eligibility", "tags", "num_tags", "metadata_modified", "provenance"}
    assert {key: now[key] for key in same} == {key: before[key] for key in same}


def test_files_are_changed_by_their_key_added_without_one_and_never_deleted(book, site_user, edited):
    files = -3
    old = stored()["resources"][0]
    cells = [(files, 3, "description", "De 2025"), (files, 4, "_record", "comedores")]
    report = load(site_user, edited(book, *cells, (files, 4, "url", "https://example.org/b.pdf")))
    assert sentences(report) == []
    now = stored()["resources"]
    assert [(one["url"], one.get("description", "")) for one in now] == [
        ("https://example.org/a.pdf", "De 2025"),
        ("https://example.org/b.pdf", ""),
    ]
    assert now[0]["id"] == old["id"]
    assert now[0]["name"] == "Reglas"


def test_what_someone_else_changed_meanwhile_is_shown_and_kept(book, site_user, edited):
    call_action("package_patch", id="comedores", eligibility="Tener hijos", target_population="Familias")
    file = edited(book, (0, 3, "eligibility", "Vivir aquí"))
    (error,) = sentences(load(site_user, file))
    assert "Tener hijos" in str(error)
    assert "Vivir aquí" in str(error)
    assert stored()["eligibility"] == "Tener hijos"


def test_of_two_changed_groups_the_rows_that_differ_are_told_as_people_write_them(book, site_user, edited):
    rows = stored()["budget"]
    call_action("package_patch", id="comedores", budget=[{**rows[0], "approved": "777"}, *rows[1:]])
    sheet = [one.group for one in layouts("program")].index("budget")
    (error,) = sentences(load(site_user, edited(book, (sheet, 3, "approved", "888"))))
    assert "777" in str(error)
    assert "888" in str(error)
    assert "[" not in str(error)


def test_changes_of_two_people_in_two_fields_are_both_kept(book, site_user, edited):
    call_action("package_patch", id="comedores", target_population="Familias")
    report = load(site_user, edited(book, (0, 3, "eligibility", "Vivir aquí")))
    assert sentences(report) == []
    assert (stored()["eligibility"], stored()["target_population"]) == ("Vivir aquí", "Familias")


def test_a_new_row_becomes_a_draft_and_the_same_file_again_changes_nothing(agency, site_user, edited):
    empty = io.BytesIO(b"".join(workbooks.empty("program")))
    file = edited(empty, (0, 3, "_record", "1"), (0, 3, "_agency", "DIF Municipal"), (0, 3, "title", "Becas"))
    assert load(site_user, file).counts == {"create": 1, "update": 0, "same": 0}
    assert (stored("becas")["state"], stored("becas")["owner_org"]) == ("draft", agency["id"])
    assert load(site_user, file).counts == {"create": 0, "update": 0, "same": 1}


def test_an_agency_of_a_state_is_found_by_the_title_that_the_workbook_gives_it(site_user, edited):
    title = "Secretaría de Educación, Jalisco"
    made = factories.Organization(title=title, extras=[{"key": "federal_entity", "value": "Jalisco"}])
    empty = io.BytesIO(b"".join(workbooks.empty("program")))
    file = edited(empty, (0, 3, "_record", "1"), (0, 3, "_agency", title), (0, 3, "title", "Becas"))
    assert sentences(load(site_user, file)) == []
    assert stored("becas")["owner_org"] == made["id"]


def test_without_its_hidden_sheet_an_empty_cell_empties_nothing(book, site_user, edited):
    call_action("package_patch", id="comedores", eligibility="Vivir aquí")
    whole = openpyxl.load_workbook(edited(book, (0, 3, "target_population", "Familias")))
    del whole["_base"]
    saved = io.BytesIO()
    whole.save(saved)
    assert sentences(load(site_user, saved)) == []
    assert (stored()["eligibility"], stored()["target_population"]) == ("Vivir aquí", "Familias")


def test_a_record_that_was_deleted_meanwhile_is_named(book, site_user, edited):
    call_action("package_delete", id="comedores")
    (error,) = sentences(load(site_user, edited(book, (0, 3, "eligibility", "x"))))
    assert "Comedores" in str(error)


def test_an_error_says_sheet_row_and_column(book, site_user, edited):
    (error,) = sentences(load(site_user, edited(book, (0, 3, "valid_from", "pronto"))))
    assert "sheet “Programs”, row 3" in error
    assert "pronto" in error


def test_a_row_that_is_wrong_keeps_no_other_from_being_saved(agency, site_user, edited):
    rows = [(0, 3, "_record", "1"), (0, 3, "title", "Becas"), (0, 3, "_agency", "DIF Municipal")]
    rows += [(0, 4, "_record", "2"), (0, 4, "title", "Vales"), (0, 4, "_agency", "DIF Municipal")]
    rows += [(0, 4, "valid_from", "pronto")]
    file = edited(io.BytesIO(b"".join(workbooks.empty("program"))), *rows)
    preview = flow.preview(read(file), Options(), site_user)
    report = load(site_user, file)
    assert preview.counts == report.counts == {"create": 1, "update": 0, "same": 0}
    assert [len(one.refused) for one in (preview, report)] == [1, 1]
    assert [(one.place.sheet, one.place.row) for one in report.refused if one.place] == [("Programs", 4)]
    assert stored("becas")["state"] == "draft"
    assert call_action("package_search", q="vales", include_drafts=True)["count"] == 0


def test_the_returned_copy_has_a_note_at_each_wrong_cell(edited):
    file = written("program", filled("program"))
    book = openpyxl.load_workbook(io.BytesIO(marked(file.getvalue(), [Mark("Programs", 3, 4, "No es así.")])))
    assert book["Programs"]["D3"].comment.text == "No es así."
    assert [one.data for one in read(io.BytesIO(marked(file.getvalue(), []))).records] == [{}]


def test_the_workbook_of_another_portal_has_its_records_whole():
    file = written("program", filled("program", 1), filled("program", 2))
    foreign = read_records(read_document(file, "libro.xlsx"), is_foreign=True)
    assert not foreign.errors
    assert [one.edits and one.edits.id for one in foreign.records] == ["id-1", "id-2"]
    (first, _second) = foreign.records
    assert first.data["title"] == filled("program", 1)["title"]
    assert len(first.data["budget"]) == 2
    assert all("_id" not in row for row in first.data["resources"])
    assert first.data["external_key"].startswith("workbook:dif-municipal:")
