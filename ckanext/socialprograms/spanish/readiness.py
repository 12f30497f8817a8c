"""Whether the search index knows Spanish: asked of Solr now and then, since somebody may put it in or take it out."""

from __future__ import annotations

from cachetools import TTLCache, cached

from ckanext.socialprograms.spanish.names import READY
from ckanext.socialprograms.spanish.solr import Schema, SolrRefused

SECONDS = 30
"""How long an answer holds in each web process."""
_PATIENCE = 3
_answers: TTLCache[tuple[()], bool] = TTLCache(maxsize=1, ttl=SECONDS)


def is_ready() -> bool:
    """Say whether searches can use the Spanish fields; while Solr does not answer they can't, and it is asked again."""
    try:
        return _is_ready()
    except SolrRefused:  # the search itself will say what is wrong
        return False


def forget() -> None:
    """Ask anew at the next search."""
    _answers.clear()


@cached(_answers)
def _is_ready() -> bool:
    return Schema(patience=_PATIENCE).has_field(READY)
