"""The page on which publishers decide about files that are held back."""

from __future__ import annotations

import re

import pytest

from ckan.tests import factories, helpers

PERSONAL = b"nombre,curp,monto\n" + b"Winston Boj,BOXW310820HNERXN09,1200\n" * 30


@pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms")
@pytest.mark.ckan_config("ckan.display_timezone", "America/Mexico_City")
@pytest.mark.usefixtures("clean_records")
def test_of_a_file_that_was_let_through_the_page_says_what_it_holds_and_when_that_was(app, create_with_upload):
    admin = factories.UserWithToken()
    agency = factories.Organization(users=[{"name": admin["name"], "capacity": "admin"}])
    program = factories.Dataset(type="program", owner_org=agency["id"], name="becas", state="active")
    resource = create_with_upload(PERSONAL, "lista.csv", package_id=program["id"], name="lista.csv")
    headers = {"Authorization": admin["token"]}

    def page():
        return app.get("/socialprograms/becas/files", headers=headers).body

    assert "before you publish" in page()
    helpers.call_action("socialprograms_file_allow", id=resource["id"], reason="La ley manda publicarla.")
    assert "column “curp”: CURP (30)" in page()
    assert "before you publish" not in page()
    assert re.search(r"\d\d:\d\d <small>\(UTC-06:00\)", page())
