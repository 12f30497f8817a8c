"""What the transparency law asks of an agency: ``/organization/NAME/transparency``, and its formats as files."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk
from ckan.lib.search.common import SearchError

from ckanext.socialprograms.exporters.transparency.upload import MEDIA_TYPE
from ckanext.socialprograms.gate.holding import held_among
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.language import told
from ckanext.socialprograms.loading.organizations import STATE
from ckanext.socialprograms.official.laws import bases, replaced
from ckanext.socialprograms.official.period import Period
from ckanext.socialprograms.takeaway import beneficiaries
from ckanext.socialprograms.takeaway.transparency import OFFERED, Report, reports
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.downloads import shown
from ckanext.socialprograms.views.sending import sent

SHOWN = 100
"""Records of a format on the page; the file has all."""
_QUARTERS = 12
_LAST_QUARTER = 4

transparency = Blueprint("socialprograms_transparency", __name__)
transparency.after_request(keep_apart)


@transparency.get("/organization/<id_>/transparency")
def show(id_: str) -> str:
    """Show what is still to be filled in for a period, and offer the files."""
    organization = _organization(id_)
    period = _period()
    found = _reports(organization["name"], period)
    by_program = beneficiaries.lists([one.record["id"] for one in found[0].filled])
    lists = [(one.record, by_program[one.record["id"]]) for one in found[0].filled if one.record["id"] in by_program]
    more = {
        "group_dict": organization,
        "group_type": organization["type"],
        "period": period,
        "periods": _periods(),
        "reports": found,
        "bases": bases,
        "replaced": replaced,
        "state": next((one["value"] for one in organization.get("extras", ()) if one["key"] == STATE), ""),
        "shown": SHOWN,
        "lists": lists,
        "held": held_among([own.id for _record, every in lists for own in every]),
    }
    return tk.render("socialprograms/transparency/page.html", more)


@transparency.get("/organization/<id_>/transparency/<format_>.xlsx")
def file(id_: str, format_: str) -> Response:
    """Give a format as the platform takes it in."""
    if f"transparency_{format_}" not in OFFERED:
        tk.abort(404, tk._("There is no such format."))
    organization, period = _organization(id_), _period()
    (report,) = _reports(organization["name"], period, f"transparency_{format_}")
    # The numbers of a law that was replaced are not for the name of a file.
    short = [] if replaced(report.form.id, report.period.end) else [report.form.short]
    name = "-".join([organization["name"], *short, format_, f"{report.period}.xlsx"])
    return sent(report.file(), name, MEDIA_TYPE, is_long=True)


@transparency.get("/program/<id_>/beneficiaries-15b.xlsx")
def people(id_: str) -> Any:
    """Give a list of beneficiaries of a program in the format's layout, to those who edit the program."""
    program, period = _edited(id_), _period()
    try:
        written = beneficiaries.file(program, tk.request.args.get("resource", ""), period)
    except UnreadableFile as unreadable:
        return _unreadable(program, period, unreadable)
    return sent(written, f"{program['name']}-15b-{period}.xlsx", MEDIA_TYPE, is_long=True)


@transparency.get("/program/<id_>/beneficiaries-15b")
def people_page(id_: str) -> Any:
    """Show what of a list of beneficiaries was recognised, before it is downloaded."""
    program, period = _edited(id_), _period()
    try:
        found = beneficiaries.look(program, tk.request.args.get("resource", ""))
    except UnreadableFile as unreadable:
        return _unreadable(program, period, unreadable)
    return _people(program, period, found=found)


def _unreadable(program: dict[str, Any], period: Period, unreadable: UnreadableFile) -> tuple[str, int]:
    return _people(program, period, problem=told(unreadable.message)), 400


def _people(program: dict[str, Any], period: Period, **more: Any) -> str:
    asked = tk.request.args.get("resource", "")
    resource = next((one for one in program["resources"] if one["id"] == asked), {})
    shown = {"program": program, "period": period, "resource": resource, "found": None, "problem": "", **more}
    return tk.render("socialprograms/transparency/people.html", shown)


def _edited(id_: str) -> dict[str, Any]:
    """Give a program to those who may edit it: they see what is held back, too."""
    program = shown("program", id_)
    try:
        tk.check_access("package_update", {}, {"id": program["id"]})
    except tk.NotAuthorized:
        tk.abort(403, tk._("Only those who edit this program can have its list in this layout."))
    return program


def _reports(name: str, period: Period, only: str = "") -> tuple[Report, ...]:
    try:
        return reports(name, period, only)
    except (SearchError, tk.ValidationError):
        return tk.abort(400, tk._("The search did not work. Try other words."))


def _organization(id_: str) -> dict[str, Any]:
    try:
        organization = tk.get_action("organization_show")({}, {"id": id_})
        tk.check_access("socialprograms_transparency", {}, {"organization": organization["id"]})
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("This organization is not here."))
    except tk.NotAuthorized:
        return tk.abort(403, tk._("Only those who edit records of this agency can see what it has left to fill in."))
    return organization


def _period() -> Period:
    """Read the period that is asked for; without one, it is the quarter that ended last."""
    asked = tk.request.args.get("period", "")
    if not asked:
        return Period.last_before(tk.h.socialprograms_today())
    return Period.read(asked) or tk.abort(400, tk._("“period” takes a quarter such as 2026-3."))


def _periods() -> list[Period]:
    """Give the quarters to choose from, the running one first."""
    last = Period.last_before(tk.h.socialprograms_today())
    is_new_year = last.quarter == _LAST_QUARTER
    found = [Period(last.year + 1, 1) if is_new_year else Period(last.year, last.quarter + 1), last]
    while len(found) < _QUARTERS:
        found.append(Period.last_before(found[-1].start))
    return found
