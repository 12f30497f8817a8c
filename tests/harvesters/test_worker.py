"""One process does all that harvesting needs, from the button of a page to the end of the run."""

from __future__ import annotations

import pytest

from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.socialprograms.cli import socialprograms
from tests.harvesters.other_portal import dataset

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms harvest socialprograms_portal_harvester"),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.usefixtures("clean_harvest"),
]


def test_a_run_that_somebody_asked_for_is_done_to_its_end(cli, other):
    other.publish(*(dataset(number) for number in range(120)))
    about = {"name": "silao", "url": other.url, "source_type": "socialprograms_portal"}
    source = call_action("harvest_source_create", **about, owner_org=factories.Organization()["id"])
    call_action("harvest_job_create", source_id=source["id"], run=True)
    done = cli.invoke(socialprograms, ["harvest-worker", "--once"])
    assert done.exit_code == 0, done.output
    (run,) = call_action("socialprograms_harvest_run_list", id="silao")["runs"]
    assert (run["status"], run["created"], run["unchanged"]) == ("Finished", 120, 0)
    assert call_action("package_search")["count"] == 120
