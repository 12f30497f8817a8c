from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories, helpers

from ckanext.socialprograms import config as options
from ckanext.socialprograms import home, settings

pytestmark = pytest.mark.usefixtures("clean_records")


@pytest.fixture(autouse=True)
def _as_before(clean_records):
    yield
    for key in (settings.HOME_BLOCKS, settings.SYNONYMS):
        helpers.call_action("config_option_update", **{key: " ".join(home.BLOCKS) if "home" in key else ""})


def test_the_administrator_sets_the_blocks_of_the_home_page(app):
    admin = factories.SysadminWithToken()
    page = app.get("/es/ckan-admin/config", headers={"Authorization": admin["token"]})
    assert "Bloques de la página de inicio" in page.body
    assert "calls rights life_stages promises newest" in page.body
    helpers.call_action("config_option_update", **{settings.HOME_BLOCKS: "newest calls"})
    assert options.home_blocks() == ("newest", "calls")


@pytest.mark.usefixtures("with_request_context")
def test_a_block_that_there_is_none_of_is_refused():
    with pytest.raises(tk.ValidationError) as refusal:
        helpers.call_action("config_option_update", **{settings.HOME_BLOCKS: "newest weather"})
    assert "weather" in str(refusal.value.error_dict)
    assert "weather" not in options.home_blocks()


@pytest.mark.usefixtures("with_request_context")
def test_synonyms_that_can_not_be_read_are_refused():
    with pytest.raises(tk.ValidationError):
        helpers.call_action("config_option_update", **{settings.SYNONYMS: "beca"})


def test_changed_synonyms_are_brought_to_the_index_by_a_worker(clean_queues):
    helpers.call_action("config_option_update", **{settings.SYNONYMS: "tractor, troca"})
    helpers.call_action("config_option_update", **{settings.SYNONYMS: "tractor, troca"})
    (job,) = helpers.call_action("job_list")
    assert job["title"] == "Bring the synonyms to the search index"
