from __future__ import annotations

import pytest

from ckanext.socialprograms.doctor import portal, server
from ckanext.socialprograms.doctor.finding import BROKEN, COULD_BE_BETTER, GOOD

from .conftest import told


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("http://localhost:5000", COULD_BE_BETTER),
        ("http://datos.example", COULD_BE_BETTER),
        ("https://datos.example", GOOD),
    ],
)
def test_the_address_should_be_public_and_encrypted(ckan_config, monkeypatch, address, state):
    monkeypatch.setitem(ckan_config, "ckan.site_url", address)
    assert told(portal.site_url())[0] == state


@pytest.mark.parametrize(
    ("default", "offered", "state"),
    [("en", [], COULD_BE_BETTER), ("es", [], GOOD), ("es", ["en"], COULD_BE_BETTER), ("es", ["es", "en"], GOOD)],
)
def test_the_portal_should_speak_spanish_first(ckan_config, monkeypatch, default, offered, state):
    monkeypatch.setitem(ckan_config, "ckan.locale_default", default)
    monkeypatch.setitem(ckan_config, "ckan.locales_offered", offered)
    assert told(portal.languages())[0] == state


def test_files_need_a_folder_that_ckan_may_write_in(ckan_config, monkeypatch, tmp_path):
    monkeypatch.setitem(ckan_config, "ckan.storage_path", "")
    assert told(server.storage())[0] == BROKEN
    monkeypatch.setitem(ckan_config, "ckan.storage_path", str(tmp_path / "not" / "yet"))
    assert told(server.storage())[0] == GOOD
    monkeypatch.setattr(server.os, "access", lambda *_: False)
    assert told(server.storage())[0] == BROKEN


def test_an_ini_file_that_everyone_reads_should_be_closed(ckan_config, monkeypatch, tmp_path):
    ini = tmp_path / "ckan.ini"
    ini.write_text("secret", "ascii")
    monkeypatch.setitem(ckan_config, "__file__", str(ini))
    ini.chmod(0o640)
    assert told(server.settings_file())[0] == GOOD
    ini.chmod(0o644)
    assert told(server.settings_file())[0] == COULD_BE_BETTER


@pytest.mark.parametrize(("total", "free", "state"), [(2, 1, COULD_BE_BETTER), (4, 0.1, COULD_BE_BETTER), (4, 1, GOOD)])
def test_memory_is_measured_against_four_gigabytes(monkeypatch, tmp_path, total, free, state):
    info = tmp_path / "meminfo"
    info.write_text(f"MemTotal: {int(total * 1024**2)} kB\nMemAvailable: {int(free * 1024**2)} kB\n")
    monkeypatch.setattr(server, "MEMORY_INFO", info)
    assert told(server.memory())[0] == state


@pytest.mark.parametrize(("total", "free", "state"), [(60, 4, BROKEN), (40, 20, COULD_BE_BETTER), (60, 20, GOOD)])
def test_disk_is_measured_against_sixty_gigabytes(monkeypatch, total, free, state):
    usage = type("Usage", (), {"total": total * server.GIGABYTE, "free": free * server.GIGABYTE})
    monkeypatch.setattr(server.shutil, "disk_usage", lambda _: usage)
    assert told(server.disk())[0] == state
