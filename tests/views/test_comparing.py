"""Two editions of rules, sent by a person or held as files of a program."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from ckan.lib import uploader
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.importers.editions import MAX_BYTES

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("with_plugins", "clean_records"),
]
OLDER = "1. Objetivo\n\nEl programa da 500 pesos al mes.\n\n2. Comité\n\nUn comité decide.\n\n3. Vigencia\n\nUn año."
NEWER = "1. Objetivo\n\nEl programa da 650 pesos al mes.\n\n3. Vigencia\n\nUn año.\n\n4. Quejas\n\n<script>alert(1)</script>"


def upload(text, name):
    return (io.BytesIO(text.encode() if isinstance(text, str) else text), name)


@pytest.fixture
def headers():
    user = factories.UserWithToken()
    return {"Authorization": user["token"]}


@pytest.fixture
def program(with_plugins, clean_records, create_with_upload):
    record = call_action("package_create", type="program", name="becas", title="Becas")
    for text, name in ((NEWER, "reglas-2020.txt"), (OLDER, "reglas-2019.txt")):
        create_with_upload(text, name, package_id=record["id"], name=name, kind="rules_of_operation")
    return record


def send(app, headers, older=OLDER, newer=NEWER, **fields):
    data = {"older": upload(older, "2019.txt"), "newer": upload(newer, "2020.txt"), **fields}
    return app.post("/en/compare-rules", data=data, headers=headers, content_type="multipart/form-data")


class TestSent:
    def test_what_came_went_and_changed_is_told(self, app, headers):
        html = send(app, headers).body
        for sign, said in (("+", "section added"), ("−", "section taken out"), ("≠", "section changed")):
            assert f'<i aria-hidden="true">{sign}</i> 1</b> <span>{said}' in html
        assert "500</del>".replace("</del>", "") in html
        assert "<script>alert(1)" not in html
        assert "&lt;script&gt;" in html

    def test_the_differences_are_a_file_too(self, app, headers):
        rows = list(csv.DictReader(io.StringIO(send(app, headers, **{"as": "csv"}).body.lstrip("\ufeff"))))
        told = [(row["What became of the section (code)"], row["Section in the newer edition"]) for row in rows]
        assert told == [("changed", "1. Objetivo"), ("removed", ""), ("added", "4. Quejas")]
        assert rows[0]["Older text"] == "El programa da 500 pesos al mes."

    @pytest.mark.parametrize(
        ("older", "said"),
        [
            (b"", "empty"),
            (b"a,b\n1,2\n", "csv"),
            (b"\x00\x01\x02" * 100, "expected"),
            (b"%PDF-1.4 cut", "incomplete or damaged"),
            (b"x" * (MAX_BYTES + 1), "10 MB"),
        ],
    )
    def test_a_file_that_is_no_text_is_refused_with_a_sentence(self, app, headers, older, said):
        name = "2019.csv" if said == "csv" else "2019"
        answer = send(app, headers, older=older, newer=NEWER) if said != "csv" else app.post(
            "/en/compare-rules",
            data={"older": upload(older, name), "newer": upload(NEWER, "b.txt")},
            headers=headers,
            content_type="multipart/form-data",
        )  # fmt: skip
        assert answer.status_code == 400
        assert said in answer.body

    def test_two_equal_files_say_the_same(self, app, headers):
        html = send(app, headers, newer=OLDER).body
        assert "Both editions say the same." in html
        assert "section changed" not in html

    def test_both_files_are_asked_for(self, app, headers):
        answer = app.post("/en/compare-rules", data={}, headers=headers)
        assert answer.status_code == 400
        assert answer.body.count("Choose the file of this edition.") == 2

    def test_strangers_may_not_keep_the_server_busy(self, app):
        assert app.get("/compare-rules").status_code == 403
        assert send(app, {}).status_code == 403


@pytest.mark.usefixtures("program")
class TestOfAProgram:
    def test_its_page_leads_to_the_comparison_of_the_two_newest(self, app):
        assert "/program/becas/compare-rules" in app.get("/en/program/becas").body
        html = app.get("/en/program/becas/compare-rules").body
        assert "From “reglas-2019.txt” to “reglas-2020.txt”." in html
        assert "section taken out" in html

    def test_the_differences_are_files_too(self, app):
        told = json.loads(app.get("/program/becas/compare-rules.json").body)
        assert (told["older"], told["newer"]) == ("reglas-2019.txt", "reglas-2020.txt")
        assert {row["kind"] for row in told["rows"]} == {"changed", "removed", "added"}
        assert app.get("/program/becas/compare-rules.pdf").status_code == 404

    def test_a_file_that_vanished_is_told_in_a_sentence(self, app):
        (resource,) = [one for one in call_action("package_show", id="becas")["resources"] if "2019" in one["name"]]
        Path(uploader.get_resource_uploader(resource).get_path(resource["id"])).unlink()
        answer = app.get("/es/program/becas/compare-rules")
        assert answer.status_code == 400
        assert "reglas-2019.txt: " in answer.body
        assert 'role="alert"' in answer.body

    def test_only_files_of_the_program_are_read(self, app):
        other = factories.Resource(url="http://127.0.0.1:1/reglas.txt", url_type=None)
        answer = app.get(f"/program/becas/compare-rules?older={other['id']}")
        assert answer.status_code == 404
        assert app.get("/program/nada/compare-rules").status_code == 404

    def test_a_program_without_two_files_has_nothing_to_compare(self, app):
        call_action("package_create", type="program", name="sola", title="Sola")
        assert "compare-rules" not in app.get("/program/sola").body
        assert app.get("/program/sola/compare-rules").status_code == 404

    def test_a_program_that_is_not_public_shows_its_rules_to_nobody(self, app):
        agency = factories.Organization()
        call_action("package_patch", id="becas", owner_org=agency["id"], private=True)
        assert app.get("/program/becas/compare-rules").status_code == 404
