"""A record, or a list of records, as linked data by ckanext-dcat: ``/program/NAME.ttl``, ``/program.ttl?q=becas``."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk
from ckan.lib.search.common import SearchError

from ckanext.socialprograms import search
from ckanext.socialprograms.registration import TYPES
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.downloads import asked_list, shown

MEDIA_TYPES = {"ttl": "text/turtle", "rdf": "application/rdf+xml", "jsonld": "application/ld+json"}

rdf = Blueprint("socialprograms_rdf", __name__)
rdf.after_request(keep_apart)


def one(type_: str, id_: str, ending: str) -> Response:
    """Give a record."""
    return _written("dcat_dataset_show", {"id": shown(type_, id_)["id"]}, ending)


def several(type_: str, ending: str) -> Response:
    """Give a page of a list, with links to the others; ckanext-dcat sets how long a page is."""
    query = asked_list(type_).query(0, 0)
    asked = {"q": query["q"] or "*:*", "fq": query["fq"], "page": tk.request.args.get("page")}
    return _written("dcat_catalog_show", asked, ending)


@rdf.before_app_request
def refuse_other_formats() -> None:
    """Say of a dataset that it is not here in a format that ckanext-dcat does not write, where it would break down."""
    if tk.request.endpoint in _OF_DCAT and (tk.request.view_args or {}).get("_format", "ttl") not in _WRITTEN:
        tk.abort(404, tk._("It is not here in this format."))


_OF_DCAT = frozenset({"dcat.read_dataset", "dcat.read_catalog"})
_WRITTEN = frozenset({*MEDIA_TYPES, "xml", "n3"})
_formats = f"<any({','.join(MEDIA_TYPES)}):ending>"
for _type in TYPES:
    rdf.add_url_rule(f"/{_type}/<id_>.{_formats}", "one", one, defaults={"type_": _type})
for _type in search.LISTS:
    rdf.add_url_rule(f"/{_type}.{_formats}", "several", several, defaults={"type_": _type})


def _written(action: str, asked: dict[str, Any], ending: str) -> Response:
    try:
        written = tk.get_action(action)({}, {**asked, "format": ending})
    except (SearchError, tk.ValidationError):
        tk.abort(400, tk._("The search did not work. Try other words."))
    return Response(written, content_type=f"{MEDIA_TYPES[ending]}; charset=utf-8")
