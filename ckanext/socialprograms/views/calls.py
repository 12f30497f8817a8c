"""The calls that people can answer, at ``/calls``."""

from __future__ import annotations

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters.table import FORMATS
from ckanext.socialprograms.monitor import call_downloads
from ckanext.socialprograms.monitor import calls as public_calls
from ckanext.socialprograms.views.sending import sent

calls = Blueprint("socialprograms_calls", __name__)
_MOST = 200


@calls.route("/calls")
def show() -> str:
    """Show the calls that are open today, and those that open later."""
    today = tk.h.socialprograms_today()
    return tk.render(
        "socialprograms/calls/page.html",
        {
            "today": today,
            "open": public_calls.open_on(today, _MOST),
            "coming": public_calls.opening_after(today, _MOST),
            "formats": tuple(FORMATS),
        },
    )


@calls.route("/calls.<ending>")
def file(ending: str) -> Response:
    """Give the calls, open ones and coming ones, as a file."""
    if ending not in FORMATS:
        tk.abort(404, tk._("There is no such table."))
    today = tk.h.socialprograms_today()
    table, kind = call_downloads.table(today, tk._, _program), FORMATS[ending]
    return sent(kind.write(table), f"{table.name}-{today.isoformat()}.{ending}", kind.media_type)


def _program(name: str) -> str:
    return tk.url_for("program.read", id=name, _external=True)
