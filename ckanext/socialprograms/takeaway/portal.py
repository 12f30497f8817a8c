"""What exporters have to know of the portal."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters.record import Portal


def portal() -> Portal:
    """Give the portal in the language of the reader; addresses are the same in all languages."""

    def address(type_: str, name: str) -> str:
        return tk.url_for(f"{type_}.read", id=name, _external=True, locale="default")

    return Portal(tk.config["ckan.site_title"], tk._, address)
