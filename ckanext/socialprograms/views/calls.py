"""The calls that people can answer, at ``/calls``."""

from __future__ import annotations

from flask import Blueprint

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.monitor import calls as public_calls

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
        },
    )
