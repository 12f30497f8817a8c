"""How fast a search with the Spanish fields is: beside CKAN's own search for the same words, in the same index."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.cli.import_ import site_context
from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.loading import flow
from ckanext.socialprograms.loading.options import Options
from ckanext.socialprograms.spanish import setup, suggestions
from tests.benchmarks.figures import Figure, medians
from tests.benchmarks.inventory import INVENTORY
from tests.benchmarks.portal import Portal

ASKED = ("becas", "adultos mayores", "vivienda", "capacitación para el trabajo", "niñas", "apoyo económico", "agua")
_STOCK = {"qf": "name^4 title^4 tags^2 groups^2 text"}
_FACETS = ["organization", "vocab_rights", "vocab_year"]


def figures() -> Iterator[Figure]:
    """Measure searches among the 1,038 programs of the inventory; nothing where it is not there."""
    if not INVENTORY.is_file():
        print(f"The inventory is not at {INVENTORY}: nothing to measure.")
        return
    with Portal().flask.test_request_context():
        flow.load(read_file(INVENTORY, INVENTORY.name), Options(publish=True), site_context())
        setup.set_up(lambda _count: lambda _done: None)
        taken = [medians(lambda one=one: _search(one), lambda one=one: _search(one, **_STOCK)) for one in ASKED]
        ours, stock = (statistics.mean(side) for side in zip(*taken, strict=True))
        yield Figure(
            "search in Spanish, 20 of 1,038 programs with facets, beside CKAN's own", ours, stock, "ms", target=1.1
        )
        (typing,) = medians(lambda: suggestions.suggestions("apoyo a la viv"))
        yield Figure("suggestions while typing, beside CKAN's own search", typing, stock, "ms")
        wrong, right = medians(lambda: _search("bibienda"), lambda: _search("vivienda"))
        yield Figure("a word that is corrected, beside the right one", wrong, right, "ms")


def _search(asked: str, **more: str) -> None:
    query = {"q": asked, "fq": "dataset_type:program", "rows": 20, "facet.field": _FACETS, **more}
    tk.get_action("package_search")({"ignore_auth": True}, query)
