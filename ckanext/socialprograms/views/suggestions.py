"""What a search box suggests while somebody writes, at ``/suggest``."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.spanish.suggestions import Way
from ckanext.socialprograms.spanish.suggestions import suggestions as suggested

suggestions = Blueprint("socialprograms_suggestions", __name__)
_KINDS = {
    "commitment": N_("Commitment"),
    "program": N_("Social program"),
    "evaluation": N_("Evaluation"),
    "organization": N_("Agency"),
    "vocab_support_kinds": N_("Kind of support"),
}


@suggestions.route("/suggest")
def suggest() -> Response:
    """Give suggestions as JSON: a label, its kind, and where it leads."""
    answer = jsonify([_shown(way) for way in suggested(tk.request.args.get("q", ""))])
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def _shown(way: Way) -> dict[str, Any]:
    if way.kind == "organization":
        address = tk.url_for("organization.read", id=way.code)
    elif way.kind == "vocab_support_kinds":
        address = tk.url_for("program.search", vocab_support_kinds=way.code)
    else:
        address = tk.url_for(f"{way.kind}.read", id=way.code)
    return {"label": way.name, "kind": tk._(_KINDS[way.kind]), "url": address}
