"""How fast and how light the page of a record is: beside ckanext-scheming's own page for the same record."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import partial
from unittest import mock

import ckan.plugins.toolkit as tk

from ckanext.scheming.plugins import SchemingDatasetsPlugin

from ckanext.socialprograms.cli.import_ import site_context
from ckanext.socialprograms.demo import sample_files
from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.loading import flow
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.registration import SCHEMING_TEMPLATES
from tests.benchmarks.figures import Figure, medians
from tests.benchmarks.portal import CORE_TEMPLATES, Portal

MOST_KB = 40
_TYPES = ("commitment", "program", "evaluation")
_ASSET = re.compile(r'(?:href|src)="(/webassets/[^"]+)"')


def figures() -> Iterator[Figure]:
    """Measure the longest page of each type among the sample records."""
    portal = Portal()
    with portal.flask.test_request_context():
        names = _longest(portal)
    for type_, name in names.items():
        address = f"/{type_}/{name}"
        ours, peer = medians(
            partial(portal.page, address), partial(portal.page_with, address, SCHEMING_TEMPLATES), times=40
        )
        yield Figure(f"page of the longest {type_}, beside ckanext-scheming's", ours, peer, "ms", target=1.2)
        with mock.patch.object(SchemingDatasetsPlugin, "read_template", return_value="package/read.html"):
            plain = portal.page_with(address, CORE_TEMPLATES, SCHEMING_TEMPLATES)
        more = _weight(portal, portal.page(address)) - _weight(portal, plain)
        yield Figure(
            f"weight of that page over stock CKAN's (gzip), beside {MOST_KB} KB", more, MOST_KB, "KB", target=1
        )


def _longest(portal: Portal) -> dict[str, str]:
    """Load the sample records; give the name of the one with the longest page of each type."""
    for file in sample_files():
        report = flow.load(read_file(file, file.name), Options(publish=True), site_context(), lambda *_: None)
        if report.errors:
            raise RuntimeError(report.errors)
    longest = {}
    for type_ in _TYPES:
        found = tk.get_action("package_search")({"ignore_auth": True}, {"fq": f"+dataset_type:{type_}", "rows": 1000})
        records = found["results"]
        longest[type_] = max(records, key=lambda record: len(str(record)))["name"]
    return longest


def _weight(portal: Portal, page: bytes) -> float:
    """Give the compressed KB of a page with its styles and scripts."""
    assets = set(_ASSET.findall(page.decode()))
    return sum(len(gzip.compress(part)) for part in (page, *map(portal.page, sorted(assets)))) / 1024
