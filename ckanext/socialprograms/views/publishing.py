"""The buttons that publish a record and take it back."""

from __future__ import annotations

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.socialprograms.views.forgery import refuse_forged

publishing = Blueprint("socialprograms_publishing", __name__)
publishing.before_request(refuse_forged)


@publishing.post("/socialprograms/<id_>/publish")
def publish(id_: str) -> Response:
    """Publish a record and go back to its page."""
    return _done("socialprograms_publish", id_, tk._("It is published: everyone can see it."))


@publishing.post("/socialprograms/<id_>/unpublish")
def unpublish(id_: str) -> Response:
    """Take a record back to a draft and go back to its page."""
    return _done("socialprograms_unpublish", id_, tk._("It is a draft now: only people of the agency see it."))


def _done(action: str, id_: str, sentence: str) -> Response:
    package = model.Package.get(id_)
    if package is None:
        tk.abort(404, tk._("This record is not here."))
    try:
        saved = tk.get_action(action)({}, {"id": package.id})
    except tk.NotAuthorized:
        tk.abort(403, tk._("You may not publish in this agency."))
    except tk.ValidationError as error:
        for field, found in error.error_summary.items():
            tk.h.flash_error(f"{field}: {found}")
        return tk.redirect_to(f"{package.type}.edit", id=package.id)
    tk.h.flash_success(sentence)
    return tk.redirect_to(f"{saved['type']}.read", id=saved["name"])
