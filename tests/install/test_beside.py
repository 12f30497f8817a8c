"""Installs the extension into a portal that already has data, and takes it out again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PORTAL = Path(__file__).with_name("portal.py")
OURS = "scheming_datasets socialprograms"


@pytest.fixture
def portal(root, tmp_path, pytestconfig):
    """Run the portal once with a list of plugins, each time in a process of its own."""
    site = root / pytestconfig.option.ckan_ini

    def run(plugins: str, what: str) -> dict:
        ini = tmp_path / "ckan.ini"
        ini.write_text(f"[app:main]\nuse = config:{site}\nckan.plugins = {plugins}\n", "utf-8")
        if what == "make":
            ckan = [str(Path(sys.executable).with_name("ckan")), "--config", str(ini)]
            subprocess.run([*ckan, "db", "upgrade"], check=True, capture_output=True, timeout=120)
        command = [sys.executable, str(PORTAL), str(ini), what]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    return run


@pytest.mark.usefixtures("clean_db", "clean_index")
def test_a_portal_with_data_of_its_own_stays_as_it_was(portal):
    portal("activity", "make")
    before = portal("activity", "look")
    assert before["extras on the page"]

    assert portal(f"activity {OURS}", "look") == before
    assert portal(f"{OURS} activity", "look") == before, "whatever the order of the plugins"
    assert portal("activity", "look") == before, "taking it out leaves a working portal"


@pytest.mark.usefixtures("clean_db", "clean_index")
def test_beside_dcat_plain_datasets_open_and_keep_their_extras(portal):
    portal("activity", "make")
    before = portal("activity", "look")
    seen = portal(f"activity dcat structured_data {OURS}", "look")
    assert seen["status"] == before["status"]
    assert seen["dataset"]["extras"] == before["dataset"]["extras"]
    assert seen["extras on the page"]
    assert set(before["form"]) <= set(seen["form"])
