"""The words that public records use, as the search index has them; asked anew every hour."""

from __future__ import annotations

import logging

import pysolr
from cachetools import TTLCache, cached

import ckan.plugins.toolkit as tk
from ckan.lib.search.common import make_connection
from ckan.lib.search.query import solr_literal

from ckanext.socialprograms.spanish.corrections import Corrector
from ckanext.socialprograms.spanish.names import WORDS

log = logging.getLogger(__name__)
_MOST = 100_000
_answers: TTLCache[tuple[()], Corrector] = TTLCache(maxsize=1, ttl=3600)


def corrector() -> Corrector:
    """Give what corrects a search by the words of the records that everyone may see: nothing while Solr refuses."""
    try:
        return _corrector()
    except pysolr.SolrError as error:
        log.warning("Solr gave no words to correct searches by: %s", error)
        return Corrector({})


def forget() -> None:
    """Ask anew at the next correction."""
    _answers.clear()


@cached(_answers)
def _corrector() -> Corrector:
    query = {
        "q": "*:*",
        "fq": [f"site_id:{solr_literal(tk.config['ckan.site_id'])}", "capacity:public", "state:active"],
        "rows": 0,
        "facet": "true",
        "facet.field": WORDS,
        "facet.limit": _MOST,
        "facet.mincount": 1,
    }
    flat = make_connection().search(**query).facets["facet_fields"][WORDS]
    return Corrector(dict(zip(flat[::2], flat[1::2], strict=True)))
