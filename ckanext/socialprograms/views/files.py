"""The page on which those who edit a dataset see what was found in its files, and decide about them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.forgery import refuse_forged

files = Blueprint("socialprograms_files", __name__)
files.before_request(refuse_forged)
files.after_request(keep_apart)

_DONE = {
    "check": N_("The file is being checked: this takes seconds, or minutes where it is big."),
    "clean": N_("The file has its columns no more; the copy is checked before it is public."),
    "allow": N_("The file is public. Your name and your reason are kept."),
}


@files.get("/socialprograms/<id_>/files")
def show(id_: str) -> str:
    """Show the files of a dataset and what was found in them."""
    package = _package(id_)
    try:
        found = tk.get_action("socialprograms_file_checks")({}, {"id": package.id})
    except tk.NotAuthorized:
        tk.abort(403, tk._("Only those who edit this record see what was found in its files."))
    names = {one["id"]: one["name"] for one in found["files"]}
    return tk.render("socialprograms/files/page.html", {"pkg": package, "names": names, **found})


@files.post("/socialprograms/<id_>/files/<resource_id>/<any(check,clean,allow):act>")
def decide(id_: str, resource_id: str, act: str) -> Response:
    """Do what a person decided about a file, and go back to the page."""
    package = _package(id_)
    asked: dict[str, Any] = {"id": resource_id, "reason": tk.request.form.get("reason", "")}
    try:
        tk.get_action(f"socialprograms_file_{act}")({}, asked)
    except tk.ObjectNotFound:
        tk.abort(404, tk._("This file is not here."))
    except tk.NotAuthorized:
        tk.h.flash_error(tk._("Only administrators of the agency may let a file through that has personal data."))
    except tk.ValidationError as error:
        for found in error.error_summary.values():
            tk.h.flash_error(str(found))
    else:
        tk.h.flash_success(tk._(_DONE[act]))
    return tk.redirect_to("socialprograms_files.show", id_=package.name)


def _package(id_: str) -> model.Package:
    package = model.Package.get(id_)
    if package is None or package.state == model.State.DELETED:
        tk.abort(404, tk._("This record is not here."))
    return package
