"""Workbooks where there is no room: files of the process may not grow, or the Redis that keeps uploads is full."""

from __future__ import annotations

import io
import resource
import shutil
import subprocess
import tempfile
import time

import openpyxl
import pytest
from redis import Redis
from redis.exceptions import ConnectionError as NotThere

from ckan.lib import redis as ckan_redis
from ckan.tests import factories

from ckanext.socialprograms.cli import socialprograms
from ckanext.socialprograms.loading import jobs, pending
from ckanext.socialprograms.workbook.marking import Mark, marked

from .conftest import changed, filled, written

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]
MANY = 40


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """Have temporary files made in a folder of their own."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def no_room(scratch):
    """Let no file of this process grow beyond some kilobytes: the system refuses it as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    yield scratch
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def publisher():
    user = factories.UserWithToken()
    factories.Organization(name="dif", title="DIF", users=[{"name": user["name"], "capacity": "editor"}])
    return {"Authorization": user["token"], "id": user["id"]}


@pytest.fixture
def full_redis(tmp_path, ckan_config, monkeypatch):
    """Have CKAN keep its things in a Redis of this test alone, which is full."""
    socket = tmp_path / "redis.sock"
    program = shutil.which("redis-server")
    assert program
    server = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    client = Redis(unix_socket_path=str(socket))
    for _ in range(200):
        try:
            client.ping()
            break
        except NotThere:
            time.sleep(0.05)
    monkeypatch.setitem(ckan_config, "ckan.redis.url", f"unix://{socket}")
    monkeypatch.setattr(ckan_redis, "_connection_pool", None)
    client.config_set("maxmemory", "1mb")
    yield client
    server.kill()
    server.wait()


def test_a_workbook_that_does_not_fit_leaves_no_file_behind(no_room):
    with pytest.raises(OSError, match="File too large"):
        written("program", *(filled("program", number) for number in range(MANY)))
    assert list(no_room.iterdir()) == []


def test_a_marked_copy_that_does_not_fit_leaves_no_file_behind(scratch, request):
    book = written("program", *(filled("program", number) for number in range(MANY))).getvalue()
    request.getfixturevalue("no_room")
    with pytest.raises(OSError, match="File too large"):
        marked(book, [Mark("Programs", 3, 4, "No es así.")])
    assert list(scratch.iterdir()) == []


@pytest.mark.ckan_config("ckan.locale_default", "es")
def test_the_command_says_so_in_a_sentence_and_leaves_what_was_there(cli, tmp_path, no_room):
    file = tmp_path / "libro.xlsx"
    file.write_bytes(b"lo de ayer")
    done = cli.invoke(socialprograms, ["workbook", "--type", "program", "--empty", str(file)])
    assert done.exit_code == 1
    assert str(file) in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert file.read_bytes() == b"lo de ayer"
    assert [one.name for one in tmp_path.iterdir()] == ["libro.xlsx", "scratch"]


def test_the_page_says_so_and_leaves_no_file_behind(app, no_room):
    answer = app.get("/workbook/program.xlsx", status=503)
    assert "disk is full, so this file could not be made or kept" in answer.body
    assert list(no_room.iterdir()) == []


def sent(app, publisher, content, **expected):
    # As a browser sends it: the test client would keep a long one in a file of its own.
    head = 'Content-Disposition: form-data; name="upload"; filename="libro.xlsx"'
    body = f"--limit\r\n{head}\r\n\r\n".encode() + content + b"\r\n--limit--\r\n"
    headers = {"Authorization": publisher["Authorization"]}
    kind = "multipart/form-data; boundary=limit"
    return app.post("/import/", data=body, headers=headers, content_type=kind, **expected)


def test_an_upload_that_does_not_fit_on_the_disk_is_told(app, publisher, no_room):
    answer = sent(app, publisher, b"x" * 2_000_000, status=503)
    assert "disk is full, so this file could not be made or kept" in answer.body
    assert pending.of_user(publisher["id"]) == []
    assert list(no_room.iterdir()) == []


def test_an_upload_that_redis_does_not_take_is_told(app, publisher, full_redis):
    answer = sent(app, publisher, b"x" * 100_000, status=400)
    assert "could not keep “libro.xlsx”" in answer.body
    assert full_redis.keys("*import*file") == []


def with_one_error():
    """Give a workbook of two programs, one of which has a date that is none."""
    rows = [(0, row, "_record", str(row)) for row in (3, 4)] + [(0, row, "_agency", "DIF") for row in (3, 4)]
    rows += [(0, 3, "title", "Becas"), (0, 4, "title", "Vales"), (0, 4, "valid_from", "pronto")]
    return changed(written("program"), *rows).getvalue()


def test_a_marked_copy_is_called_after_the_workbook_that_was_sent(app, publisher):
    one = pending.start(publisher["id"], "Programas de León.xlsx", with_one_error(), "", "en")
    jobs.read(one.id)
    headers = {"Authorization": publisher["Authorization"]}
    answer = app.get(f"/es/import/{one.id}/marked.xlsx", headers=headers, status=200)
    assert answer.headers["Content-Disposition"].endswith('filename="Programas_de_Leon-con-errores.xlsx"')
    comments = [
        cell.comment.text
        for row in openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
        for cell in row
        if cell.comment
    ]
    assert any("pronto" in text for text in comments)


def test_a_preview_without_room_for_its_marked_copy_is_a_preview(publisher, scratch, request):
    one = pending.start(publisher["id"], "libro.xlsx", with_one_error(), "", "en")
    request.getfixturevalue("no_room")
    jobs.read(one.id)
    found = pending.find(one.id)
    assert found
    assert (found.stage, found.counts["create"], len(found.refused)) == ("preview", 1, 1)
    assert pending.marked(one.id) is None
    assert list(scratch.iterdir()) == []
