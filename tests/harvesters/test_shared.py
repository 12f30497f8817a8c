"""Addresses as people copy them from where they share a file."""

from __future__ import annotations

import pytest

from ckanext.socialprograms.harvesters.shared import direct

SHEET = "https://docs.google.com/spreadsheets/d/1aB_c-D"
FILE = "https://drive.google.com/uc?export=download&id=1aB_c-D"


@pytest.mark.parametrize(
    ("copied", "file"),
    [
        (f"{SHEET}/edit#gid=0", f"{SHEET}/export?format=xlsx"),
        (f"{SHEET}/edit?usp=sharing#gid=12", f"{SHEET}/export?format=xlsx"),
        (f"{SHEET}/", f"{SHEET}/export?format=xlsx"),
        (f"{SHEET}/export?format=csv&gid=3", f"{SHEET}/export?format=csv&gid=3"),
        (
            "https://docs.google.com/spreadsheets/d/e/2PACX-1v/pubhtml?gid=0&single=true",
            "https://docs.google.com/spreadsheets/d/e/2PACX-1v/pub?output=xlsx",
        ),
        (
            "https://docs.google.com/spreadsheets/d/e/2PACX-1v/pub?gid=0&output=csv",
            "https://docs.google.com/spreadsheets/d/e/2PACX-1v/pub?gid=0&output=csv",
        ),
        ("https://drive.google.com/file/d/1aB_c-D/view?usp=drive_link", FILE),
        (
            "https://silao.sharepoint.com/:x:/s/dif/Ea1?e=a1B",
            "https://silao.sharepoint.com/:x:/s/dif/Ea1?e=a1B&download=1",
        ),
        (
            "https://www.dropbox.com/scl/fi/ab/libro.xlsx?rlkey=k&dl=0",
            "https://www.dropbox.com/scl/fi/ab/libro.xlsx?rlkey=k&dl=1",
        ),
        ("https://nube.example.org/s/aB3dE6gH9jK2mN5", "https://nube.example.org/s/aB3dE6gH9jK2mN5/download"),
        (
            "https://example.org/nube/index.php/s/aB3dE6gH9jK2mN5/",
            "https://example.org/nube/index.php/s/aB3dE6gH9jK2mN5/download",
        ),
    ],
)
def test_a_shared_file_is_fetched_itself(copied, file):
    assert direct(copied) == file
    assert direct(file) == file


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/libro.xlsx?version=2#hoja",
        "https://example.org/s/programas",
        "https://docs.google.com.example.org/spreadsheets/d/1aB/edit",
        "http://[::1/libro.xlsx",
        "",
    ],
)
def test_any_other_address_stays_as_it_is(url):
    assert direct(url) == url
