"""Imports in processes of their own: two at once, and some that are killed in the middle of their work."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone

import psutil
import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.jobs import Worker, job_from_id
from ckan.lib.redis import connect_to_redis
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.loading import pending
from ckanext.socialprograms.takeaway import workbooks
from ckanext.socialprograms.takeaway.found import find
from ckanext.socialprograms.workbook.writing import workbook
from tests.workbook.conftest import changed

from .conftest import PLUGINS, SERVICES

pytestmark = [PLUGINS, pytest.mark.usefixtures(*SERVICES, "clean_queues")]

MANY, PORTION = 60, 6
# As `ckan` itself, with portions so small that there is time to end it between two of them.
COMMAND = f"""
import sys
from ckan.cli.cli import ckan
from ckanext.socialprograms.loading import flow, jobs
flow.PORTION = {PORTION}
jobs._REPORT_EVERY = 1
sys.argv[0] = "ckan"
ckan()
"""


@pytest.fixture
def ckan(pytestconfig):
    """Start CKAN's command in a process of its own; what still runs at the end is ended."""
    started = []

    def start(*arguments):
        command = [sys.executable, "-c", COMMAND, "-c", pytestconfig.getoption("ckan_ini"), *map(str, arguments)]
        files = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen(command, **files))
        return started[-1]

    yield start
    for process in started:
        kill(process)
        process.communicate()
    for worker in Worker.all(connection=connect_to_redis()):  # one that was killed is thought alive for minutes
        worker.register_death()


@pytest.fixture
def agency():
    return factories.Organization(name="dif", title="DIF Municipal")


@pytest.fixture
def publisher(agency):
    user = factories.UserWithToken()
    call_action("organization_member_create", id="dif", username=user["name"], role="editor")
    return {**user, "headers": {"Authorization": user["token"]}}


@pytest.fixture
def many(agency):
    """Give a workbook of many new programs."""
    records = (
        {"title": f"Programa {number}", "name": str(number), "organization": {"title": "DIF Municipal"}}
        for number in range(MANY)
    )
    return b"".join(workbook("program", records, str))


def kill(process):
    """Kill a process and all that it started, without a chance to tidy up."""
    if process.poll() is None:
        for one in [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]:
            one.kill()
        process.wait()


def until(is_so, seconds=90):
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < end, "this took too long"
        time.sleep(0.02)
    return found


def saved():
    """Count the programs that others see in the database."""
    return len(titles())


def found():
    """Count the programs that are found."""
    return call_action("package_search", fq="dataset_type:program", include_drafts=True, rows=0)["count"]


def titles():
    model.Session.rollback()
    return sorted(model.Session.scalars(sa.select(model.Package.title).where(model.Package.type == "program")))


def all_of_them():
    return sorted(f"Programa {number}" for number in range(MANY))


def test_two_who_import_the_same_workbook_at_once_save_each_record_once(ckan, many, tmp_path):
    file = tmp_path / "libro.xlsx"
    file.write_bytes(many)
    both = [ckan("socialprograms", "import", file) for _ in range(2)]
    told = [process.communicate(timeout=180)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert titles() == all_of_them()
    assert found() == MANY
    created, there = (sum(int(words[at]) for words in map(str.split, told)) for at in (1, 5))
    assert (created, there) == (MANY, MANY), told


@pytest.mark.usefixtures("with_request_context")
def test_of_two_who_change_the_same_the_second_is_told_what_the_first_wrote(ckan, agency, tmp_path):
    factories.Dataset(type="program", owner_org=agency["id"], title="Comedores", name="comedores")
    context = {"user": call_action("get_site_user")["name"], "ignore_auth": True}
    book = b"".join(workbooks.of_found(find(workbooks.asked("program", "dif"), context)))
    started = []
    for text in ("Vivir aquí", "Tener hijos"):
        file = tmp_path / f"{text}.xlsx"
        file.write_bytes(changed(io.BytesIO(book), (0, 3, "eligibility", text)).getvalue())
        started.append(ckan("socialprograms", "import", file))
    told = [process.communicate(timeout=180)[1] for process in started]
    (refused,) = [one for one, process in zip(told, started, strict=True) if process.returncode]
    assert "Vivir aquí" in refused
    assert "Tener hijos" in refused
    kept = call_action("package_show", id="comedores")["eligibility"]
    assert f"The portal has “{kept}”" in refused


def test_what_a_killed_import_saved_is_whole_and_the_next_one_goes_on(ckan, many, tmp_path):
    file = tmp_path / "libro.xlsx"
    file.write_bytes(many)
    killed = ckan("socialprograms", "import", file)
    until(lambda: saved() >= 2 * PORTION)
    kill(killed)
    halfway = until(saved)
    assert 0 < halfway < MANY
    assert halfway % PORTION == 0
    again = ckan("socialprograms", "import", file)
    told, _ = again.communicate(timeout=180)
    assert titles() == all_of_them()
    assert found() == MANY
    assert told.split()[1::4][:2] == [str(MANY - halfway), str(halfway)], told


def send(app, who, content):
    answer = app.post(
        "/import/",
        data={"upload": (io.BytesIO(content), "libro.xlsx"), "organization": "dif"},
        headers=who["headers"],
        content_type="multipart/form-data",
        follow_redirects=False,
    )
    assert answer.status_code == 302, answer.body
    return answer.headers["Location"].rstrip("/").rpartition("/")[2]


def page(app, who, import_id):
    return app.get(f"/import/{import_id}", headers=who["headers"]).body


def kept(import_id):
    """Give what is known of an import."""
    found = pending.find(import_id)
    assert found
    return found


def let_minutes_pass(import_id):
    """Have the worker's last sign of life be some minutes old."""
    job_from_id(kept(import_id).job).heartbeat(datetime.now(timezone.utc) - timedelta(minutes=10), 600)
    key = f"ckan:{tk.config['ckan.site_id']}:socialprograms:import:{import_id}"
    connect_to_redis().hset(key, "moved", str(time.time() - 600))


def go_on(app, who, import_id):
    assert app.post(f"/import/{import_id}/resume", headers=who["headers"], follow_redirects=False).status_code == 302
    Worker().work(burst=True)


def test_a_reading_that_is_killed_says_so_and_goes_on(app, ckan, publisher, many):
    worker = ckan("jobs", "worker")
    one = send(app, publisher, many)
    until(lambda: kept(one).done)
    for horse in psutil.Process(worker.pid).children():
        horse.kill()
    until(lambda: "stopped before its end" in page(app, publisher, one))
    assert "nothing was saved" in page(app, publisher, one)
    assert saved() == 0
    kill(worker)
    go_on(app, publisher, one)
    assert "Nothing is saved yet" in page(app, publisher, one)


def test_a_worker_that_is_killed_while_it_saves_leaves_whole_records_and_the_page_goes_on(app, ckan, publisher, many):
    one = send(app, publisher, many)
    Worker().work(burst=True)
    app.post(f"/import/{one}/confirm", data={"publish": "yes"}, headers=publisher["headers"])
    worker = ckan("jobs", "worker")
    until(lambda: saved() >= 2 * PORTION)
    kill(worker)
    halfway = until(saved)
    assert 0 < halfway < MANY
    assert "Saving the records" in page(app, publisher, one), "it may only be slow"
    let_minutes_pass(one)
    stopped = page(app, publisher, one)
    assert "stopped before its end" in stopped
    assert f'action="/import/{one}/resume"' in stopped
    go_on(app, publisher, one)
    assert "All of “libro.xlsx” is in the portal" in page(app, publisher, one)
    assert titles() == all_of_them()
    assert call_action("package_search", fq="dataset_type:program", rows=0)["count"] == MANY
