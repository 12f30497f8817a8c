"""What a page says of a search that was asked otherwise than somebody wrote it."""

from __future__ import annotations

from flask import has_request_context

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.spanish.attempts import Attempt

_NAME = "socialprograms_attempt"


def remember(attempt: Attempt) -> None:
    """Keep how the search was asked for the page of this request, if there is one."""
    if has_request_context():
        setattr(tk.g, _NAME, attempt)


def remembered() -> Attempt | None:
    """Give how the search of this request was asked, nothing where it was asked as it was written."""
    return tk.g.get(_NAME)
