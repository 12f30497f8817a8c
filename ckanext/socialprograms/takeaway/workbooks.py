"""The workbook of a type for the one who asks: empty, or with the records that they may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.takeaway.found import Found, Search
from ckanext.socialprograms.takeaway.portal import settled
from ckanext.socialprograms.workbook.base import with_tags
from ckanext.socialprograms.workbook.writing import workbook


def empty(type_: str) -> Iterator[bytes]:
    """Give the form without records."""
    return workbook(type_, (), tk._)


def of_record(data: dict[str, Any]) -> Iterator[bytes]:
    """Give the workbook of one record."""
    return workbook(data["type"], (_prepared(data),), tk._)


def asked(type_: str, organization: str = "") -> Search:
    """Give the search for an organization's records, drafts and private ones too; of all organizations without one."""
    filters = (("organization", organization),) if organization else ()
    return Search(type_, filters=filters, sort="title_string asc", all_states=True)


def of_found(found: Found) -> Iterator[bytes]:
    """Give the workbook of all that a search found."""
    return workbook(found.search.type, map(_prepared, found), tk._)


def _prepared(data: dict[str, Any]) -> dict[str, Any]:
    return dict(with_tags(settled(data)))
