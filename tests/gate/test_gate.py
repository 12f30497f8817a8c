"""What becomes of a file that somebody uploads: no stranger gets it, in any form, before it was let through."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories, helpers

from ckanext.socialprograms.gate import checking, checks
from ckanext.socialprograms.gate.checks import State

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]
PERSONAL = b"nombre,curp,monto\n" + b"Winston Boj,BOXW310820HNERXN09,1200\n" * 30
HARMLESS = b"municipio,personas,monto\n" + b"Silao,30,1200\n" * 30
PHOTOGRAPH = b"\x89PNG\r\n\x1a\n" + bytes(2000)


@pytest.fixture
def people():
    """Give the token headers of an administrator, an editor and a member of an agency with a public program."""
    users = {name: factories.UserWithToken() for name in ("admin", "editor", "member")}
    listed = [{"name": user["name"], "capacity": capacity} for capacity, user in users.items()]
    agency = factories.Organization(name="dif", users=listed)
    factories.Dataset(type="program", owner_org=agency["id"], name="becas", user=users["editor"], state="active")
    return {name: {"Authorization": user["token"]} for name, user in users.items()}


@pytest.fixture
def upload(create_with_upload):
    def send(content, name="lista.csv", **resource):
        resource.setdefault("package_id", helpers.call_action("package_show", id="becas")["id"])
        return create_with_upload(content, name, name=name, **resource)

    return send


def address(resource):
    return f"/program/{resource['package_id']}/resource/{resource['id']}/download/{resource['url'].rsplit('/', 1)[-1]}"


def states(resource):
    return [one.state for one in reversed(checks.log(resource["package_id"], 100))]


def test_a_file_without_personal_data_is_public_at_once(app, people, upload):
    resource = upload(HARMLESS)
    assert app.get(address(resource)).data == HARMLESS


def test_no_stranger_gets_a_file_with_personal_data_nor_reads_of_it(app, people, upload):
    resource = upload(PERSONAL)
    app.get(address(resource), status=403)
    app.get(f"/program/becas/resource/{resource['id']}", status=404)
    shown = helpers.call_action("package_show", {"ignore_auth": False, "user": ""}, id="becas")
    found = helpers.call_action("package_search", {"ignore_auth": False, "user": ""}, q="name:becas")["results"][0]
    assert (shown["resources"], shown["num_resources"], found["resources"]) == ([], 0, [])
    assert helpers.call_action("resource_search", query="name:lista")["results"] == []
    assert "lista.csv" not in app.get("/program/becas").body
    packed = zipfile.ZipFile(io.BytesIO(app.get("/program/becas.zip").data))
    assert not [name for name in packed.namelist() if "lista" in name]
    assert b"lista.csv" not in app.get("/program/becas.json").data


@pytest.mark.parametrize("fields", ["data_dict", "validated_data_dict", "*", "res_name,res_url,text"])
def test_no_stranger_reads_of_it_by_asking_for_fields_of_the_index(app, people, upload, fields):
    upload(PERSONAL, "guardia.csv")
    assert "becas" in app.get("/api/action/package_search?q=name:becas&fl=name").body
    assert "guardia" not in app.get(f"/api/action/package_search?q=name:becas&fl={fields}").body


def test_members_who_cannot_edit_are_strangers_too(app, people, upload):
    resource = upload(PERSONAL)
    app.get(address(resource), headers=people["member"], status=403)
    assert app.get(address(resource), headers=people["editor"]).data == PERSONAL


def test_a_file_that_replaces_a_harmless_one_is_held_back(app, people, upload):
    resource = upload(HARMLESS)
    helpers.call_action("resource_patch", id=resource["id"], upload=sent(PERSONAL, "lista.csv"))
    app.get(address(resource), status=403)


def test_a_file_that_could_not_be_saved_leaves_the_old_one_to_be_checked_again(app, people, upload):
    resource = upload(HARMLESS)
    with pytest.raises(tk.ValidationError):
        helpers.call_action(
            "package_update",
            id="becas",
            type="program",
            title="Becas",
            name="no es un nombre",
            resources=[{"id": resource["id"], "upload": sent(PERSONAL, "lista.csv")}],
        )
    app.get(address(resource), status=403)
    checking.check(resource["id"])
    assert app.get(address(resource)).data == HARMLESS


def test_what_cannot_be_checked_waits_for_a_person(app, people, upload):
    resource = upload(PHOTOGRAPH, "evento.png")
    assert states(resource)[-1] is State.UNCHECKED
    app.get(address(resource), status=403)
    allow(app, resource, people["editor"], "Solo se ve la obra terminada, sin personas.")
    assert app.get(address(resource)).data == PHOTOGRAPH


def test_a_list_of_who_came_waits_for_a_person_even_with_names_alone(app, people, upload):
    resource = upload(b"nombre,firma\nAna,x\n", "Lista de asistencia.csv")
    app.get(address(resource), status=403)


def test_big_files_are_checked_in_the_background_and_held_back_until_then(app, people, upload):
    resource = upload(HARMLESS * 3000)
    assert states(resource) == [State.WAITING]
    app.get(address(resource), status=403)
    assert [job for job in helpers.call_action("job_list") if "lista.csv" in job["title"]]
    checking.check(resource["id"])
    app.get(address(resource), status=200)


def test_the_columns_with_personal_data_can_be_taken_out(app, people, upload):
    resource = upload(PERSONAL)
    page = app.get("/socialprograms/becas/files", headers=people["editor"]).body
    assert "curp" in page
    assert "BOXW310820HNERXN09" not in page
    app.post(decision(resource, "clean"), headers=people["editor"], follow_redirects=False)
    clean = app.get(address(helpers.call_action("resource_show", id=resource["id"]))).data
    assert clean.splitlines()[0] == b"nombre,monto"
    assert b"BOXW310820HNERXN09" not in clean
    assert [one for one in states(resource) if one is not State.WAITING][-2:] == [State.CLEANED, State.CLEAN]


def test_nobody_is_offered_to_take_columns_out_of_a_document(app, people, upload):
    document = docx.Document()
    grid = document.add_table(6, 2)
    for row in grid.rows:
        row.cells[0].text, row.cells[1].text = "Winston Boj", "BOXW310820HNERXN09"
    written = io.BytesIO()
    document.save(written)
    resource = upload(written.getvalue(), "lista.docx")
    checking.check(resource["id"])
    (file,) = helpers.call_action("socialprograms_file_checks", id="becas")["files"]
    assert (file["state"], file["has_columns"]) == ("found", False)


def test_a_copy_in_another_format_says_which(app, people, upload):
    resource = upload(PERSONAL, "lista.txt", format="TXT")
    app.post(decision(resource, "clean"), headers=people["editor"], follow_redirects=False)
    shown = helpers.call_action("resource_show", id=resource["id"])
    assert (shown["format"], shown["url"].rsplit("/", 1)[-1]) == ("CSV", "lista.csv")


def test_only_an_administrator_lets_personal_data_through_and_says_why(app, people, upload):
    resource = upload(PERSONAL)
    allow(app, resource, people["editor"], "Lo manda la ley")
    app.get(address(resource), status=403)
    allow(app, resource, people["admin"], " ")
    app.get(address(resource), status=403)
    allow(app, resource, people["admin"], "La ley del estado manda publicarla.")
    assert app.get(address(resource)).data == PERSONAL
    last = checks.log(resource["package_id"], 1)[0]
    assert (last.state, last.reason, bool(last.author)) == (State.ALLOWED, "La ley del estado manda publicarla.", True)


def test_what_was_let_through_holds_for_that_file_and_not_for_the_next(app, people, upload):
    resource = upload(PERSONAL)
    allow(app, resource, people["admin"], "La ley del estado manda publicarla.")
    helpers.call_action("resource_patch", id=resource["id"], description="Otra descripción")
    app.get(address(resource), status=200)
    helpers.call_action("resource_patch", id=resource["id"], upload=sent(PERSONAL + b"\n", "lista.csv"))
    app.get(address(resource), status=403)


def test_a_dataset_stays_private_while_a_file_of_it_has_personal_data(people, upload):
    agency = factories.Organization()
    dataset = factories.Dataset(private=True, owner_org=agency["id"], title="Padrón")
    resource = upload(PERSONAL, package_id=dataset["id"])
    with pytest.raises(tk.ValidationError, match="lista"):
        helpers.call_action("package_patch", id=dataset["id"], private=False)
    helpers.call_action("resource_delete", id=resource["id"])
    assert not helpers.call_action("package_patch", id=dataset["id"], private=False)["private"]


def test_strangers_do_not_see_what_was_found(app, people, upload):
    upload(PERSONAL)
    app.get("/socialprograms/becas/files", headers=people["member"], status=403)


def test_the_log_cannot_be_changed(people, upload):
    upload(PERSONAL)
    with pytest.raises(Exception, match="append-only"):
        model.Session.execute(checks.checks.delete())
    model.Session.rollback()


def test_files_from_before_stay_as_they_were(app, people, upload, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckanext.socialprograms.check_files", False)
    resource = upload(PERSONAL)
    app.get(address(resource), status=200)


def decision(resource, act):
    return f"/socialprograms/{resource['package_id']}/files/{resource['id']}/{act}"


def allow(app, resource, headers, reason):
    app.post(decision(resource, "allow"), headers=headers, data={"reason": reason}, follow_redirects=False)


def sent(content, name):
    return FileStorage(io.BytesIO(content), filename=name)
