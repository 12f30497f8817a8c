"""How fast the monitoring board is: beside stock CKAN's list of datasets, and beside itself with a tenth of the records."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ckanext.socialprograms.monitor import board
from ckanext.socialprograms.views import monitor as views
from tests.benchmarks.figures import Figure, medians
from tests.benchmarks.portal import CORE_TEMPLATES, Portal, each

SMALL, LARGE = 1_000, 10_000
BOARD, STOCK = "/monitor", "/dataset/?q="
FILTERED, LIST = "/monitor?agency=dependencia-3", "/monitor?state=no_report&page=3"


def figures() -> Iterator[Figure]:
    """Measure the board over 10,000 records with 100,000 activities."""
    portal = Portal()
    small = 1.0
    for size in each(portal, (SMALL, LARGE)):
        if size == SMALL:
            (small,) = medians(lambda: portal.page(BOARD))
            continue
        ours, filtered, listed, stock = medians(
            *(partial(portal.page, one) for one in (BOARD, FILTERED, LIST)),
            partial(portal.page_with, STOCK, CORE_TEMPLATES),
        )
        (anew,) = medians(lambda: _counted_anew(portal))
        yield Figure("board, 10,000 records, beside /dataset/?q=", ours, stock, "ms", target=1)
        yield Figure("board, 10,000 records, beside itself at 1,000", ours, small, "ms", target=1.5)
        yield Figure("board of one agency, beside /dataset/?q=", filtered, stock, "ms", target=1)
        yield Figure("a list of the board, beside /dataset/?q=", listed, stock, "ms", target=1)
        yield Figure("board right after a change, all counted anew, beside /dataset/?q=", anew, stock, "ms")


def _counted_anew(portal: Portal) -> None:
    board.forget()
    views._body.cache_clear()
    portal.page(BOARD)
