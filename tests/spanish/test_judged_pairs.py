"""Do two ways to ask for the same find the same, among the 1,038 programs of the national inventory?"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.loading import flow
from ckanext.socialprograms.loading.options import Options

PAIRS = Path(__file__).with_name("pairs.tsv")
STOCK = {"qf": "name^4 title^4 tags^2 groups^2 text"}

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "socialprograms scheming_datasets"),
    pytest.mark.ckan_config("ckan.locale_default", "es"),
]


def pairs():
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        return [tuple(row) for row in csv.reader(lines, delimiter="\t") if not row[0].startswith("#")]


def found(asked, **more):
    query = {"q": asked, "fl": ["name"], "rows": 1000, "facet": "false", **more}
    return frozenset(one["name"] for one in tk.get_action("package_search")({}, query)["results"])


@pytest.fixture
def programs(spanish, documents, with_request_context):
    workbook = documents / "IE_2021.xlsx"
    context: Any = {"ignore_auth": True, "user": tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]}
    done = flow.load(read_file(workbook, workbook.name), Options(publish=True), context)
    assert done.counts["create"] == 1038


@pytest.mark.usefixtures("with_plugins", "programs")
def test_both_of_a_pair_find_the_same_programs():
    judged = pairs()
    assert len(judged) >= 60
    differ = [pair for pair in judged if not found(pair[1]) or found(pair[1]) != found(pair[2])]
    assert differ == []
    same_in_stock = [
        pair for pair in judged if found(pair[1], **STOCK) and found(pair[1], **STOCK) == found(pair[2], **STOCK)
    ]
    # CKAN's own search finds the same for one pair in four: accents, and plurals that are as in English.
    assert len(same_in_stock) < len(judged) / 3
    print(f"\npairs that find the same: {len(judged)} of {len(judged)}; in CKAN's own search {len(same_in_stock)}")
