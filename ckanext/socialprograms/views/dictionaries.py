"""What the columns of every table mean: the list at ``/dictionary``, ``/dictionary/NAME.csv``, ``/dictionary.csv``."""

from __future__ import annotations

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters.dictionary import dictionary, whole
from ckanext.socialprograms.exporters.table import FORMATS, Table
from ckanext.socialprograms.takeaway import dictionaries as known
from ckanext.socialprograms.views.sending import sent

dictionaries = Blueprint("socialprograms_dictionary", __name__)
_ending = f"<any({','.join(FORMATS)}):ending>"


@dictionaries.get("/dictionary")
def show() -> str:
    """List the tables."""
    shown = {"sections": tuple(known.sections()), "formats": tuple(FORMATS)}
    return tk.render("socialprograms/dictionary/page.html", shown)


@dictionaries.get(f"/dictionary.{_ending}")
def every(ending: str) -> Response:
    """Give the columns of all tables."""
    return _sent(whole((one.described(tk._) for one in known.tables().values()), tk._), ending)


@dictionaries.get(f"/dictionary/<name>.{_ending}")
def one(name: str, ending: str) -> Response:
    """Give the columns of a table."""
    found = known.tables().get(name)
    if not found:
        return tk.abort(404, tk._("There is no such table."))
    return _sent(dictionary(found.described(tk._), tk._), ending)


def _sent(table: Table, ending: str) -> Response:
    kind = FORMATS[ending]
    return sent(kind.write(table), f"{table.name}.{ending}", kind.media_type)
