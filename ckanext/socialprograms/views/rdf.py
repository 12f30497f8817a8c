"""A record, or a list of records, as linked data by ckanext-dcat: ``/program/NAME.ttl``, ``/program.ttl?q=becas``.

Who asks for linked data at the address of a page (``Accept: text/turtle``) is shown the way there.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from types import ModuleType
from typing import Any

from flask import Blueprint, Response, redirect

import ckan.plugins.toolkit as tk
from ckan.lib.search.common import SearchError

from ckanext.socialprograms import search
from ckanext.socialprograms.addresses import asking
from ckanext.socialprograms.registration import TYPES
from ckanext.socialprograms.takeaway.portal import settled
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.downloads import asked_list, shown

MEDIA_TYPES = {"ttl": "text/turtle", "rdf": "application/rdf+xml", "jsonld": "application/ld+json"}
_HTML = "text/html"
_RECORDS = {(type_, "read") for type_ in (*TYPES, "dataset")}
_LISTS = {(type_, "search") for type_ in TYPES}

rdf = Blueprint("socialprograms_rdf", __name__)
rdf.after_request(keep_apart)


def one(type_: str, id_: str, ending: str) -> Response:
    """Give a record."""
    return _sent(_serializing().record(settled(shown(type_, id_)), ending), ending)


def several(type_: str, ending: str) -> Response:
    """Give a page of a list, with links to the others; ckanext-dcat sets how long a page is."""
    asked = asked_list(type_)
    number, size = _page_number(), int(tk.config["ckanext.dcat.datasets_per_page"])
    try:
        found = tk.get_action("package_search")({}, asked.query((number - 1) * size, size))
    except (SearchError, tk.ValidationError):
        tk.abort(400, tk._("The search did not work. Try other words."))
    here = tk.url_for("socialprograms_rdf.several", type_=type_, ending=ending, _external=True, locale="default")

    def address(page: int) -> str:
        return asking(here, [*asked.parameters, ("page", page)])

    serializing = _serializing()
    paging = serializing.pages(number, size, found["count"], address)
    return _sent(serializing.page(found["results"], paging, ending), ending)


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


@rdf.before_app_request
def lead_to_data() -> Any:
    """Lead who would rather have linked data than a page to it."""
    ending = _preferred() if tuple(tk.get_endpoint()) in _RECORDS | _LISTS else None
    if ending is None:
        return None
    type_, view = map(str, tk.get_endpoint())
    if view == "search":
        address = asked_list(type_).at(tk.url_for("socialprograms_rdf.several", type_=type_, ending=ending))
        return redirect(address, HTTPStatus.SEE_OTHER)
    return _led_to_record(tk.request.view_args["id"], ending)


@rdf.after_app_request
def vary(answer: Response) -> Response:
    """Say that the answer depends on what was asked for, so that nobody on the way gives one for the other."""
    if tuple(tk.get_endpoint()) in _RECORDS | _LISTS:
        answer.vary.add("Accept")
    return answer


def _led_to_record(id_: str, ending: str) -> Any:
    """Lead to a record of ours; what else there is at the address is for CKAN and ckanext-dcat to say."""
    try:
        data = tk.get_action("package_show")({}, {"id": id_})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return None
    if data["type"] not in TYPES:
        return None
    address = tk.url_for("socialprograms_rdf.one", type_=data["type"], id_=data["name"], ending=ending)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _preferred() -> str | None:
    best = tk.request.accept_mimetypes.best_match([_HTML, *MEDIA_TYPES.values()], default=_HTML)
    return next((ending for ending, media_type in MEDIA_TYPES.items() if media_type == best), None)


def _page_number() -> int:
    said = tk.request.args.get("page") or "1"
    if not (said.isascii() and said.isdecimal() and len(said) < len("1000000") and int(said)):
        tk.abort(400, tk._("The search did not work. Try other words."))
    return int(said)


def _serializing() -> ModuleType:
    from ckanext.socialprograms.profiles import serializing  # noqa: PLC0415 (only portals with ckanext-dcat have it)

    return serializing


def _sent(written: str | Iterable[bytes], ending: str) -> Response:
    return Response(written, content_type=f"{MEDIA_TYPES[ending]}; charset=utf-8")
