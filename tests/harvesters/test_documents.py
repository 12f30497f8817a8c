"""Documents to which a page leads are read by the importers and wait as drafts."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories, helpers

from ckanext.socialprograms.harvesters import web
from ckanext.socialprograms.loading import provenance
from tests.importers.forms.test_formats import commitment
from tests.importers.layouts import Text, as_docx, as_html, as_pdf

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "scheming_datasets socialprograms harvest socialprograms_document_harvester"
    ),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.usefixtures("clean_harvest"),
]
NOTHING = {"added": 0, "updated": 0, "not modified": 0, "errored": 0, "deleted": 0}
SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """Do not wait before another try."""
    monkeypatch.setattr(web, "_PAUSES", (0.0, 0.0))


@pytest.fixture
def harvest(harvest_from, files):
    """Give a function that harvests the documents of the page at a path."""
    return lambda path="/agendas", config="": harvest_from("socialprograms_document", files.url + path, config)


def sample(name, **replaced):
    """Give a sample as an agency publishes it, as text."""
    text = (SAMPLES / f"{name}.txt").read_text()
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new)
    return text


def sheet(name):
    """Give the blocks of a commitment with a name of its own."""
    plan, heading, *rest = commitment()
    return [plan, type(heading)(f"COMPROMISO DE GOBIERNO ABIERTO POR EL EJECUTIVO: {name}"), *rest]


def here():
    """Give what was harvested, by title, drafts too."""
    query = sa.select(model.Package.title, model.Package.id).where(
        model.Package.type.in_(["commitment", "program", "evaluation"]), model.Package.state != "deleted"
    )
    return {title: helpers.call_action("package_show", id=id_) for title, id_ in model.Session.execute(query).all()}


def said(job):
    return [one["message"] for one in job["gather_error_summary"]], [
        one["message"] for one in job["object_error_summary"]
    ]


def test_documents_of_all_kinds_arrive_as_drafts_with_what_to_look_at(app, harvest, files):
    files.put("/docs/agenda.txt", sample("improvement_agenda"))
    files.put("/docs/uno.docx", as_docx(sheet("Huertos en las escuelas del valle")))
    files.put("/docs/dos.pdf", as_pdf(sheet("Talleres para las personas mayores")))
    files.put("/docs/tres.html", as_html(sheet("Comedores abiertos los domingos")))
    files.list("/agendas", "docs/agenda.txt", "/docs/uno.docx", files.url + "/docs/dos.pdf?v=2#p1", "docs/tres.html")
    files.held["/docs/dos.pdf?v=2"] = files.held["/docs/dos.pdf"]
    job = harvest(config="links: ['*.txt', '*.docx', '*.pdf', '*.html']\n")
    assert said(job) == ([], [])
    found = here()
    assert sorted(one["type"] for one in found.values()) == ["commitment", "commitment", "commitment", "evaluation"]
    assert {one["state"] for one in found.values()} == {"draft"}
    evaluation = next(one for one in found.values() if one["type"] == "evaluation")
    told = provenance.read(evaluation["provenance"])
    assert (told["file"], told["form"]) == ("agenda.txt", "improvement_agenda")
    assert {note.field for note in provenance.notes(told)} >= {"title", "programs", "program_objective"}
    app.get(f"/evaluation/{evaluation['name']}", status=404)
    user = publisher()
    page = app.get(f"/evaluation/{evaluation['name']}", headers={"Authorization": user["token"]}).body
    assert f'href="{files.url}/docs/agenda.txt"' in page
    form = app.get(f"/evaluation/edit/{evaluation['name']}", headers={"Authorization": user["token"]}).body
    assert "although its heading says that it is the program" in form


def publisher():
    """Give a member of the organization of the source, who publishes its records."""
    user = factories.UserWithToken()
    helpers.call_action("organization_member_create", id="estado", username=user["name"], role="editor")
    return user


def test_only_a_source_that_says_so_publishes_at_once(harvest, files):
    files.put("/agenda.txt", sample("improvement_agenda"))
    files.list("/agendas", "agenda.txt")
    harvest(config="publish: yes\n")
    assert {one["state"] for one in here().values()} == {"active"}


def test_a_second_run_asks_for_each_document_and_is_sent_none(harvest, files):
    files.put("/agenda.txt", sample("improvement_agenda"))
    files.put("/compromiso.txt", sample("commitment_form"))
    files.list("/agendas", "agenda.txt", "compromiso.txt")
    assert harvest()["stats"]["added"] == 2
    files.sent.clear()
    assert harvest()["stats"] == NOTHING
    assert files.sent == ["/agendas"]


def test_a_published_record_stays_published_when_its_document_changes(harvest, files):
    files.put("/agenda.txt", sample("improvement_agenda"))
    files.put("/compromiso.txt", sample("commitment_form"))
    files.list("/agendas", "agenda.txt", "compromiso.txt")
    harvest()
    (title,) = [title for title, one in here().items() if one["type"] == "evaluation"]
    corrected = {"program_objective": "Que los patios abran", "state": "active", "notes": "Patios"}
    context = {"user": tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"], "allow_state_change": True}
    helpers.call_action("package_patch", context, id=here()[title]["id"], **corrected)
    files.put("/agenda.txt", sample("improvement_agenda", **{"cada barrio decide": "cada calle decide"}))
    assert harvest()["stats"] == {**NOTHING, "updated": 1}
    now = here()[title]
    assert (now["state"], now["program_objective"]) == ("active", "Que los patios abran")
    assert "cada calle decide" in str(now)


def test_a_document_that_is_missing_keeps_no_other_out_and_nothing_is_taken_away(harvest, files):
    config = "when_vanished: delete\nmost_vanished: 100\n"
    files.put("/agenda.txt", sample("improvement_agenda"))
    files.put("/compromiso.txt", sample("commitment_form"))
    files.list("/agendas", "perdido.pdf", "agenda.txt", "compromiso.txt")
    job = harvest(config=config)
    assert job["stats"]["added"] == 2
    assert said(job)[0] == [
        f"{files.url}/perdido.pdf: the server answered 404, and a file was expected: check the address."
    ]
    del files.held["/agenda.txt"]
    files.put("/compromiso.txt", b"%PDF-1.4 nada")
    for _ in range(2):
        job = harvest(config=config)
        assert len(said(job)[0]) == 3
        assert job["stats"] == {**NOTHING, "errored": 3}
    assert len(here()) == 2
    files.list("/agendas", "compromiso.txt")  # now the page says that there is one agenda less
    assert harvest(config=config)["stats"]["deleted"] == 1


def test_a_document_that_is_no_form_is_told_once_read(harvest, files):
    files.put("/nada.txt", sample("no_form"))
    files.put("/noticia.txt", sample("follow_up"))
    files.list("/agendas", "nada.txt", "noticia.txt")
    job = harvest()
    assert len(said(job)[0]) == 2
    assert "“nada.txt” holds no form that this portal knows" in str(said(job)[0])
    assert "tells of news about" in str(said(job)[0])
    files.sent.clear()
    assert sorted(said(harvest())[0]) == sorted(said(job)[0])
    assert files.sent == ["/agendas"]
    assert here() == {}


def test_two_documents_with_the_same_record_are_told(harvest, files):
    files.put("/uno.txt", sample("commitment_form"))
    files.put("/dos.txt", sample("commitment_form") + "\n")
    files.list("/agendas", "uno.txt", "dos.txt")
    job = harvest()
    assert (job["stats"]["added"], len(said(job)[0])) == (1, 1)
    assert "twice" in said(job)[0][0]


def test_links_to_other_servers_and_into_the_network_are_not_followed(harvest, files):
    inside = files.url.replace("127.0.0.2", "127.0.0.1")
    files.put("/agenda.txt", sample("improvement_agenda"))
    files.led["/onward.txt"] = inside + "/agenda.txt"
    others = (f"{inside}/x.pdf", "file:///etc/passwd.txt", "javascript:x.pdf", "//[::1/x.pdf", "ftp://127.0.0.2/x.pdf")
    files.list("/agendas", "agenda.txt", "onward.txt", *others)
    job = harvest(config="hosts: 127.0.0.1\n")
    assert job["stats"]["added"] == 1
    assert [
        one.endswith("this address leads into a private network, from which nothing is fetched.")
        for one in said(job)[0]
    ] == [True, True]
    assert sorted(files.asked) == ["/agenda.txt", "/agendas", "/onward.txt"]


def test_a_page_leads_to_so_many_documents_and_no_more(harvest, files):
    files.put("/1.txt", sample("improvement_agenda"))
    files.put("/2.txt", sample("commitment_form"))
    files.list("/agendas", "1.txt", "2.txt")
    config = "when_vanished: delete\nmost_vanished: 100\nmost_documents: "
    harvest(config=config + "2")
    source = helpers.call_action("harvest_source_list")[0]
    asked = {key: source[key] for key in ("id", "url", "title")}
    helpers.call_action(
        "harvest_source_patch", source_type="socialprograms_document", config=config + "1", name="silao", **asked
    )
    job = harvest()
    assert "leads to 2 documents, and the first 1 were read" in said(job)[0][0]
    assert len(here()) == 2


def test_a_page_that_is_a_commitment_sheet_itself_is_read(harvest, files):
    files.put("/agendas", as_html(sheet("Comedores abiertos los domingos")))
    assert harvest()["stats"]["added"] == 1
    files.put("/agendas", as_html([Text("Nada por aquí")]))
    assert "holds no form that this portal knows" in said(harvest())[0][0]


def test_a_page_in_another_charset_is_read(harvest, files):
    files.put("/d%C3%ADas.txt", sample("commitment_form").encode("cp1252", "replace"))
    files.put("/agendas", '<html><body><a href="días.txt">Días</a></body></html>'.encode("cp1252"))
    assert harvest()["stats"]["added"] == 1


def test_a_page_that_is_down_takes_nothing_away(harvest, files):
    files.put("/agenda.txt", sample("improvement_agenda"))
    files.list("/agendas", "agenda.txt")
    harvest(config="when_vanished: delete\nmost_vanished: 100\n")
    del files.held["/agendas"]
    assert "answered 404" in said(harvest())[0][0]
    assert len(here()) == 1


def test_the_founding_documents_become_drafts(harvest, files, documents):
    names = sorted(path.name for path in documents.glob("*.txt"))
    for name in names:
        files.put(f"/{name}", (documents / name).read_bytes())
    files.list("/agendas", *names)
    job = harvest()
    assert said(job)[1] == []
    found = here().values()
    assert {one["state"] for one in found} == {"draft"}
    assert {one["type"] for one in found} == {"commitment", "evaluation"}
    assert job["stats"]["added"] == len(found) > 3
    assert len(said(job)[0]) == 2  # a report without a form of ours, and the news of a commitment
