"""The addresses of a resource view: its page, its embed, its data as files, a part of its map, a single work."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters.table import FORMATS
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.framing import framed
from ckanext.socialprograms.views.sending import sent
from ckanext.socialprograms.views_resource import showing, trouble
from ckanext.socialprograms.views_resource.links import Links
from ckanext.socialprograms.views_resource.opened import Opened
from ckanext.socialprograms.views_resource.works import works_map
from ckanext.socialprograms.views_resource.works.points import NOTES_OF_ONE
from ckanext.socialprograms.views_resource.zones import zones

resource_views = Blueprint("socialprograms_view", __name__)
resource_views.after_request(keep_apart)


@resource_views.route("/view/<id_>")
def show(id_: str) -> Response:
    """Show a view on a page of its own."""
    return _page("socialprograms/views/page.html", "show", id_)


@resource_views.route("/view/<id_>/embed")
def embed(id_: str) -> Response:
    """Show a view for the pages of others: without cookies, and in any frame."""
    return framed(_page("socialprograms/views/embed.html", "embed", id_))


@resource_views.route("/view/<id_>/data.<ending>")
def data(id_: str, ending: str) -> Response:
    """Give the numbers of a view as a file."""
    if ending not in FORMATS:
        tk.abort(404, tk._("There is no such table."))
    kind, view = showing.answered(lambda: showing.open_stored(id_))
    table, format_ = showing.answered(lambda: kind.table(view, tk.request.args)), FORMATS[ending]
    return sent(format_.write(table), f"{table.name}-{id_[:8]}.{ending}", format_.media_type, is_long=True)


@resource_views.route("/view/<id_>/part.json")
def part(id_: str) -> Response:
    """Give a part of the map."""
    view = _map(id_)
    return jsonify(showing.answered(lambda: works_map.part(view, tk.request.args)))


@resource_views.route("/view/<id_>/zones.json")
def layer(id_: str) -> Response:
    """Give the priority zones of the map."""
    view = _map(id_)
    if not view.options["zones"]:
        tk.abort(404, tk._("This map has no zones."))
    return jsonify(showing.answered(lambda: zones(view.options["zones"])))


@resource_views.route("/view/<id_>/work/<path:key>")
def work(id_: str, key: str) -> str:
    """Show a work: all that its row of the table says."""
    view = _map(id_)
    found = showing.answered(lambda: works_map.work(view, key))
    if not found:
        tk.abort(404, tk._("The table has no work with the key “{key}”.").format(key=key))
    return tk.render(
        "socialprograms/views/work.html", {"view": view, "found": found, "link": Links(view), "notes": NOTES_OF_ONE}
    )


def _page(template: str, route: str, id_: str) -> Response:
    try:
        kind, view = showing.open_stored(id_)
    except trouble.Trouble as found:
        return make_response(tk.render(template, showing.nothing(found)), found.status)
    return make_response(tk.render(template, showing.shown(kind, view, tk.request.args, route)))


def _map(id_: str) -> Opened:
    kind, view = showing.answered(lambda: showing.open_stored(id_))
    if kind is not works_map.WORKS_MAP:
        tk.abort(404, tk._("This view is no map."))
    return view
