"""A workbook or table that an agency keeps at one address is harvested as the importers read it."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories, helpers

from ckanext.socialprograms.exporters.improvements import asm_table
from ckanext.socialprograms.exporters.table import to_csv
from ckanext.socialprograms.forms.schema import groups_of
from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.loading import flow, provenance
from ckanext.socialprograms.loading.digests import plain
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.takeaway.portal import settled
from ckanext.socialprograms.workbook.layout import layouts
from ckanext.socialprograms.workbook.writing import workbook
from tests.importers.forms.test_improvement_table import AGENDA
from tests.importers.inventory.test_inventory import LABELS, ROW, table
from tests.importers.transparency.test_reader import HEADER, NESTED, row
from tests.profiles.test_profile import saved
from tests.workbook.conftest import changed

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms harvest socialprograms_table_harvester"),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.usefixtures("clean_harvest"),
]
NOTHING = {"added": 0, "updated": 0, "not modified": 0, "errored": 0, "deleted": 0}


@pytest.fixture
def harvest(harvest_from, files):
    """Give a function that harvests the table at a path."""
    return lambda path, config="": harvest_from("socialprograms_table", files.url + path, config)


def book(number=3):
    """Give the workbook of some programs of another portal as a file."""
    records = [
        {"id": f"id-{one}", "name": f"registro-{one}", "title": f"Programa {one}", "main_objective": "Que coman"}
        for one in range(1, number + 1)
    ]
    return b"".join(workbook("program", records, str))


def without_row(data, row):
    """Give a workbook without a row of its first sheet, and without the rows of that record in all others."""
    read = openpyxl.load_workbook(io.BytesIO(data))
    key = read.worksheets[0].cell(row, 1).value
    for sheet in read.worksheets:
        for number in range(sheet.max_row, 2, -1):
            if sheet.cell(number, 1).value == key:
                sheet.delete_rows(number)
    file = io.BytesIO()
    read.save(file)
    return file.getvalue()


def programs(*names, **cells):
    """Give an inventory of programs as CSV."""
    rows = [[cells.get(label, value) for label, value in zip(LABELS, ROW, strict=True)] for _name in names]
    for cells_of, name in zip(rows, names, strict=True):
        cells_of[LABELS.index("1. Nombre de la intervención")] = name
    return table(*rows)


def found():
    return {one["title"]: one for one in helpers.call_action("package_search", rows=1000)["results"]}


def said(job):
    return [one["message"] for one in job["gather_error_summary"]], [
        one["message"] for one in job["object_error_summary"]
    ]


@pytest.mark.parametrize("type_", ["program", "commitment", "evaluation"])
def test_the_workbook_of_another_portal_comes_over_whole(app, harvest, files, type_):
    original = saved(type_)
    helpers.call_action("dataset_purge", id=original["id"])
    address = files.put("/libro.xlsx", b"".join(workbook(type_, [settled(original)], str)))
    job = harvest("/libro.xlsx")
    assert said(job) == ([], [])
    here = helpers.call_action("package_show", id=original["name"])
    columns = {column.name for sheet in layouts(type_)[:1] for column in sheet.fields}
    names = columns | groups_of(type_) - {"replanning"}
    assert {name: plain(here.get(name)) for name in names} == {name: plain(original.get(name)) for name in names}
    assert [one["url"] for one in here["resources"]] == [one["url"] for one in original["resources"]]
    assert (here["state"], here["private"], here["type"]) == ("active", False, type_)
    assert here["id"] != original["id"]
    page = app.get(f"/{type_}/{here['name']}").body
    assert "This comes from Silao" in page
    assert f'href="{address}"' in page


def test_a_second_run_sends_for_nothing_that_is_as_it_was(harvest, files):
    files.put("/libro.xlsx", book())
    harvest("/libro.xlsx")
    files.sent.clear()
    files.asked.clear()
    assert harvest("/libro.xlsx")["stats"] == NOTHING
    assert (files.asked, files.sent) == (["/libro.xlsx"], [])


def test_a_server_that_says_nothing_of_the_state_is_read_and_nothing_changes(harvest, files):
    files.has_etags = False
    files.put("/libro.xlsx", book())
    harvest("/libro.xlsx")
    before = [one["metadata_modified"] for one in found().values()]
    assert harvest("/libro.xlsx")["stats"] == NOTHING
    assert [one["metadata_modified"] for one in found().values()] == before


def test_a_changed_row_changes_its_record_alone(harvest, files):
    data = book()
    files.put("/libro.xlsx", data)
    harvest("/libro.xlsx")
    files.put("/libro.xlsx", changed(io.BytesIO(data), (0, 4, "title", "Otro nombre")).getvalue())
    assert harvest("/libro.xlsx")["stats"] == {**NOTHING, "updated": 1}
    assert helpers.call_action("package_show", id="registro-2")["title"] == "Otro nombre"


def test_a_row_that_is_gone_is_marked_or_taken_away(harvest, files):
    data = book()
    files.put("/libro.xlsx", data)
    harvest("/libro.xlsx")
    files.put("/libro.xlsx", without_row(data, 4))
    assert harvest("/libro.xlsx")["stats"] == NOTHING
    here = helpers.call_action("package_show", id="registro-2")
    assert helpers.call_action("socialprograms_harvested", id=here["id"])["vanished_on"]
    files.put("/libro.xlsx", data)
    harvest("/libro.xlsx")
    assert not helpers.call_action("socialprograms_harvested", id=here["id"])["vanished_on"]


def test_what_somebody_corrected_here_stays_when_the_row_changes(harvest, files):
    data = book()
    files.put("/libro.xlsx", data)
    harvest("/libro.xlsx")
    here = helpers.call_action("package_show", id="registro-1")
    helpers.call_action("package_patch", id=here["id"], main_objective="Corregido", replanning_reason="Un error")
    again = changed(
        io.BytesIO(data), (0, 3, "main_objective", "Otra cosa"), (0, 3, "notes", "Otra descripción")
    ).getvalue()
    files.put("/libro.xlsx", again)
    assert harvest("/libro.xlsx")["stats"]["updated"] == 1
    now = helpers.call_action("package_show", id="registro-1")
    assert (now["main_objective"], now["notes"]) == ("Corregido", "Otra descripción")
    assert [one.field for one in provenance.notes(provenance.read(now["provenance"]))].count("main_objective") == 1


def test_bad_rows_are_told_one_by_one_and_keep_no_other_out(harvest, files):
    data = changed(io.BytesIO(book()), (0, 3, "_id", "id-2"), (0, 5, "valid_from", "mañana")).getvalue()
    files.put("/libro.xlsx", data)
    job = harvest("/libro.xlsx")
    gathered, refused = said(job)
    assert len(gathered) == 2  # both rows with the same key
    assert "libro.xlsx, sheet “Programs”, row 3" in gathered[0]
    assert "same portal's key" in gathered[0]
    assert len(refused) == 1
    assert "row 5" in refused[0]
    assert "“Programa 3”, In force from" in refused[0]
    assert job["status"] == "Finished"
    assert not found()


def test_a_row_that_becomes_bad_leaves_its_record_as_it_is(harvest, files):
    data = book()
    files.put("/libro.xlsx", data)
    config = "when_vanished: delete\nmost_vanished: 100\n"
    harvest("/libro.xlsx", config)
    files.put("/libro.xlsx", changed(io.BytesIO(data), (0, 3, "title", "=1/0")).getvalue())
    for _ in range(2):  # the second time nothing is read again
        job = harvest("/libro.xlsx", config)
        assert "a formula whose result is not in the file" in said(job)[0][0]
        assert len(found()) == 3
    assert files.sent == ["/libro.xlsx"] * 2


def test_the_inventory_of_programs_comes_as_csv_in_any_charset(harvest, files):
    files.put("/inventario.csv", programs("Niñez", "Camión").decode().encode("cp1252"))
    assert harvest("/inventario.csv")["stats"]["added"] == 2
    assert {*found()} == {"Niñez", "Camión"}
    assert found()["Niñez"]["budget"][0]["approved"] == "1200000.5"


def test_two_tables_of_a_source_may_tell_of_the_same_record(harvest, files):
    files.put("/2021.csv", programs("Becas"))
    more = files.put("/2020.csv", programs("Becas", "Otras", Ciclo="2020"))
    config = f"urls: [{more}]\n"
    job = harvest("/2021.csv", config)
    assert said(job) == ([], [])
    assert found()["Becas"]["editions"] == ["2021", "2020"]
    assert {*found()} == {"Becas", "Otras"}
    files.sent.clear()
    assert harvest("/2021.csv", config)["stats"] == NOTHING
    assert files.sent == []
    files.put("/2020.csv", programs("Becas", "Otras", "Nuevas", Ciclo="2020"))
    assert harvest("/2021.csv", config)["stats"] == {**NOTHING, "added": 1}


def test_downloads_of_the_transparency_platform_tell_together_of_a_program(harvest, files, downloaded):
    organization = factories.Organization(name="secretaria-de-educacion", title="Secretaría de Educación")
    files.put("/15a.xlsx", downloaded(HEADER, [row(3, "300")], NESTED))
    labels = (*HEADER[:3], "Nombre del programa", "Nombre del indicador", "Sentido del indicador (catálogo)")
    period = ("2025", "01/01/2025", "31/03/2025")
    more = files.put("/vi.xlsx", downloaded(labels, [(*period, "Becas", "Cobertura rural", "Ascendente")]))
    job = harvest("/15a.xlsx", f"same_organizations: yes\nurls: {more}\n")
    assert said(job) == ([], [])
    becas = found()["Becas"]
    assert becas["owner_org"] == organization["id"]
    assert becas["budget"] == [{"year": "2026", "approved": "300"}]
    assert {one["name"] for one in becas["indicators"]} == {"Cobertura", "Cobertura rural"}


def test_evaluations_and_improvements_are_read_from_their_formats(harvest, files, downloaded):
    labels = (*HEADER[:3], "Denominación del programa evaluado", "Denominación de la evaluación")
    files.put("/40a.xlsx", downloaded(labels, [("2025", "01/01/2025", "31/12/2025", "Becas", "De diseño")]))
    more = files.put("/asm.csv", b"".join(to_csv(asm_table(AGENDA, {}, str))))
    job = harvest("/40a.xlsx", f"urls: {more}\n")
    assert said(job) == ([], [])
    assert found()["De diseño"]["programs"] == ["Becas"]
    assert len(found()["Evaluación de Becas"]["improvements"]) == 2


def test_an_agency_can_be_named_as_the_table_writes_it(harvest, files):
    organization = factories.Organization(name="sej")
    files.put("/inventario.csv", programs("Becas"))
    harvest("/inventario.csv", "organizations:\n  Secretaría de Educación: sej\n")
    assert found()["Becas"]["owner_org"] == organization["id"]


def test_what_somebody_imported_before_stays_as_it_is_and_does_not_come_twice(harvest, files):
    imported = read_file(io.BytesIO(programs("Becas", "Otras")), "inventario.csv")
    context: Any = {"user": factories.Sysadmin()["name"]}
    flow.load(imported, Options(organization="estado", publish=True), context)
    files.put("/inventario.csv", programs("Becas", "Otras", "Nuevas"))
    job = harvest("/inventario.csv")
    assert (job["stats"]["added"], job["stats"]["errored"]) == (1, 2)
    assert "is in this portal already, in the same organization" in said(job)[1][0]
    assert len(found()) == 3


def test_what_somebody_hid_here_stays_hidden_when_the_row_changes(harvest, files):
    data = book()
    files.put("/libro.xlsx", data)
    harvest("/libro.xlsx")
    helpers.call_action("package_patch", id="registro-1", private=True)
    files.put("/libro.xlsx", changed(io.BytesIO(data), (0, 3, "title", "Otro nombre")).getvalue())
    assert harvest("/libro.xlsx")["stats"]["updated"] == 1
    here = helpers.call_action("package_show", id="registro-1")
    assert (here["title"], here["private"]) == ("Otro nombre", True)


def test_a_list_of_persons_never_comes_in(harvest, files, downloaded):
    labels = (*HEADER[:3], "Denominación del programa", "Padrón de personas beneficiarias (Tabla_1)", "Nota")
    files.put("/15b.xlsx", downloaded(labels, [("2026", "01/07/2026", "30/09/2026", "Becas", "1", "")]))
    job = harvest("/15b.xlsx")
    assert job["stats"]["added"] == 0
    assert "“15b.xlsx” is a list of beneficiaries" in said(job)[0][0]


def test_a_column_of_keys_of_persons_is_left_out(harvest, files):
    rows = [*csv.reader(io.StringIO(programs("Becas").decode()))]
    file = io.StringIO()
    csv.writer(file).writerows([[*rows[0], "CURP"], [*rows[1], "GOMC800101MJCMRR09"]])
    files.put("/inventario.csv", file.getvalue())
    assert harvest("/inventario.csv")["stats"]["added"] == 1
    assert "GOMC800101MJCMRR09" not in str(helpers.call_action("package_show", id=found()["Becas"]["id"]))
    from ckanext.socialprograms.harvesters import harvested  # noqa: PLC0415 (it needs a configuration)

    kept = model.Session.scalars(sa.select(harvested.objects.c.content).union(sa.select(harvested.extras.c.value)))
    assert not any("GOMC800101MJCMRR09" in (one or "") for one in kept)


def test_a_packed_file_that_would_fill_the_memory_is_refused(harvest, files, packed):
    files.put("/libro.xlsx", book())
    harvest("/libro.xlsx", "when_vanished: delete\nmost_vanished: 100\n")
    files.put("/libro.xlsx", packed({"xl/workbook.xml": b"\x00" * 60_000_000}))
    job = harvest("/libro.xlsx")
    assert "unpacks to far more" in said(job)[0][0]
    assert len(found()) == 3


def test_a_workbook_with_a_password_is_refused(harvest, files, ole):
    files.put("/libro.xlsx", ole({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y"}))
    assert "protected with a password" in said(harvest("/libro.xlsx"))[0][0]


def test_a_page_in_the_place_of_a_table_is_told(harvest, files):
    address = files.put("/hoja", "<!DOCTYPE html><html><body><p>Inicie sesión</p></body></html>")
    (sentence,) = said(harvest("/hoja"))[0]
    assert sentence.startswith(f"{address}: this is no workbook or table, and one was expected.")


def test_no_table_of_the_network_inside_is_fetched(harvest, files):
    files.led["/libro.xlsx"] = files.url.replace("127.0.0.2", "127.0.0.1") + "/secreto.xlsx"
    files.put("/secreto.xlsx", book())
    assert "private network" in said(harvest("/libro.xlsx"))[0][0]
    assert files.sent == []


def test_a_configuration_of_tables_is_checked(harvest, files):
    with pytest.raises(tk.ValidationError, match="Line 1: a number from 1 to"):
        harvest("/libro.xlsx", "most_documents: muchos\n")


def test_the_real_inventory_comes_over(harvest, files, documents):
    files.put("/IE_2021.xlsx", (documents / "IE_2021.xlsx").read_bytes())
    job = harvest("/IE_2021.xlsx")
    assert said(job) == ([], [])
    assert job["stats"]["added"] == 1038
    assert helpers.call_action("package_search", q="becas")["count"] > 20
    assert harvest("/IE_2021.xlsx")["stats"] == NOTHING
