from __future__ import annotations

import pytest

from ckanext.socialprograms.doctor import files
from ckanext.socialprograms.doctor.finding import COULD_BE_BETTER, GOOD

from .conftest import told


@pytest.mark.parametrize(
    ("loaded", "state"),
    [([], COULD_BE_BETTER), (["datastore"], COULD_BE_BETTER), (["datastore", "xloader"], GOOD)],
    ids=["nothing", "no loader", "both"],
)
def test_tables_that_people_upload_should_become_views(monkeypatch, loaded, state):
    monkeypatch.setattr(files.p, "plugin_loaded", loaded.__contains__)
    assert told(files.file_tables())[0] == state


@pytest.mark.parametrize(
    ("is_on", "anyone", "state"),
    [(False, False, COULD_BE_BETTER), (True, True, COULD_BE_BETTER), (True, False, GOOD)],
    ids=["unseen", "a door beside", "closed"],
)
def test_no_file_should_go_around_the_review(ckan_config, monkeypatch, is_on, anyone, state):
    monkeypatch.setitem(ckan_config, "ckanext.socialprograms.check_files", is_on)
    monkeypatch.setitem(ckan_config, "ckan.auth.user_create_organizations", anyone)
    assert told(files.file_review())[0] == state
