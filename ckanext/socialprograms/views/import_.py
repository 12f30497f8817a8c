"""The pages at ``/import``: choose a document, see it read, look at what was found, confirm, see what came of it."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from flask import Blueprint, Response, abort, jsonify
from werkzeug.utils import secure_filename

import ckan.plugins.toolkit as tk
from ckan.lib.pagination import Page

from ckanext.socialprograms import search
from ckanext.socialprograms.exporters.table import FORMATS
from ckanext.socialprograms.exporters.unfinished import is_for_lack_of_room
from ckanext.socialprograms.importers.limits import MAX_BYTES, MEGABYTE
from ckanext.socialprograms.loading import pending
from ckanext.socialprograms.pages import importing
from ckanext.socialprograms.registration import TYPES
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.forgery import refuse_forged
from ckanext.socialprograms.views.sending import NO_ROOM, sent

PER_PAGE = 20
_TEMPLATES = {
    pending.READING: "progress",
    pending.SAVING: "progress",
    pending.PREVIEW: "preview",
    pending.DONE: "done",
    pending.REFUSED: "refused",
    pending.STOPPED: "stopped",
}

import_pages = Blueprint("socialprograms_import", __name__, url_prefix="/import")
import_pages.before_request(refuse_forged)


@import_pages.errorhandler(OSError)
def tell_lack_of_room(error: OSError) -> Any:
    """Say that a file could not be kept for lack of room on the disk; it may be so long before a view sees it."""
    if not is_for_lack_of_room(error):
        raise error
    told = {"code": 503, "content": tk._(NO_ROOM)}
    return tk.render("error_document_template.html", told), 503


@import_pages.get("/")
def choose() -> str:
    """Ask for the document."""
    return _choose({})


@import_pages.post("/")
def send() -> Any:
    """Take the document."""
    asked = {"upload": tk.request.files.get("upload"), "organization": tk.request.form.get("organization", "")}
    try:
        one = _do("socialprograms_import", asked)
    except tk.ValidationError as error:
        return _choose(error.error_dict), 400
    return tk.redirect_to("socialprograms_import.show", id_=one["id"])


@import_pages.get("/<id_>")
def show(id_: str) -> str:
    """Show how far an import is."""
    return _show(id_, {})


@import_pages.get("/<id_>/marked.xlsx")
def marked(id_: str) -> Response:
    """Give the workbook back with its errors marked."""
    content = _do("socialprograms_import_marked", {"id": id_})
    stem = PurePath(_do("socialprograms_import_status", {"id": id_})["name"]).stem
    name = secure_filename(tk._("{name}-with-errors").format(name=stem))
    return keep_apart(sent([content], f"{name}.xlsx", FORMATS["xlsx"].media_type))


@import_pages.get("/<id_>/status")
def status(id_: str) -> Response:
    """Tell how far an import is, for the script of the page."""
    one = _do("socialprograms_import_status", {"id": id_})
    return jsonify({name: one[name] for name in ("stage", "waiting", "done", "total")})


@import_pages.post("/<id_>/confirm")
def confirm(id_: str) -> Any:
    """Have the records saved."""
    form = tk.request.form
    asked = {"id": id_, "publish": form.get("publish") == "yes", "reason": form.get("reason", "")}
    try:
        _do("socialprograms_import_confirm", asked)
    except tk.ValidationError as error:
        if "reason" in error.error_dict:
            return _show(id_, error.error_dict), 400
        tk.h.flash_notice(" ".join(str(found) for found in error.error_summary.values()))
    return tk.redirect_to("socialprograms_import.show", id_=id_)


@import_pages.post("/<id_>/resume")
def resume(id_: str) -> Any:
    """Go on with an import that stopped."""
    try:
        _do("socialprograms_import_resume", {"id": id_})
    except tk.ValidationError as error:
        tk.h.flash_notice(" ".join(str(found) for found in error.error_summary.values()))
    return tk.redirect_to("socialprograms_import.show", id_=id_)


@import_pages.post("/<id_>/cancel")
def cancel(id_: str) -> Any:
    """Forget an import."""
    try:
        _do("socialprograms_import_cancel", {"id": id_})
    except tk.ValidationError:
        return tk.redirect_to("socialprograms_import.show", id_=id_)
    tk.h.flash_success(tk._("The document was given up. Nothing was saved."))
    return tk.redirect_to("socialprograms_import.choose")


def _choose(errors: dict[str, Any]) -> str:
    recent = _do("socialprograms_import_list", {})
    organizations = tk.get_action("organization_list_for_user")({}, {"permission": "create_dataset"})
    return tk.render(
        "socialprograms/import/choose.html",
        {
            "recent": recent,
            "organizations": sorted(organizations, key=lambda one: one["display_name"].casefold()),
            "chosen": tk.request.form.get("organization", _only(organizations)),
            "types": {type_: search.TYPE_NAMES[type_] for type_ in TYPES},
            "errors": errors,
            "megabytes": MAX_BYTES // MEGABYTE,
        },
    )


def _only(organizations: list[dict[str, Any]]) -> str:
    """Give the id of the only organization to which records of the user can go, empty where documents may say more."""
    is_free = len(organizations) != 1 or tk.h.check_access("organization_create")
    return "" if is_free else organizations[0]["id"]


def _show(id_: str, errors: dict[str, Any]) -> str:
    number = max(tk.request.args.get("page", 1, type=int), 1)
    asked = {"id": id_, "limit": PER_PAGE, "offset": (number - 1) * PER_PAGE}
    one = _do("socialprograms_import_status", asked)
    shown = sum(one["counts"].values()) + (0 if one["stage"] == pending.DONE else one["left_out"])
    page = Page(
        collection=range(shown),
        page=number,
        items_per_page=PER_PAGE,
        url=lambda page: tk.h.url_for("socialprograms_import.show", id_=id_, page=page),
    )
    cards = [importing.card(record, search.schemas()[record["type"]]) for record in one["records"]]
    variables = {"one": one, "cards": cards, "page": page, "errors": errors}
    return tk.render(f"socialprograms/import/{_TEMPLATES[one['stage']]}.html", variables)


def _do(action: str, data: dict[str, Any]) -> Any:
    try:
        return tk.get_action(action)({}, data)
    except tk.NotAuthorized:
        if not tk.current_user.is_authenticated:
            return abort(tk.redirect_to("user.login", came_from=tk.request.path))
        return tk.abort(403, tk._("Your account may not create records in any organization."))
    except tk.ObjectNotFound as missing:
        return tk.abort(404, str(missing))
