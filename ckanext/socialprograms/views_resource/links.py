"""The addresses of a view, with what its reader asked for."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import escape

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.addresses import asking
from ckanext.socialprograms.exporters.table import FORMATS
from ckanext.socialprograms.views_resource.opened import Opened


class Links:
    """Makes addresses of a view that keep what was asked for; without an id there are none."""

    def __init__(self, view: Opened, asked: Mapping[str, str] | None = None, route: str = "show") -> None:
        self._id, self._title, self._asked, self._route = view.id, view.title, asked or {}, route

    def __call__(self, **changes: str | int) -> str:
        """Give the address of the page with something changed; what is changed to nothing goes."""
        return self.of(self._route, **changes)

    def of(self, route: str, **changes: str | int) -> str:
        """Give another address of the view with what was asked for."""
        return asking(tk.url_for(f"socialprograms_view.{route}", id_=self._id), {**self._asked, **changes})

    def file(self, ending: str) -> str:
        """Give the address of the numbers as a file."""
        return asking(tk.url_for("socialprograms_view.data", id_=self._id, ending=ending), self._asked)

    def work(self, key: str) -> str:
        """Give the address of a work."""
        return tk.url_for("socialprograms_view.work", id_=self._id, key=key)

    @property
    def code(self) -> str:
        """Give what others put into their pages to show the view there."""
        return embed_code(tk.url_for("socialprograms_view.embed", id_=self._id, _external=True), self._title)

    @property
    def files(self) -> list[tuple[str, str]]:
        """Give the formats of the numbers with their addresses."""
        return [(ending.upper(), self.file(ending)) for ending in FORMATS]

    @property
    def plain(self) -> str:
        """Give the address of the page as it is without being asked anything."""
        return self.bare(self._route)

    def bare(self, route: str) -> str:
        """Give another address of the view without what was asked for."""
        return tk.url_for(f"socialprograms_view.{route}", id_=self._id)


def embed_code(address: str, title: str) -> str:
    """Give the code that shows the page of an address in the pages of others."""
    style = "width:100%;height:40rem;max-height:90vh;border:0"
    return f'<iframe src="{escape(address)}" title="{escape(title)}" style="{style}" loading="lazy"></iframe>'
