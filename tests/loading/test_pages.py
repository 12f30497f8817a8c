from __future__ import annotations

import io
import re

import pytest

from ckan.lib import jobs as ckan_jobs
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.loading import pending
from ckanext.socialprograms.views import get_blueprints
from ckanext.socialprograms.workbook.writing import workbook
from tests.workbook.conftest import changed

from .conftest import PLUGINS, SERVICES

pytestmark = [
    PLUGINS,
    pytest.mark.ckan_config("ckan.auth.user_create_organizations", False),
    pytest.mark.usefixtures(*SERVICES, "clean_queues"),
]


@pytest.fixture
def form(root):
    return (root / "tests/samples/commitment_form.txt").read_bytes()


@pytest.fixture
def publisher():
    user = factories.UserWithToken()
    factories.Organization(name="valle", title="Valle Claro", users=[{"name": user["name"], "capacity": "editor"}])
    return {**user, "headers": {"Authorization": user["token"]}}


def work():
    """Do what is in the queue, here and now."""
    queue = ckan_jobs.get_queue()
    for job in queue.jobs:
        queue.remove(job)
        job.perform()


def have_a_worker_work():
    ckan_jobs.Worker().work(burst=True)


def send(app, who, content, name="ficha.txt", **fields):
    data = {"upload": (io.BytesIO(content), name), **fields}
    return app.post(
        "/import/", data=data, headers=who["headers"], content_type="multipart/form-data", follow_redirects=False
    )


def started(app, who, content, **fields):
    answer = send(app, who, content, organization="valle", **fields)
    assert answer.status_code == 302, answer.body
    return answer.headers["Location"].rstrip("/").rpartition("/")[2]


def page(app, who, import_id):
    return app.get(f"/import/{import_id}", headers=who["headers"])


def test_a_document_is_read_shown_confirmed_and_saved(app, publisher, form):
    one = started(app, publisher, form)
    reading = page(app, publisher, one)
    assert 'http-equiv="refresh"' in reading.body
    have_a_worker_work()
    preview = page(app, publisher, one)
    assert "Nothing is saved yet" in preview.body
    assert call_action("package_search", include_drafts=True)["count"] == 0
    app.post(f"/import/{one}/confirm", data={"publish": "no"}, headers=publisher["headers"])
    work()
    done = page(app, publisher, one)
    record = call_action("package_search", include_drafts=True)["results"][0]
    assert record["state"] == "draft"
    assert f"/commitment/{record['name']}" in done.body
    assert pending.content(one) is None


def test_confirming_may_publish(app, publisher, form):
    one = started(app, publisher, form)
    work()
    app.post(f"/import/{one}/confirm", data={"publish": "yes"}, headers=publisher["headers"])
    work()
    assert call_action("package_search")["count"] == 1


def test_confirming_twice_saves_once(app, publisher, form):
    one = started(app, publisher, form)
    work()
    for _ in range(2):
        app.post(f"/import/{one}/confirm", data={}, headers=publisher["headers"])
    assert len(ckan_jobs.get_queue().jobs) == 1


def test_a_document_without_a_form_is_refused_and_its_file_goes(app, publisher, root):
    one = started(app, publisher, (root / "tests/samples/no_form.txt").read_bytes())
    work()
    assert "no form that this portal knows" in page(app, publisher, one).body
    assert pending.content(one) is None


def test_a_preview_shows_the_warnings_beside_the_fields(app, publisher, form):
    one = started(app, publisher, form)
    work()
    told = call_action(
        "socialprograms_import_status", {"user": publisher["name"], "ignore_auth": False}, id=one, limit=5
    )
    assert told["warnings"] > 0
    assert told["records"][0]["warnings"][0].keys() == {"field", "where", "found", "message"}
    assert told["records"][0]["warnings"][0]["message"][:20] in page(app, publisher, one).body


def test_each_person_sees_only_her_own_imports(app, publisher, form):
    one = started(app, publisher, form)
    other = factories.UserWithToken()
    factories.Organization(users=[{"name": other["name"], "capacity": "editor"}])
    hers = {"headers": {"Authorization": other["token"]}}
    assert page(app, hers, one).status_code == 404
    assert app.post(f"/import/{one}/confirm", headers=hers["headers"]).status_code == 404
    assert app.post(f"/import/{one}/cancel", headers=hers["headers"]).status_code == 404
    assert one not in app.get("/import/", headers=hers["headers"]).body
    assert one in app.get("/import/", headers=publisher["headers"]).body


@pytest.mark.parametrize("path", ["/import/", "/import/0123"])
def test_who_may_not_create_records_may_not_import(app, path):
    stranger = factories.UserWithToken()
    asked_to_sign_in = app.get(path, follow_redirects=False)
    assert asked_to_sign_in.status_code == 302
    assert f"/user/login?came_from={path}" in asked_to_sign_in.headers["Location"].replace("%2F", "/")
    assert app.get(path, headers={"Authorization": stranger["token"]}).status_code == 403
    assert app.post("/import/", headers={"Authorization": stranger["token"]}).status_code == 403


def test_what_is_given_up_is_forgotten(app, publisher, form):
    one = started(app, publisher, form)
    work()
    app.post(f"/import/{one}/cancel", headers=publisher["headers"])
    assert page(app, publisher, one).status_code == 404
    assert pending.content(one) is None
    assert call_action("package_search", include_drafts=True)["count"] == 0


def test_what_is_given_up_while_it_is_read_stays_forgotten(app, publisher, form):
    one = started(app, publisher, form)
    app.post(f"/import/{one}/cancel", headers=publisher["headers"])
    work()
    assert page(app, publisher, one).status_code == 404


def test_a_missing_or_empty_file_is_asked_for_again(app, publisher):
    assert "Choose the file" in app.post("/import/", headers=publisher["headers"], status=400).body
    answer = send(app, publisher, b"")
    assert answer.status_code == 400
    assert "empty" in answer.body


def test_a_file_over_the_limit_is_refused_before_anything_is_kept(app, publisher, monkeypatch):
    monkeypatch.setattr("ckanext.socialprograms.loading.uploads.MAX_BYTES", 10)
    answer = send(app, publisher, b"x" * 11)
    assert answer.status_code == 400
    assert not pending.of_user(publisher["id"])


def test_the_name_of_a_file_is_only_a_name(app, publisher, form):
    one = started(app, publisher, form, name="../../<b>ficha</b>.txt")
    body = page(app, publisher, one).body
    assert "../" not in body
    assert "<b>ficha" not in body


def test_a_job_that_broke_off_says_so(app, publisher, form, monkeypatch):
    one = started(app, publisher, form)

    def breaks(*_args):
        raise MemoryError

    monkeypatch.setattr("ckanext.socialprograms.loading.jobs.read_file", breaks)
    have_a_worker_work()
    assert "broke off" in page(app, publisher, one).body


def test_a_published_promise_that_changes_asks_for_its_reason(app, publisher, form):
    first = started(app, publisher, form)
    work()
    app.post(f"/import/{first}/confirm", data={"publish": "yes"}, headers=publisher["headers"])
    work()
    record = call_action("package_search")["results"][0]
    second = started(app, publisher, form.replace(b"21/2/23", b"28/2/23"), name="otra.txt")
    work()
    preview = page(app, publisher, second)
    assert 'name="reason"' in preview.body
    changes = preview.body[preview.body.index("sp-changes") :]
    assert changes.index("February 21, 2023") < changes.index("February 28, 2023")
    assert "Sesión de ensayo" not in changes.partition("</dl>")[0], "only what differs is shown"
    refused = app.post(f"/import/{second}/confirm", data={"publish": "no"}, headers=publisher["headers"])
    assert refused.status_code == 400
    app.post(f"/import/{second}/confirm", data={"publish": "no", "reason": "Lluvias"}, headers=publisher["headers"])
    work()
    after = call_action("package_show", id=record["id"])
    (change,) = after["replanning"]
    assert (change["before"], change["after"], change["reason"]) == ("2023-02-21", "2023-02-28", "Lluvias")


AGENDA = "No.,Aspecto susceptible de mejora,Clasificación,Prioridad,Nombre de la evaluación\n1,Medir,Específico,Alta,De diseño\n"
RECORD = "type: evaluation\norganization: Ayuntamiento de Macondo\ndata: {title: De diseño}\n"


def test_whoever_chose_the_agency_is_not_asked_for_it(app, publisher):
    one = started(app, publisher, AGENDA.encode(), name="asm.csv")
    work()
    preview = page(app, publisher, one).body
    assert "De diseño" in preview
    assert "names no responsible institution" not in preview


def test_the_only_agency_of_a_publisher_is_chosen_already(app, publisher):
    def choice():
        body = app.get("/import/", headers=publisher["headers"]).body
        return body.partition('name="organization"')[2].partition("</select>")[0]

    agency = call_action("organization_show", id="valle")
    assert f'value="{agency["id"]}" selected' in choice()
    factories.Organization(users=[{"name": publisher["name"], "capacity": "editor"}])
    assert "selected" not in choice()


def test_the_preview_says_at_its_top_which_organizations_would_be_made(app, publisher):
    admin = factories.SysadminWithToken()
    who = {**admin, "headers": {"Authorization": admin["token"]}}
    one = send(app, who, RECORD.encode(), name="una.yaml").headers["Location"].rstrip("/").rpartition("/")[2]
    work()
    top = page(app, who, one).body.partition("sp-confirm")[0]
    assert "Ayuntamiento de Macondo" in top


def written(*records):
    """Give the workbook of programs, as a file to change."""
    return io.BytesIO(b"".join(workbook("program", records, str)))


def test_a_workbook_without_a_row_says_so(app, publisher):
    one = started(app, publisher, written().getvalue(), name="libro.xlsx")
    work()
    assert "“libro.xlsx” holds no record" in page(app, publisher, one).body


def test_the_preview_tells_the_new_name_of_a_record(app, publisher):
    program = factories.Dataset(type="program", owner_org="valle", title="Comedores")
    file = changed(written(call_action("package_show", id=program["id"])), (0, 3, "title", "Comedores abiertos"))
    one = started(app, publisher, file.getvalue(), name="libro.xlsx")
    work()
    body = page(app, publisher, one).body
    assert body.index("<del>Comedores</del>") < body.index("Comedores abiertos")


def test_the_preview_counts_what_stays_out_and_says_how_to_name_a_record(app, publisher):
    cells = [(3, "_record", "a"), (3, "title", "Comedores"), (4, "_record", "b"), (4, "main_objective", "Comer")]
    cells += [(row, "_agency", "Valle Claro") for row in (3, 4)]
    one = started(app, publisher, changed(written(), *((0, *cell) for cell in cells)).getvalue(), name="libro.xlsx")
    work()
    body = page(app, publisher, one).body
    assert re.search(r"is-refused.*?<b>1</b>\s*<span>stays out", body)
    assert "row 4" in body
    assert "has no name. Write it in the column “Name of the program”" in body
    assert "“”" not in body


def test_old_previews_of_one_person_make_room(app, publisher, form):
    ids = []
    for number in range(5):
        ids.append(started(app, publisher, form, name=f"ficha{number}.txt"))
        work()
    kept = [one for one in ids if pending.content(one)]
    assert kept == ids[-3:]


@pytest.mark.parametrize("is_on", [True, False])
def test_the_page_can_be_switched_off(ckan_config, monkeypatch, is_on):
    monkeypatch.setitem(ckan_config, "ckanext.socialprograms.import", is_on)
    assert ("socialprograms_import" in {pages.name for pages in get_blueprints()}) == is_on
