"""Refuses what another site makes the browser of a signed-in person send."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.config.middleware.flask_app import csrf


def refuse_forged() -> None:
    """Ask every post of a signed-in browser for the token of our forms. Raises CSRFError (400).

    CKAN 2.12.0 asks too, but no more once a view was called by a program or a stranger: it then exempts the view for
    everyone until it is started again.
    """
    is_program = bool(tk.request.headers.get(tk.config["apitoken_header_name"]))
    if tk.config["WTF_CSRF_ENABLED"] and not is_program and tk.current_user.is_authenticated:
        csrf.protect()
