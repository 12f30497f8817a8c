"""Puts saved records into the search index: many in one request, one commit at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Any

import pysolr

from ckan import logic, model
from ckan.lib.search import index as ckan_index
from ckan.lib.search.common import SearchIndexError, make_connection

_AT_ONCE = 100


class _Collector:
    """Takes the place of a connection to Solr and keeps what is to be added."""

    def __init__(self) -> None:
        self.documents: list[dict[str, Any]] = []

    def add(self, docs: Sequence[dict[str, Any]], commit: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002 (pysolr's)
        self.documents.extend(docs)


def index(ids: Sequence[str], progress: Callable[[int], None] = lambda _done: None) -> None:
    """Index records by id; they can be found when this returns. Raises SearchIndexError where Solr fails."""
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        _send([document for id_ in some for document in _documents(id_)])
        model.Session.expunge_all()
        progress(len(some))
    _commit()


def _documents(id_: str) -> list[dict[str, Any]]:
    """Make the index document of a record as CKAN and all plugins make it."""
    default, custom = logic.package_show_default_and_custom_schemas({"ignore_auth": True}, id_)  # type: ignore[arg-type]
    collector = _Collector()
    # CKAN's own function, with our collector where it asks for a connection.
    make = FunctionType(
        ckan_index.PackageSearchIndex.index_package.__code__,
        {**vars(ckan_index), "make_connection": lambda: collector},
        argdefs=(True,),
    )
    make(ckan_index.PackageSearchIndex(), {**default, "with_custom_schema": custom})
    return collector.documents


def _send(documents: list[dict[str, Any]]) -> None:
    if documents:
        _asking(lambda solr: solr.add(documents, commit=False))


def _commit() -> None:
    _asking(lambda solr: solr.commit(waitSearcher=True))


def _asking(ask: Callable[[pysolr.Solr], Any]) -> None:
    try:
        ask(make_connection())
    except (pysolr.SolrError, OSError) as error:
        raise SearchIndexError(str(error)[:1000]) from error
