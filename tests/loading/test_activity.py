from __future__ import annotations

import pytest

from ckan.tests.helpers import call_action

from .conftest import SERVICES, commitment, load

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms activity"),
    pytest.mark.usefixtures(*SERVICES),
]


def test_an_import_leaves_no_copies_of_records_in_the_activity_stream(site_user, migrate_db_for):
    migrate_db_for("activity")
    report = load(site_user, commitment())
    assert report.saved
    assert call_action("package_activity_list", id=report.saved[0].id) == []
