"""The workbook of a type: ``/workbook/program.xlsx``, with ``?organization=NAME`` or ``?record=NAME``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters.table import FORMATS
from ckanext.socialprograms.registration import TYPES
from ckanext.socialprograms.takeaway import workbooks as books
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.downloads import searched, shown
from ckanext.socialprograms.views.sending import sent

workbooks = Blueprint("socialprograms_workbooks", __name__)
workbooks.after_request(keep_apart)


def book(type_: str) -> Response:
    """Give the empty form, the records of an organization, or one record."""
    asked = tk.request.args
    if record := asked.get("record", ""):
        data = shown(type_, record)
        return _answer(books.of_record(data), f"{data['name']}.xlsx")
    if organization := asked.get("organization", ""):
        name = f"{type_}-{organization}-{tk.h.socialprograms_today()}.xlsx"
        return _answer(_of_organization(type_, organization), name, is_long=True)
    return _answer(books.empty(type_), f"{type_}.xlsx")


@workbooks.get("/workbook")
def chosen() -> Any:
    """Lead from the form of the import's page to the workbook that was chosen there."""
    asked = tk.request.args
    if asked.get("type") not in TYPES:
        return tk.abort(404, tk._("The portal has no such records."))
    organization = {"organization": asked["organization"]} if asked.get("organization") else {}
    return tk.redirect_to("socialprograms_workbooks.book", type_=asked["type"], **organization)


workbooks.add_url_rule(f"/workbook/<any({','.join(TYPES)}):type_>.xlsx", "book", book)


def _of_organization(type_: str, name: str) -> Iterator[bytes]:
    try:
        organization = tk.get_action("organization_show")({}, {"id": name})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("This organization is not here."))
    return books.of_found(searched(books.asked(type_, organization["name"])))


def _answer(chunks: Iterator[bytes], name: str, *, is_long: bool = False) -> Response:
    return sent(chunks, name, FORMATS["xlsx"].media_type, is_long=is_long)
