"""Outside a page, gives CKAN a language to speak and the addresses of its pages: on the command line and in jobs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask, current_app, has_app_context

import ckan.plugins.toolkit as tk
from ckan.config.middleware import make_app


@contextmanager
def speaking(language: str | None = None) -> Iterator[None]:
    """Speak a language, the portal's own if none is given."""
    environ = {"CKAN_LANG": language or tk.config["ckan.locale_default"], "CKAN_LANG_IS_DEFAULT": not language}
    with _application().test_request_context(environ_overrides=environ):
        yield


def _application() -> Flask:
    if has_app_context():
        return current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 (Flask's way to unwrap)
    command = click.get_current_context(silent=True)
    if command and "flask_app" in command.meta:
        return command.meta["flask_app"]
    application = make_app(tk.config)
    return getattr(application, "_wsgi_app", application)
