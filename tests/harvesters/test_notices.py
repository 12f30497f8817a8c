"""The contact of a source gets one mail of a run with problems, from a real mail server, and none of any other."""

from __future__ import annotations

import email
import email.policy
import re
import socket

import pytest
from aiosmtpd.controller import Controller

from ckan.lib.jobs import Worker
from ckan.tests.helpers import call_action

from tests.harvesters.other_portal import dataset

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms harvest socialprograms_portal_harvester"),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.ckan_config("smtp.mail_from", "portal@ejemplo.gob.mx"),
    pytest.mark.usefixtures("clean_harvest"),
]
CONTACT = "contact: ana@ejemplo.gob.mx, luis@ejemplo.gob.mx\n"


class Post:
    """Keeps what a mail server was given."""

    def __init__(self):
        self.got = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 (aiosmtpd's name)
        self.got.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 OK"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def post(ckan_config, monkeypatch, app):
    """Give the mail of a server that runs."""
    kept = Post()
    server = Controller(kept, hostname="127.0.0.1", port=_free_port())
    server.start()
    monkeypatch.setitem(ckan_config, "smtp.server", f"127.0.0.1:{server.port}")
    yield kept
    server.stop()


def work():
    Worker().work(burst=True)


def test_the_contacts_are_told_of_problems_once_with_the_way_to_the_report(harvest, other, post):
    other.publish(dataset(1), *(dataset(number, type="program", valid_from="mañana") for number in range(2, 30)))
    job = harvest(CONTACT)
    work()
    assert sorted(to for to, _mail in post.got) == [["ana@ejemplo.gob.mx"], ["luis@ejemplo.gob.mx"]]
    mail = post.got[0][1]
    assert mail["Subject"] == "Silao: problems in a harvest"
    body = mail.get_content()
    assert "New: 1. Changed: 0. Refused: 28." in body
    assert body.count("In force from") == 20
    assert "And 8 more." in body
    assert f"http://test.ckan.net/harvest/silao/runs/{job['id']}" in body, body
    call_action("harvest_jobs_run")
    work()
    assert len(post.got) == 2


def test_the_mail_is_in_the_portals_language(harvest, other, post, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckan.locale_default", "es")
    other.broken = 99
    harvest(CONTACT)
    work()
    assert re.search(r"\d+ de \w+ de 20\d\d", post.got[0][1].get_content())


def test_nobody_is_told_of_a_run_that_went_well_or_where_nobody_wants_to_know(harvest, other, post):
    other.publish(dataset(1))
    harvest(CONTACT)
    other.publish(dataset(2, type="program", valid_from="mañana"))
    call_action("harvest_source_patch", id="silao", config="publish: yes")
    harvest()
    work()
    assert post.got == []


def test_a_mail_server_that_is_down_stops_nothing(harvest, other, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "smtp.server", f"127.0.0.1:{_free_port()}")
    other.publish(dataset(1), dataset(2, type="program", valid_from="mañana"))
    from ckanext.socialprograms.harvesters import notices  # noqa: PLC0415 (it needs a configuration)

    written = []
    monkeypatch.setattr(notices.log, "exception", lambda text, *about: written.append(text % about))
    job = harvest(CONTACT)
    notices.send(job["id"])
    assert job["status"] == "Finished"
    assert written[1] == "The problems of a harvest could not be told to luis@ejemplo.gob.mx"
