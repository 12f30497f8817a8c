"""Puts saved records into the search index: many in one request, one commit at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pysolr

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search.common import SearchIndexError, make_connection

from ckanext.socialprograms.loading.documents import documents
from ckanext.socialprograms.loading.identity import Stored
from ckanext.socialprograms.loading.sharing import HelperFailed, Progress, shared

_AT_ONCE = 100
_LONGEST = 1000


def index(ids: Sequence[str], progress: Progress = lambda _done: None) -> None:
    """Index records by id; they can be found when this returns. Raises SearchIndexError where Solr fails."""
    try:
        failures = shared(_add, ids, progress) or _ask(lambda solr: solr.commit(waitSearcher=True))
    except HelperFailed as error:
        raise SearchIndexError("a process that indexes ended early") from error
    if failures:
        raise SearchIndexError(failures[0])


def lacking(records: Sequence[Stored]) -> list[str]:
    """Give the ids of saved records that the index does not have as they are. Raises SearchIndexError."""
    found: dict[str, datetime | None] = {}
    for start in range(0, len(records), _AT_ONCE):
        ids = ",".join(one.id for one in records[start : start + _AT_ONCE])
        query = {"fq": [f'+site_id:"{tk.config["ckan.site_id"]}"', f"{{!terms f=id}}{ids}"], "rows": _AT_ONCE}
        try:
            answer = make_connection().search("*:*", fl="id,metadata_modified", **query)
        except (pysolr.SolrError, OSError) as error:
            raise SearchIndexError(str(error)[:_LONGEST]) from error
        found |= {one["id"]: one.get("metadata_modified") for one in answer}
    return [one.id for one in records if _seconds(found.get(one.id)) != _seconds(one.modified)]


def _seconds(moment: datetime | None) -> datetime | None:
    """Give a moment as far as both know it: the database keeps microseconds, Solr thousandths, one of them its zone."""
    return moment.replace(microsecond=0, tzinfo=None) if moment else None


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
        return [str(error)[:_LONGEST]]
    return []
