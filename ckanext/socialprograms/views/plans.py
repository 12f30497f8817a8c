"""The work plan of a record in time, and the improvement agenda of an evaluation: pages, files and embeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, make_response

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.addresses import asking
from ckanext.socialprograms.exporters.agenda import agenda_table
from ckanext.socialprograms.exporters.table import FORMATS, Table
from ckanext.socialprograms.exporters.work_plan import work_plan_table
from ckanext.socialprograms.pages import agenda_page as of_agenda
from ckanext.socialprograms.pages.agenda import Level
from ckanext.socialprograms.pages.agenda_building import agenda as tree_of
from ckanext.socialprograms.pages.dates import shortened
from ckanext.socialprograms.pages.plan import plan_view
from ckanext.socialprograms.pages.window import Zoom
from ckanext.socialprograms.pages.work_plan import Asked, WorkPlanPage, spans, work_plan_page
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.standing import Standing
from ckanext.socialprograms.takeaway.addresses import dictionary
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.downloads import shown
from ckanext.socialprograms.views.framing import framed
from ckanext.socialprograms.views.sending import sent
from ckanext.socialprograms.views_resource.charts import Chart
from ckanext.socialprograms.views_resource.links import embed_code

plans = Blueprint("socialprograms_plans", __name__)
plans.after_request(keep_apart)
WITH_A_PLAN = ("commitment", "evaluation")
_LONGEST_LABEL = 60


class Links:
    """Makes the addresses of a record's plan or agenda that keep what was asked for; ``embed`` for those of embeds."""

    def __init__(self, record: dict[str, Any], page: str, asked: Mapping[str, str | int], *, embed: bool) -> None:
        self.record, self._asked = record, asked
        self._page, self._route = page, f"{page}_embed" if embed else page
        self.is_embed = embed

    def __call__(self, **changes: str | int) -> str:
        """Give the address with something changed; what is changed to nothing goes."""
        return asking(self._address(self._route), {**self._asked, **{_plain(key): one for key, one in changes.items()}})

    @property
    def page(self) -> str:
        """Give the address of the page on the portal with what was asked for."""
        return asking(self._address(self._page), self._asked)

    @property
    def files(self) -> list[tuple[str, str]]:
        """Give the formats with their addresses."""
        return [(ending.upper(), self._address(f"{self._page}_file", ending=ending)) for ending in FORMATS]

    @property
    def dictionary(self) -> str:
        """Give where it stands what the columns of the files mean."""
        return dictionary(self._page.replace("_", "-"))

    def code(self, title: str) -> str:
        """Give what others put into their pages to show it there."""
        return embed_code(asking(self._address(f"{self._page}_embed", _external=True), self._asked), title)

    def to_record(self, anchor: str = "") -> str:
        """Give the address of the record, or of a place in its page."""
        address = tk.url_for(f"{self.record['type']}.read", id=self.record["name"])
        return f"{address}#{anchor}" if anchor else address

    def _address(self, route: str, **how: Any) -> str:
        given = {"type_": self.record["type"]} if self._page == "work_plan" else {}
        return tk.url_for(f"socialprograms_plans.{route}", id_=self.record["name"], **given, **how)


def work_plan(type_: str, id_: str) -> str:
    """Show the work plan of a record in time."""
    return tk.render("socialprograms/plans/work_plan.html", _work_plan(type_, id_))


def work_plan_embed(type_: str, id_: str) -> Response:
    """Show a work plan for the pages of others: without cookies, and in any frame."""
    page = tk.render("socialprograms/plans/work_plan_embed.html", _work_plan(type_, id_, embed=True))
    return framed(make_response(page))


def work_plan_file(type_: str, id_: str, ending: str) -> Response:
    """Give a work plan as a file."""
    record, today = shown(type_, id_), tk.h.socialprograms_today()
    return _file(work_plan_table(plan_view(record, today), tk._, _about(record)), record, ending)


for _type in WITH_A_PLAN:
    _base, _given = f"/{_type}/<id_>/work-plan", {"type_": _type}
    plans.add_url_rule(_base, "work_plan", work_plan, defaults=_given)
    plans.add_url_rule(f"{_base}/embed", "work_plan_embed", work_plan_embed, defaults=_given)
    plans.add_url_rule(f"{_base}.<ending>", "work_plan_file", work_plan_file, defaults=_given)


@plans.get("/evaluation/<id_>/agenda")
def agenda(id_: str) -> str:
    """Show the improvement agenda of an evaluation as a tree."""
    return tk.render("socialprograms/plans/agenda.html", _agenda(id_))


@plans.get("/evaluation/<id_>/agenda/embed")
def agenda_embed(id_: str) -> Response:
    """Show an improvement agenda for the pages of others: without cookies, and in any frame."""
    return framed(make_response(tk.render("socialprograms/plans/agenda_embed.html", _agenda(id_, embed=True))))


@plans.get("/evaluation/<id_>/agenda.<ending>")
def agenda_file(id_: str, ending: str) -> Response:
    """Give an improvement agenda as a file."""
    record, today = shown("evaluation", id_), tk.h.socialprograms_today()
    return _file(agenda_table(tree_of(record, today), tk._, _about(record)), record, ending)


def _work_plan(type_: str, id_: str, *, embed: bool = False) -> dict[str, Any]:
    record = shown(type_, id_)
    page = work_plan_page(record, tk.h.socialprograms_today(), Asked.read(tk.request.args))
    kept: dict[str, str | int] = {"only": "window"} if page.asked.only else {}
    if page.window:
        kept = {"zoom": page.window.zoom.value, "from": page.window.axis.first.isoformat(), **kept}
    link = Links(record, "work_plan", kept, embed=embed)
    return {"pkg": record, "page": page, "link": link, "zooms": tuple(Zoom), "chart": _chart(page)}


def _agenda(id_: str, *, embed: bool = False) -> dict[str, Any]:
    record = shown("evaluation", id_)
    page = of_agenda.agenda_page(tree_of(record, tk.h.socialprograms_today()), of_agenda.Asked.read(tk.request.args))
    kept = {name: value for name, value in (("state", page.asked.state), ("open", page.asked.open)) if value}
    return {
        "pkg": record,
        "page": page,
        "link": Links(record, "agenda", kept, embed=embed),
        "standings": tuple(Standing),
        "levels": tuple(Level),
        "gap": of_agenda.GAP,
    }


def _chart(page: WorkPlanPage) -> dict[str, Any]:
    values = [
        {
            "category": shortened(f"{view.activity.id} {view.activity.description}", _LONGEST_LABEL),
            "series": tk._(kind),
            "from": first.isoformat(),
            "to": last.isoformat(),
        }
        for view, kind, first, last in spans(page)
    ]
    return Chart(values, tk._("Activity"), tk._("Date"), tk._("Which date"), "spans").for_page


def _file(table: Table, record: dict[str, Any], ending: str) -> Response:
    if ending not in FORMATS:
        tk.abort(404, tk._("There is no such table."))
    kind = FORMATS[ending]
    return sent(kind.write(table), f"{record['name']}-{table.name}.{ending}", kind.media_type)


def _about(record: dict[str, Any]) -> dict[str, str]:
    address = tk.url_for(f"{record['type']}.read", id=record["name"], _external=True, locale="default")
    return {"record": record["title"], "address": address, "as_of": str(values.day(record, "metadata_modified"))}


def _plain(key: str) -> str:
    """Give the name that an address has for what Python keeps for itself, such as ``from_``."""
    return key.rstrip("_")
