from __future__ import annotations

from datetime import datetime, timezone

import pytest

from ckanext.socialprograms.pages.citation import citation, read_moment, version_moment, written_moment

DATA = {"title": "Revisar el programa", "metadata_modified": "2026-11-21T13:03:13.473579"}


def test_a_citation_says_who_what_where_and_which_version():
    told = citation(DATA, "Planeación", "Portal", "21 de noviembre de 2026", "https://example.org/a?as_of=x")
    assert str(told) == (
        "Planeación. “Revisar el programa”. Portal. Version of 21 de noviembre de 2026. https://example.org/a?as_of=x"
    )
    assert str(citation(DATA, "", "Portal", "hoy", "x")).startswith("“Revisar el programa”.")


def test_the_moment_of_a_version_goes_into_an_address_and_comes_back():
    moment = version_moment(DATA)
    assert written_moment(moment) == "2026-11-21T13:03:13Z"
    assert read_moment(written_moment(moment)) == moment


def test_a_day_is_read_as_its_end():
    assert read_moment("2026-11-21") == datetime(2026, 11, 21, 23, 59, 59, tzinfo=timezone.utc)


def test_another_zone_is_the_same_moment():
    assert read_moment("2026-11-21T07:03:13-06:00") == version_moment(DATA)


@pytest.mark.parametrize(
    "text", ["", "ayer", "2026-13-01", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "x" * 9_999]
)
def test_what_is_no_moment_is_none(text):
    assert read_moment(text) is None
