"""Programs in formats of others: Fiscal Data Packages of their budgets, and the columns of the national inventory."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters import fiscal, inventory
from ckanext.socialprograms.exporters.archive import to_zip
from ckanext.socialprograms.exporters.table import FORMATS
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.downloads import MEDIA_TYPES, asked_list, searched, shown
from ckanext.socialprograms.views.sending import sent

TYPE = "program"
programs = Blueprint("socialprograms_programs", __name__)
programs.after_request(keep_apart)


@programs.get("/program/<id_>/budget.fiscal.zip")
def budget(id_: str) -> Response:
    """Give the budget of a program."""
    data = shown(TYPE, id_)
    if not fiscal.has_budget(data):
        tk.abort(404, tk._("This program has not published a budget."))
    address = tk.url_for("program.read", id=data["name"], _external=True, locale="default")
    head = fiscal.Head(data["name"], data["title"], address, f"{data['metadata_modified'][:19]}Z")
    return _sent(head, [data])


@programs.get("/program.fiscal.zip")
def budgets() -> Response:
    """Give the budgets of a list of programs, with the filters of its page."""
    found = searched(asked_list(TYPE))
    address = found.search.at(tk.url_for("program.search", _external=True, locale="default"))
    title = tk._("Budgets of social programs: {portal}").format(portal=tk.config["ckan.site_title"])
    today = tk.h.socialprograms_today().isoformat()
    return _sent(fiscal.Head(f"budgets-{today}", title, address, f"{today}T00:00:00Z"), found)


@programs.get("/program.inventory.<any(csv, xlsx):ending>")
def of_inventory(ending: str) -> Response:
    """Give a list of programs in the columns of the national inventory."""
    found, kind = searched(asked_list(TYPE)), FORMATS[ending]
    table = inventory.table(found, tk._)
    name = f"inventory-{tk.h.socialprograms_today()}.{ending}"
    return sent(kind.write(table), name, kind.media_type, is_long=True)


def _sent(head: fiscal.Head, told: Iterable[Data]) -> Response:
    packed = to_zip(fiscal.members(head, told, tk._))
    return sent(packed, f"{head.name}.fiscal.zip", MEDIA_TYPES["zip"], is_long=True)
