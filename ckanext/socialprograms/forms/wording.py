"""How CKAN's own texts name our record types (msgids), by type and by CKAN's name of the place."""

from __future__ import annotations

from ckanext.socialprograms.messages import N_

_COMMITMENT = {
    "add link": N_("Add a commitment"),
    "create label": N_("New commitment"),
    "create title": N_("New commitment"),
    "edit label": N_("Edit the commitment"),
    "view label": N_("See the commitment"),
    "update label": N_("Save changes"),
    "delete confirmation": N_("Do you want to delete this commitment?"),
    "search placeholder": N_("Search commitments"),
    "search_placeholder": N_("Search commitments"),
    **dict.fromkeys(("breadcrumb", "content tab", "facet label", "main nav"), N_("Commitments")),
    "my label": N_("My commitments"),
    "no description": N_("This commitment has no description."),
}
_PROGRAM = {
    "add link": N_("Add a program"),
    "create label": N_("New program"),
    "create title": N_("New program"),
    "edit label": N_("Edit the program"),
    "view label": N_("See the program"),
    "update label": N_("Save changes"),
    "delete confirmation": N_("Do you want to delete this program?"),
    "search placeholder": N_("Search programs"),
    "search_placeholder": N_("Search programs"),
    **dict.fromkeys(("breadcrumb", "content tab", "facet label", "main nav"), N_("Social programs")),
    "my label": N_("My programs"),
    "no description": N_("This program has no description."),
}
_EVALUATION = {
    "add link": N_("Add an evaluation"),
    "create label": N_("New evaluation"),
    "create title": N_("New evaluation"),
    "edit label": N_("Edit the evaluation"),
    "view label": N_("See the evaluation"),
    "update label": N_("Save changes"),
    "delete confirmation": N_("Do you want to delete this evaluation?"),
    "search placeholder": N_("Search evaluations"),
    "search_placeholder": N_("Search evaluations"),
    **dict.fromkeys(("breadcrumb", "content tab", "facet label", "main nav"), N_("Evaluations")),
    "my label": N_("My evaluations"),
    "no description": N_("This evaluation has no description."),
}
PURPOSES = {"commitment": _COMMITMENT, "program": _PROGRAM, "evaluation": _EVALUATION}
