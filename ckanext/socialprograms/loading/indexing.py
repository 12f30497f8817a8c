"""Puts saved records into the search index: many in one request, one commit at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pysolr

from ckan import model
from ckan.lib.search.common import SearchIndexError, make_connection

from ckanext.socialprograms.loading.documents import documents
from ckanext.socialprograms.loading.sharing import HelperFailed, Progress, shared

_AT_ONCE = 100


def index(ids: Sequence[str], progress: Progress = lambda _done: None) -> None:
    """Index records by id; they can be found when this returns. Raises SearchIndexError where Solr fails."""
    try:
        failures = shared(_add, ids, progress) or _ask(lambda solr: solr.commit(waitSearcher=True))
    except HelperFailed as error:
        raise SearchIndexError("a process that indexes ended early") from error
    if failures:
        raise SearchIndexError(failures[0])


def _add(ids: Sequence[str], progress: Progress) -> list[str]:
    """Add records, uncommitted; give what went wrong."""
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        made = documents(some)
        if made and (failures := _ask(lambda solr, made=made: solr.add(made, commit=False))):
            return failures
        model.Session.expunge_all()
        progress(len(some))
    return []


def _ask(ask: Callable[[pysolr.Solr], Any]) -> list[str]:
    try:
        ask(make_connection())
    except (pysolr.SolrError, OSError) as error:
        return [str(error)[:1000]]
    return []
