"""The workbook of a type for the one who asks: empty, or with the records that they may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.loading.editing import with_tags
from ckanext.socialprograms.takeaway.found import Search, find
from ckanext.socialprograms.takeaway.portal import settled
from ckanext.socialprograms.workbook.writing import workbook


def empty(type_: str) -> Iterator[bytes]:
    """Give the form without records."""
    return workbook(type_, (), tk._)


def of_record(data: dict[str, Any]) -> Iterator[bytes]:
    """Give the workbook of one record."""
    return workbook(data["type"], (_prepared(data),), tk._)


def of_organization(type_: str, name: str, context: Any = None) -> Iterator[bytes]:
    """Give the workbook of an organization's records, drafts and private ones too; empty names all organizations.

    Raises SearchError where the index does not answer.
    """
    filters = (("organization", name),) if name else ()
    found = find(Search(type_, filters=filters, sort="title_string asc", all_states=True), context)
    return workbook(type_, map(_prepared, found), tk._)


def _prepared(data: dict[str, Any]) -> dict[str, Any]:
    return dict(with_tags(settled(data)))
