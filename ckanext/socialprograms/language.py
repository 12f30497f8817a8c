"""In which language a sentence is told: that of the request, or the portal's own outside of one."""

from __future__ import annotations

from flask import has_request_context

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.messages import Message


def language() -> str:
    """Give the code of the language, such as ``es``."""
    return (tk.h.lang() if has_request_context() else None) or tk.config["ckan.locale_default"]


def told(message: Message) -> str:
    """Give a sentence in the language of its reader."""
    return message.in_language(language())
